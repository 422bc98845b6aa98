/** Cash rounding: what is paid in coins is rounded to coins that exist (rule M11). */
import { type Minor, toMinor } from './money.ts'

/** Where a tie goes, by magnitude; `cut`: no amount is ever rounded up (South Africa). */
export const TIES = ['up', 'down', 'cut'] as const

/** To which multiple, in minor units. */
export interface CashRounding {
  readonly incrementMinor: Minor
  readonly ties: (typeof TIES)[number]
}

/** The amount as cash can pay it; a negative one mirrors the positive one. */
export function roundCash(amountMinor: Minor, rounding: CashRounding | null): Minor {
  if (!rounding || rounding.incrementMinor <= 1) return amountMinor
  const { incrementMinor, ties } = rounding
  const magnitude = Math.abs(amountMinor)
  const over = magnitude % incrementMinor
  const isOver = over * 2 > incrementMinor || (over * 2 === incrementMinor && ties === 'up')
  const isUp = isOver && ties !== 'cut'
  const rounded = magnitude - over + (isUp ? incrementMinor : 0)
  return toMinor(Math.sign(amountMinor) * rounded)
}

const EURO_COUNTRIES = new Set(['FI', 'NL', 'BE', 'IE', 'IT', 'SK', 'EE'])

/**
 * In minor units. ILS and MYR by their central banks' rules of 2008; of KWD, BHD and OMR nothing below five
 * thousandths is struck; what public tables say of the others is tried in `oracles`.
 */
const USUAL: Readonly<Record<string, number>> = {
  CHF: 5,
  CAD: 5,
  AUD: 5,
  NZD: 10,
  DKK: 50,
  SEK: 100,
  NOK: 100,
  HUF: 500,
  CZK: 100,
  ILS: 10,
  MYR: 5,
  KWD: 5,
  BHD: 5,
  OMR: 5,
}

/** What is usual where the currency's smallest coins are gone; null elsewhere. */
export function usualCashRounding(currency: string, country: string): CashRounding | null {
  const increment = currency === 'EUR' && EURO_COUNTRIES.has(country) ? 5 : USUAL[currency]
  return increment === undefined ? null : { incrementMinor: toMinor(increment), ties: 'up' }
}
