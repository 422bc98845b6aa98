/** The valibot pieces of which every schema of the journal and the wire is made, with their bounds. */
import * as v from 'valibot'
import { MAX_MINOR, type Minor, type Ppm, type Thousandths } from '../domain/money.ts'

/** Ids are short printable text; which alphabet is the writer's business, so that old writers stay readable. */
export const idSchema = <Id extends string>() =>
  v.pipe(
    v.string(),
    v.regex(/^\P{Cc}{1,100}$/u, 'an id of 1 to 100 characters'),
  ) as unknown as v.GenericSchema<string, Id>

export const textSchema = (maxLength: number) => v.pipe(v.string(), v.maxLength(maxLength))

const boundedInteger = (min: number, max: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max))

export const minorSchema = boundedInteger(-MAX_MINOR, MAX_MINOR) as unknown as v.GenericSchema<number, Minor>
/** A price or an amount that cannot be below zero. */
export const amountSchema = boundedInteger(0, MAX_MINOR) as unknown as v.GenericSchema<number, Minor>
export const quantitySchema = boundedInteger(1, 99_999_000) as unknown as v.GenericSchema<number, Thousandths>
/** Below nought for what comes back; never nought. */
export const signedQuantitySchema = v.pipe(
  boundedInteger(-99_999_000, 99_999_000),
  v.notValue(0),
) as unknown as v.GenericSchema<number, Thousandths>
export const stockSchema = boundedInteger(-1e12, 1e12) as unknown as v.GenericSchema<number, Thousandths>
export const ppmSchema = boundedInteger(0, 1_000_000) as unknown as v.GenericSchema<number, Ppm>
export const countSchema = boundedInteger(0, Number.MAX_SAFE_INTEGER)
export const positiveSchema = boundedInteger(1, Number.MAX_SAFE_INTEGER)
/** Wall clocks may be absurd, even negative: a label is never refused. */
export const wallClockSchema = v.pipe(v.number(), v.finite())
export const hashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex'))
export const currencySchema = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'an ISO 4217 code'))
