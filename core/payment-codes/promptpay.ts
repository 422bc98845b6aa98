/** PromptPay AnyID (Thai QR, tag 29): baht, Thailand. The standard carries no reference to the statement. */
import { ok } from '../result.ts'
import type { CodeWriter } from './code-writer.ts'
import { emvFields, emvText } from './emv-text.ts'

export const promptPay: CodeWriter = {
  maxMinor: 999_999_999_999,
  referenceOf: () => '',
  write: ({ payee, amount }) => {
    const fields = [
      ['00', '01'],
      ['01', '12'],
      ['29', emvFields([['00', 'A000000677010111'], proxyOf(payee.account)])],
      ['53', '764'],
      ['58', 'TH'],
      ['54', amount],
    ] as const
    return ok({ text: emvText(fields), reference: '' })
  },
}

/** Mobile numbers are written with the country's code and padded to thirteen digits. */
function proxyOf(account: string): readonly [string, string] {
  if (account.length === 10) return ['01', `0066${account.slice(1)}`]
  return account.length === 13 ? ['02', account] : ['03', account]
}
