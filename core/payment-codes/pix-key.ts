/** Pix keys: which of the five kinds a text is, and its form in the code. */
import { err, ok, type Result } from '../result.ts'

/** E-mail, random key, phone with its country, CPF or CNPJ. A CPF or CNPJ with a typing error is refused. */
export function pixKey(text: string): Result<string, string> {
  const lower = text.toLowerCase()
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(lower) && /^[!-~]{1,77}$/.test(lower)) return ok(lower)
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(lower)) return ok(lower)
  const compact = text.replace(/[\s().\-/]/g, '').toUpperCase()
  if (/^\+55\d{10,11}$/.test(compact)) return ok(compact)
  if (isCpf(compact) || isCnpj(compact)) return ok(compact)
  return err('This is no Pix key: CPF or CNPJ with its check digits, e-mail, phone with +55, or random key.')
}

/** Eleven digits: two check digits by modulo 11, weights 2 to 11 from the right. */
const isCpf = (key: string) => /^\d{11}$/.test(key) && closes(key, 9, 11)

/** Fourteen characters, letters among the first twelve since 2026; weights 2 to 9 from the right, again. */
const isCnpj = (key: string) => /^[0-9A-Z]{12}\d{2}$/.test(key) && closes(key, 12, 9)

const closes = (key: string, length: number, heaviest: number) => {
  const first = key.slice(0, length) + checkDigit(key.slice(0, length), heaviest)
  return first + checkDigit(first, heaviest) === key && !/^(.)\1*$/.test(key)
}

function checkDigit(body: string, heaviest: number): string {
  let sum = 0
  for (const [at, letter] of Array.from(body).reverse().entries())
    sum += (letter.charCodeAt(0) - 48) * (2 + (at % (heaviest - 1)))
  const rest = sum % 11
  return rest < 2 ? '0' : String(11 - rest)
}
