/** A type that must not be mixed with another of the same shape. The mark exists only for the compiler. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name }
