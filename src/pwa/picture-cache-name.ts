/** The cache that page and service worker share for the catalogue's pictures. */
export const PICTURE_CACHE = 'barrow-pictures'
