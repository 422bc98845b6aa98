/** Which screen of the office an address shows. */
export type OfficePlace = 'catalogue' | 'import' | 'decisions' | 'devices' | 'people' | 'changes' | 'location'

export const OFFICE_PATHS: Readonly<Record<OfficePlace, string>> = {
  catalogue: '/office',
  import: '/office/import',
  decisions: '/office/decisions',
  devices: '/office/devices',
  people: '/office/people',
  changes: '/office/changes',
  location: '/office/location',
}

/** Any other address under `/office` is the catalogue's. */
export function placeOf(path: string): OfficePlace {
  const [, , screen = ''] = path.split('/')
  return Object.hasOwn(OFFICE_PATHS, screen) ? (screen as OfficePlace) : 'catalogue'
}
