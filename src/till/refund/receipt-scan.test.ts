import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isReceiptAddress, numberOnReceipt, readReceiptAddress } from './receipt-scan.ts'

const addressOf = (text: string) => `https://till.example/r#${deflateRawSync(text).toString('base64url')}`

describe('S31: the code of a receipt leads to its sale', () => {
  it('knows the address of a receipt from any other', () => {
    expect(isReceiptAddress('https://till.example/r#q1YqSy0qzszPU7JSMtAzMDA0AgA')).toBe(true)
    expect(isReceiptAddress('http://192.168.0.4:8787/r#abc_-9')).toBe(true)
    expect(isReceiptAddress('till.example/r#abc_-9')).toBe(true)
    expect(isReceiptAddress('https://till.example/r#')).toBe(false)
    expect(isReceiptAddress('https://till.example/shop#abc')).toBe(false)
    expect(isReceiptAddress('4006381333931')).toBe(false)
  })
  it('reads the number in whatever language the receipt is', () => {
    expect(numberOnReceipt('Saltworks\nReceipt A-000412\n\nTotal €89.00')).toBe('A-000412')
    expect(numberOnReceipt('Saltworks\nKassenbon AB-1000412\nRückgabe von A-000411')).toBe('AB-1000412')
    expect(numberOnReceipt('Saltworks\nX-A-000412 PRINT-0000001')).toBeNull()
  })
  it('reads a code from before receipts were packed', async () => {
    expect(await readReceiptAddress(addressOf('Saltworks\nReceipt A-000412\n\nTotal €89.00'))).toEqual({
      number: 'A-000412',
      place: 'Saltworks',
      totalMinor: null,
    })
  })
  it('makes nothing of nonsense', async () => {
    expect(await readReceiptAddress(addressOf('no receipt at all'))).toBeNull()
    expect(await readReceiptAddress('https://till.example/r#nonsense')).toBeNull()
    expect(await readReceiptAddress('4006381333931')).toBeNull()
  })
})
