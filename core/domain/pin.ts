/** What a PIN must be to be worth one. */
const EASY: ReadonlySet<string> = new Set(['1234', '4321', '12345', '123456', '1212', '1122'])

/** Why a PIN will not do, in a person's words; null when it will. */
export function pinProblem(pin: string): string | null {
  if (!/^\d{4,8}$/.test(pin)) return 'A PIN is four to eight digits.'
  if (EASY.has(pin) || /^(\d)\1+$/.test(pin))
    return 'That PIN is the first that anybody tries. Choose another.'
  return null
}
