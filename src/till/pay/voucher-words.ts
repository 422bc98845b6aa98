/** Why a voucher pays what it pays, for whoever stands at the till. Pure. */
import type { VoucherUse } from './voucher-use.ts'

/** Written out: amounts with their currency, the rate as a share. */
export interface VoucherFigures {
  readonly issued: string
  /** What a till that is cut off takes of one voucher. */
  readonly offline: string
  /** Of a single-purpose voucher: its name, and the rate of the goods that it is for. */
  readonly goods: { readonly name: string; readonly rate: string } | null
  /** The receipt of the void sale that issued it. */
  readonly voidedBy: string | null
}

/** Null where it pays all that is asked. */
export function limitWords({ limit }: VoucherUse, figures: VoucherFigures): string | null {
  const { issued, offline, goods, voidedBy } = figures
  switch (limit) {
    case 'none':
      return null
    case 'balance':
      return 'The rest is paid by another means.'
    case 'used-up':
      return `It is used up: nothing is left of its ${issued}.`
    case 'used-here':
      return 'This sale takes all that was on it already.'
    case 'no-goods':
      return `${goods?.name ?? 'It'} is for goods taxed at ${goods?.rate ?? 'its rate'}, and this sale has none left for it to pay.`
    case 'offline':
      return `This till is cut off: of one voucher it takes at most ${offline} until it is in touch again.`
    case 'unknown':
      return 'Nobody here has issued a voucher with this code. Compare it with the paper, letter by letter.'
    case 'void':
      return voidVoucherWords(voidedBy ?? 'The sale that issued it')
  }
}

/** `receipt`: of the void sale that issued it. */
export const voidVoucherWords = (receipt: string): string =>
  `${receipt} is void, and with it this voucher: its money went back then.`
