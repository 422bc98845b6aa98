import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Columns, parseCsv } from './parse-csv.ts'

const cellsOf = (text: string) => parseCsv(text).rows.map(({ cells }) => cells)

describe('parseCsv', () => {
  it('numbers rows as the spreadsheet does: blank lines count, line breaks in quotes do not', () => {
    const sheet = parseCsv('a,b\n1,"x\ny"\n\n2,z\n')
    expect(sheet.rows).toEqual([
      { row: 2, cells: ['1', 'x\ny'] },
      { row: 4, cells: ['2', 'z'] },
    ])
  })

  it.each([
    ['comma', 'a,b\n1,2'],
    ['semicolon', 'a;b\n1;2'],
    ['tab', 'a\tb\n1\t2'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['CR', 'a,b\r1,2\r'],
    ['byte order mark', '\ufeffa,b\n1,2'],
    ['quoted header with the other separator in it', '"a, or b";"c"\n1;2'],
    ['leading blank lines', '\n\na,b\n1,2'],
  ])('reads %s', (_, text) => {
    expect(cellsOf(text)).toEqual([['1', '2']])
  })

  it('takes the hint that Excel writes, and counts its row', () => {
    expect(parseCsv('sep=;\r\na;b\r\n1,5;2').rows).toEqual([{ row: 3, cells: ['1,5', '2'] }])
  })

  it('refuses only the row whose quote never closes', () => {
    const sheet = parseCsv('a,b\n1,"x\n2,y\n3,z')
    expect(sheet.rows.map(({ row }) => row)).toEqual([3, 4])
    expect(sheet.skipped.map(({ row, finding }) => [row, finding.code])).toEqual([[2, 'quote-open']])
  })

  it('refuses only the row whose quote swallows the next lines and closes at the wrong place', () => {
    const sheet = parseCsv('a,b\n1,"x\n2,"y"\n3,z')
    expect(sheet.rows.map(({ cells }) => cells)).toEqual([
      ['2', 'y'],
      ['3', 'z'],
    ])
    expect(sheet.skipped.map(({ row }) => row)).toEqual([2])
  })

  it('keeps a row with a lone quote inside one line, with a note', () => {
    const sheet = parseCsv('a,b\n1,"6" nail"\n2,y')
    expect(sheet.rows).toHaveLength(2)
    expect(sheet.findings.map(({ code, row }) => [code, row])).toEqual([['quote-doubtful', 2]])
  })

  it('refuses a row with more cells than columns, because its cells have shifted', () => {
    const sheet = parseCsv('name,price\nCandle, large,5\nMug,6,,')
    expect(sheet.skipped.map(({ row, finding }) => [row, finding.code])).toEqual([[2, 'too-many-cells']])
    expect(sheet.rows.map(({ row }) => row)).toEqual([3])
  })

  it('survives a cell of a megabyte', () => {
    const cell = 'x'.repeat(1_000_000)
    expect(cellsOf(`a,b\n"${cell}",2`)).toEqual([[cell, '2']])
  })

  it.each(['', '\n\n', '"', '"\n"', ',', '\u0000', '\ufeff'])(
    'has nothing to say about %j but that',
    (text) => {
      expect(parseCsv(text).rows).toEqual([])
    },
  )

  it('gives up on a file of broken quotes without hanging', () => {
    const text = `a\n${'"x\n'.repeat(30_001)}`
    expect(() => parseCsv(text)).not.toThrow()
  }, 20_000)

  it('never throws and tells every row with content once (any text)', () => {
    const chunk = fc.oneof(fc.constantFrom('"', ',', ';', '\n', '\r\n', '\r', '\t', '""', 'a'), fc.string())
    fc.assert(
      fc.property(fc.array(chunk), (chunks) => {
        const sheet = parseCsv(chunks.join(''))
        const told = [...sheet.rows, ...sheet.skipped].map(({ row }) => row)
        expect(new Set(told).size).toBe(told.length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('Columns', () => {
  it('finds a column whatever its case and spacing, the first of two alike', () => {
    const columns = new Columns(['Price', ' ITEM  name', 'price'])
    expect(columns.indexOf('item name')).toBe(1)
    expect(columns.indexOf('PRICE')).toBe(0)
    expect(columns.reader('none')({ row: 2, cells: ['1'] })).toBeUndefined()
    expect(columns.reader('item name')({ row: 2, cells: ['1'] })).toBe('')
  })
})
