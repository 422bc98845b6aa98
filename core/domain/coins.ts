/** The coins and notes to which cash can be rounded: what the office offers, and what a sale is believed (rule M11). */
import { minorPerMajor } from './currency.ts'
import { type Minor, toMinor } from './money.ts'

/** Coins and notes that some currency has, in minor units; to one minor unit nothing is rounded. */
const COINS = [
  ...[2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000],
  ...[10_000, 20_000, 25_000, 50_000, 100_000, 200_000, 250_000],
].map(toMinor)

/** Where nothing else is said here, no change is coarser than this, in minor units. */
const USUAL_COARSEST = 100

/**
 * Currencies in which small change is coarser, in major units: the smallest coin or note that people are given there,
 * or the next one where shops pass over it. ARS is by its central bank's list of what circulates (BCRA "Emisiones
 * vigentes"); CRC, HUF, IDR, IQD, IRR, KHR, LBP, MNT and TZS are at least what RubyMoney's `currency_iso.json` calls
 * the smallest denomination; the others are by what is known of shops, without a source. One that is too coarse here
 * only widens what a forged sale may call rounding.
 */
const COARSEST: Readonly<Record<string, number>> = {
  ...{ ALL: 5, AMD: 10, AOA: 10, ARS: 100, CDF: 100, COP: 100, CRC: 10, CUP: 5, CVE: 5, DOP: 5, DZD: 5 },
  ...{ GNF: 500, GYD: 5, HTG: 5, HUF: 5, IDR: 100, IQD: 250, IRR: 1000, JMD: 5, KES: 5, KHR: 100, KZT: 5 },
  ...{ LAK: 500, LBP: 1000, LKR: 5, LRD: 5, MGA: 100, MMK: 50, MNT: 20, MWK: 50, NGN: 50, NPR: 5, PKR: 5 },
  ...{ SDG: 50, SOS: 1000, SSP: 50, SYP: 500, TZS: 50, UZS: 100, VES: 10, VND: 1000, YER: 50 },
}

/** What cash of a currency can be rounded to, in minor units, the smallest first. */
export function coinsOf(currency: string): readonly Minor[] {
  const major = COARSEST[currency]
  const coarsest = major === undefined ? USUAL_COARSEST : major * minorPerMajor(currency)
  return COINS.filter((coin) => coin <= coarsest)
}

/** Whether cash of a currency can be rounded to multiples of this. */
export const isCoin = (currency: string, minor: Minor): boolean => coinsOf(currency).includes(minor)
