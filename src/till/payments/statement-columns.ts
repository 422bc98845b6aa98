/** What the columns of a bank's file are, by their names in the languages of the schemes that we show codes of. Pure. */

export type ColumnRole = 'amount' | 'credit' | 'debit' | 'balance' | 'mark' | 'other'

/** Letters and digits in small ones, without accents; a blank between words and at both ends. */
const folded = (text: string): string => {
  const bare = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đłøß]/g, (sign) => PLAIN[sign] ?? sign)
  return ` ${bare.match(/[\p{L}\p{N}\p{M}+\-−]+/gu)?.join(' ') ?? ''} `
}
const PLAIN: Readonly<Record<string, string>> = { đ: 'd', ł: 'l', ø: 'o', ß: 'ss' }

const phrases = (text: string) => text.split(',').map((phrase) => folded(phrase))
const bears = (name: string, of: readonly string[]) => of.some((phrase) => name.includes(phrase))

const DATE = phrases('date, datum, data, fecha, f, dato, dag, datetime, ngay, วันที่, تاريخ')
const MARK = phrases(
  's h, h s, d c, c d, dc, cd, dr cr, cr dr, drcr, crdr, sign, vorzeichen, sens, indicator',
)
const BALANCE = phrases(
  'balance, saldo, saldi, kontostand, solde, sold, zustatek, egyenleg, so du, ยอดคงเหลือ, คงเหลือ, الرصيد, رصيد',
)
const CREDIT = phrases(
  'credit, credits, cr, deposit, deposits, paid in, money in, haben, gutschrift, gutschriften, einnahmen, eingang, credito, creditos, haber, abono, abonos, ingreso, ingresos, avere, accredito, accrediti, entrate, entrada, entradas, bij, insattning, indbetaling, inn pa konto, uznania, kredit, prijem, ghi co, phat sinh co, ฝาก, ฝากเงิน, เงินฝาก, دائن',
)
const DEBIT = phrases(
  'debit, debits, dr, withdrawal, withdrawals, paid out, money out, soll, lastschrift, belastung, belastungen, ausgaben, ausgang, debito, debitos, debe, cargo, cargos, gasto, gastos, dare, addebito, addebiti, uscite, saida, saidas, debet, af, uttag, udbetaling, ut fra konto, obciazenia, vydaj, ghi no, phat sinh no, ถอน, ถอนเงิน, مدين',
)
const AMOUNT = phrases(
  'amount, amt, value, betrag, umsatz, montant, importe, importo, monto, valor, montante, bedrag, belopp, belob, belop, kwota, castka, objem, maara, osszeg, so tien, จำนวนเงิน, المبلغ, مبلغ',
)

export function roleOf(name: string): ColumnRole {
  const of = folded(name)
  if (bears(of, DATE)) return 'other'
  const [isCredit, isDebit] = [bears(of, CREDIT), bears(of, DEBIT)]
  if ((isCredit && isDebit) || bears(of, MARK)) return 'mark'
  if (bears(of, BALANCE)) return 'balance'
  if (isCredit) return 'credit'
  if (isDebit) return 'debit'
  return bears(of, AMOUNT) ? 'amount' : 'other'
}

/** What a cell that stands for a direction says; null: nothing that is known here. */
export function directionOf(cell: string): 'in' | 'out' | null {
  const mark = folded(cell).trim()
  if (OUT.has(mark)) return 'out'
  return IN.has(mark) ? 'in' : null
}

const words = (text: string) => new Set(phrases(text).map((phrase) => phrase.trim()))
// `rc`: a credit that was taken back.
const OUT = words(
  's, soll, d, dr, db, dbit, debit, debet, debito, debe, cargo, dare, addebito, af, rc, out, outgoing, ausgang, lastschrift, belastung, -, −',
)
const IN = words(
  'h, haben, c, cr, crdt, credit, kredit, credito, haber, abono, avere, accredito, bij, in, incoming, eingang, gutschrift, +',
)

/** The names stand within so many lines of the file's beginning. */
const SEARCHED = 100

/**
 * The role of each column, by the line among the first ones that names most of them; null where none does. A line in
 * which an amount stands is not one of names.
 */
export function columnsOf(
  rows: readonly { readonly cells: readonly string[] }[],
  isMoney: (cell: string) => boolean,
): readonly ColumnRole[] | null {
  let best: readonly ColumnRole[] | null = null
  for (const { cells } of rows.slice(0, SEARCHED)) {
    const roles = cells.map(roleOf)
    const isNames = cells.filter((cell) => cell.trim() !== '').length > 1 && !cells.some(isMoney)
    if (isNames && roles.some(isSum) && namedOf(roles) > namedOf(best ?? [])) best = roles
  }
  return best
}

const isSum = (role: ColumnRole) => role === 'amount' || role === 'credit' || role === 'debit'
const namedOf = (roles: readonly ColumnRole[]) => roles.filter((role) => role !== 'other').length
