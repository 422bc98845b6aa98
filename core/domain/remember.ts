/** Intl objects are slow to make and asked for often: an import parses tens of thousands of prices. */
export function remember<Value>(make: (a: string, b: string) => Value): (a: string, b: string) => Value {
  const known = new Map<string, Value>()
  return (a, b) => {
    const key = `${a}|${b}`
    const value = known.get(key) ?? make(a, b)
    known.set(key, value)
    return value
  }
}
