/** Which screen of the office an address shows. */
export type OfficePlace = 'catalogue' | 'import' | 'devices' | 'location'

export const OFFICE_PATHS: Readonly<Record<OfficePlace, string>> = {
  catalogue: '/office',
  import: '/office/import',
  devices: '/office/devices',
  location: '/office/location',
}

/** Any other address under `/office` is the catalogue's. */
export function placeOf(path: string): OfficePlace {
  const [, , screen] = path.split('/')
  return screen === 'import' || screen === 'devices' || screen === 'location' ? screen : 'catalogue'
}
