/** `barrow pair`: a code for one more device, as an address to open on it. */
import type { LocationId } from '../../core/domain/ids.ts'
import { baseUrl } from '../environment.ts'
import { createPairingCode } from '../pairing.ts'
import { type CommandDeps, chooseLocation, type StoreCommand } from './command.ts'

export const pairCommand: StoreCommand = {
  usage: 'pair [--location ID]',
  options: { location: { type: 'string' } },
  files: 0,
  async run(deps, { flags }) {
    const { location } = await chooseLocation(deps.storage, flags.location)
    const json = { locationId: location, ...(await makePairingUrl(deps, location)) }
    const minutes = Math.floor(json.validForSeconds / 60)
    return { ok: true, json, text: `Open within ${minutes} minutes on the new device: ${json.pairingUrl}` }
  },
}

/** The code stands behind the # of the address, which browsers send to nobody: it reaches no log. */
export async function makePairingUrl(deps: CommandDeps, location: LocationId) {
  const { code, validForSeconds } = await createPairingCode(deps, location)
  return { pairingUrl: `${baseUrl(deps.environment)}/#pair=${code}`, code, validForSeconds }
}
