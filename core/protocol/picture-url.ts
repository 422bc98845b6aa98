/** Widths in pixels in which the endpoint keeps each picture (and AVIF beside WebP from 320 on). */
export const PICTURE_WIDTHS = [160, 320, 640] as const
export type PictureWidth = (typeof PICTURE_WIDTHS)[number]

/** The immutable address of a picture in one width. */
export const pictureUrl = (hash: string, width: PictureWidth): string => `/pictures/${hash}-${width}.webp`
