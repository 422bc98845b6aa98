/** Which screen of the office an address shows. */
export const OFFICE_PATHS = {
  catalogue: '/office',
  import: '/office/import',
  offers: '/office/offers',
  decisions: '/office/decisions',
  devices: '/office/devices',
  people: '/office/people',
  payments: '/office/payments',
  money: '/office/money',
  changes: '/office/changes',
  location: '/office/location',
  more: '/office/more',
} as const

export type OfficePlace = keyof typeof OFFICE_PATHS

/** Any other address under `/office` is the catalogue's. */
export function placeOf(path: string): OfficePlace {
  const [, , screen = ''] = path.split('/')
  return Object.hasOwn(OFFICE_PATHS, screen) ? (screen as OfficePlace) : 'catalogue'
}
