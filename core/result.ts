/** An expected outcome: a value, or a failure that has a name (`STYLE`: what a person can meet is a value). */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

/** Wraps a success. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

/** Wraps a named failure. */
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error })
