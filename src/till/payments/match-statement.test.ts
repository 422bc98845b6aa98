import { describe, expect, test } from 'vitest'
import { toMinor } from '../../../core/domain/money.ts'
import type { AwaitingTransfer } from '../../replica/standings.ts'
import { matchStatement, readStatement } from './match-statement.ts'

const transfer = (number: number, amountMinor: number, reference: string): AwaitingTransfer =>
  ({
    ...{ tender: `t${number}`, sale: `s${number}`, receipt: `A-00000${number}`, at: number },
    ...{ currency: 'EUR', amountMinor: toMinor(amountMinor), reference },
  }) as AwaitingTransfer

const ONE = transfer(1, 1230, 'RF18539007547034')
const TWO = transfer(2, 123_450, 'RF50HY1TQ77TB3GF')

/** As a German bank writes it: lines about the account above a table with more columns. */
const GERMAN = `"Konto";"DE89 3704 0044 0532 0130 00"
"Zeitraum";"01.11.2026 - 23.11.2026"

"Buchungstag";"Auftraggeber";"Verwendungszweck";"Betrag";"Saldo"
"21.11.2026";"Ada; Grace";"RF18 5390 0754 7034 danke";"12,30";"1.012,30"
"21.11.2026";"Hopper";"/REF/rf50hy1tq77tb3gf/";"1.234,50";"2.246,80"
"22.11.2026";"Miete";"November";"-800,00";"1.446,80"
`

describe('S27: a bank’s file', () => {
  test('confirms by reference and amount, whatever stands above its table', () => {
    const piles = matchStatement(readStatement(GERMAN), [ONE, TWO], 'en-GB')
    expect(piles.matched.map(({ transfer: { tender }, row: { row } }) => [tender, row])).toEqual([
      ['t1', 5],
      ['t2', 6],
    ])
    expect(piles.doubtful).toEqual([])
  })

  test('commas, points and tabs are read alike', () => {
    for (const text of [
      'Date,Text,Amount\n2026-11-21,"Ref RF18539007547034",12.30\n',
      'Date\tText\tAmount\r\n2026-11-21\tRF18 5390 0754 7034\t€12.30\r\n',
      '\ufeff2026-11-21|RF18539007547034|12.30',
    ])
      expect(matchStatement(readStatement(text), [ONE], 'de').matched, text).toHaveLength(1)
  })

  test('the right reference with another amount is for a person', () => {
    const rows = readStatement('a;b\nRF18539007547034;12,00\n')
    const piles = matchStatement(rows, [ONE], 'de')
    expect(piles.matched).toEqual([])
    expect(piles.doubtful).toMatchObject([{ kind: 'amount-differs', transfer: { tender: 't1' } }])
  })

  test('nothing is matched twice: a second payment is for a person, and one line pays one transfer', () => {
    const rows = readStatement('x;y\nRF18539007547034;12,30\nRF18539007547034;12,30\n')
    const piles = matchStatement(rows, [ONE], 'de')
    expect(piles.matched).toHaveLength(1)
    expect(piles.doubtful).toMatchObject([{ kind: 'paid-twice' }])
    const both = readStatement('x;y\nRF18539007547034 RF50HY1TQ77TB3GF;12,30\n')
    expect(matchStatement(both, [ONE, { ...TWO, amountMinor: ONE.amountMinor }], 'de').matched).toHaveLength(
      1,
    )
  })

  test('money that goes out, and an amount alone, confirm nothing', () => {
    expect(matchStatement(readStatement('x;y\nRF18539007547034;-12,30\n'), [ONE], 'de').matched).toEqual([])
    const piles = matchStatement(readStatement('x;y\nsomebody;12,30\n'), [ONE], 'de')
    expect(piles).toMatchObject({ matched: [], doubtful: [], others: 2 })
  })

  test.each([
    ['Zweck;Soll;Haben', 'RF18539007547034;12,30;'],
    ['Zweck;Betrag;S/H', 'RF18539007547034;12,30;S'],
    ['Zweck;Betrag;', 'RF18539007547034;12,30;S'],
    ['Zweck;Betrag', 'RF18539007547034;12,30 S'],
    ['Text,Paid out,Paid in,Balance', 'RF18539007547034,12.30,,100.00'],
    ['Omschrijving;Af Bij;Bedrag (EUR)', 'RF18539007547034;Af;12,30'],
    ['Libellé;Débit euros;Crédit euros', 'RF18539007547034;-12,30;'],
    ['Nội dung;Ghi nợ;Ghi có;Số dư', 'RF18539007547034;12,30;;99,00'],
    ['Narration,Withdrawal Amt.,Deposit Amt.,Closing Balance', 'RF18539007547034,12.30,0.00,12.30'],
  ])('money that goes out by its column or its mark is not money that came: %s', (names, line) => {
    const piles = matchStatement(readStatement(`${names}\n${line}\n`), [ONE], 'de')
    expect(piles).toMatchObject({ matched: [], doubtful: [{ kind: 'goes-out' }] })
  })

  test.each([
    ['Zweck;Soll;Haben', 'RF18539007547034;;12,30'],
    ['Zweck;Betrag;S/H', 'RF18539007547034;12,30;H'],
    ['Zweck;Betrag;Saldo', 'RF18539007547034;12,30;14,50'],
    ['Text,Paid out,Paid in,Balance', 'RF18539007547034,,12.30,100.00'],
    ['Omschrijving;Af Bij;Bedrag (EUR);Saldo na mutatie', 'RF18539007547034;Bij;12,30;50,00'],
    ['Narration,Withdrawal Amt.,Deposit Amt.,Closing Balance', 'RF18539007547034,0.00,12.30,12.30'],
    ['F. Valor;Concepto;Importe;Saldo', '21/11/2026;RF18539007547034;12,30;40,00'],
    ['Text;Amount', 'RF18539007547034;12.30 CR'],
    ['Text;Amount;Note', 'RF18539007547034;12.30;-'],
  ])('money that came by its column or its mark is found: %s', (names, line) => {
    expect(matchStatement(readStatement(`${names}\n${line}\n`), [ONE], 'de').matched).toHaveLength(1)
  })

  test('another column’s figure is never the amount, and of several that could be it none is', () => {
    const byBalance = readStatement('Zweck;Betrag;Saldo\nRF18539007547034;10,00;12,30\n')
    expect(matchStatement(byBalance, [ONE], 'de')).toMatchObject({
      ...{ matched: [], doubtful: [{ kind: 'amount-differs' }] },
    })
    for (const text of [
      'RF18539007547034;10,00;12,30\n',
      'RF18539007547034;-10,00;12,30\n',
      'Zweck;Betrag;Betrag\nRF18539007547034;10,00;12,30\n',
      'Zweck;Soll;Haben\nRF18539007547034;12,30;12,30\n',
      'Zweck;Betrag;S/H\nRF18539007547034;12,30;?\n',
    ])
      expect(matchStatement(readStatement(text), [ONE], 'de'), text).toMatchObject({
        ...{ matched: [], doubtful: [{ kind: 'amount-unclear' }] },
      })
  })

  test('money that is sent back with the reference is not a second payment', () => {
    const rows = readStatement('Zweck;Betrag\nRF18539007547034;12,30\nRF18539007547034;-12,30\n')
    const piles = matchStatement(rows, [ONE], 'de')
    expect(piles).toMatchObject({ matched: [{}], doubtful: [{ kind: 'goes-out' }] })
  })

  test('where a scheme carries no reference the amount is a hint for a person', () => {
    const bare = transfer(3, 1230, '')
    const piles = matchStatement(readStatement('x;y\nsomebody;12,30\n'), [bare, ONE], 'de')
    expect(piles.doubtful).toMatchObject([{ kind: 'amount-only', transfer: { tender: 't3' } }])
  })

  test('a file of 20,000 lines against 300 transfers is read in time', () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `2026-11-21;Somebody ${n};Order ${n};${n},30`)
    const many = Array.from({ length: 300 }, (_, n) => transfer(n + 10, 1230 + n, `RF18TEST${n}REF`))
    const before = performance.now()
    expect(matchStatement(readStatement(lines.join('\n')), many, 'de').matched).toEqual([])
    expect(performance.now() - before).toBeLessThan(5000)
  })
})
