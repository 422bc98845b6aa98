import { extractIBAN } from 'ibantools'
import { checksum, parse } from 'promptparse'
import { anyId } from 'promptparse/generate'
import { anyId as readAnyId } from 'promptparse/validate'
import { describe, expect, test } from 'vitest'
import { type Minor, toMinor } from '../domain/money.ts'
import { emvFields, emvText } from './emv-text.ts'
import type { PayeeDraft, PaymentRequest } from './payee.ts'
import { paymentCode } from './payment-code.ts'
import { SCHEMES } from './schemes.ts'
import { PAYEES, payeeOf } from './testing/payees.ts'

const request = (changes: Partial<PaymentRequest> & { currency: string }): PaymentRequest => ({
  amountMinor: toMinor(1230),
  reference: '',
  text: '',
  ...changes,
})

function textOf(payee: PayeeDraft, asked: PaymentRequest): string {
  const code = paymentCode(payee, asked)
  if (!code.ok) throw new Error(code.error.message)
  return code.value.text
}

const kindOf = (payee: PayeeDraft, asked: PaymentRequest) => {
  const code = paymentCode(payee, asked)
  return code.ok ? 'ok' : code.error.kind
}

describe('M60, M68: the standards’ own samples', () => {
  test('EPC069-12, example of version 1: a structured reference', () => {
    // The guideline's text, but for version 002 (where the BIC is optional), the purpose that a till does
    // not state, and the amount's second decimal.
    expect(
      textOf(
        {
          scheme: 'epc',
          name: 'Franz Mustermänn',
          account: 'DE71 1102 2033 0123 4567 89',
          bic: 'BHBLDEHHXXX',
        },
        request({ currency: 'EUR', reference: 'RF18 5390 0754 7034' }),
      ),
    ).toBe(
      'BCD\n002\n1\nSCT\nBHBLDEHHXXX\nFranz Mustermänn\nDE71110220330123456789\nEUR12.30\n\nRF18539007547034',
    )
  })

  test('EPC069-12, example of version 2: words', () => {
    expect(
      textOf(
        { scheme: 'epc', name: 'François D’Alsace S.A.', account: 'FR1420041010050500013M02606' },
        request({ currency: 'EUR', text: 'Client:Marie Louise La Lune' }),
      ),
    ).toBe(
      "BCD\n002\n1\nSCT\n\nFrançois D'Alsace S.A.\nFR1420041010050500013M02606\nEUR12.30\n\n\nClient:Marie Louise La Lune",
    )
  })

  test('Swiss guidelines, the bill of Robert Schneider, without the debtor that a till does not know', () => {
    expect(
      textOf(
        payeeOf('swiss-qr'),
        request({
          currency: 'CHF',
          amountMinor: toMinor(194975),
          reference: '21 00000 00003 13947 14300 09017',
          text: 'Order of 15 June 2020',
        }),
      ).split('\n'),
    ).toEqual([
      ...['SPC', '0200', '1', 'CH4431999123000889012'],
      ...['S', 'Robert Schneider AG', 'Rue du Lac', '1268', '2501', 'Biel', 'CH'],
      ...['', '', '', '', '', '', ''],
      ...['1949.75', 'CHF'],
      ...['', '', '', '', '', '', ''],
      ...['QRR', '210000000003139471430009017', 'Order of 15 June 2020', 'EPD'],
    ])
  })

  test('the check value of CRC-16/CCITT-FALSE, and samples of Pix, PayNow and NAPAS whole', () => {
    expect(checksum('123456789')).toBe('29B1')
    const pixAccount = emvFields([
      ['00', 'br.gov.bcb.pix'],
      ['01', '123e4567-e12b-12d1-a456-426655440000'],
    ])
    const pixManual = [
      ['00', '01'],
      ['26', pixAccount],
      ['52', '0000'],
      ['53', '986'],
      ['58', 'BR'],
      ['59', 'Fulano de Tal'],
      ['60', 'BRASILIA'],
      ['62', emvFields([['05', '***']])],
    ] as const
    expect(emvText(pixManual)).toBe(
      '00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D',
    )
    for (const sample of [
      '00020101021126500009SG.PAYNOW010100211+6590901234030100408205004155204000053037025406888.885802SG5902NA6009Singapore62320128Payment reference XX1234567863046B73',
      '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E',
    ])
      expect(parse(sample, true)).not.toBeNull()
  })

  test('Pix: our code is the manual’s sample with an amount and a reference', () => {
    const code = textOf(
      {
        scheme: 'pix',
        name: 'Fulano de Tal',
        account: '123E4567-e12b-12d1-a456-426655440000',
        city: 'Brasília',
      },
      request({ currency: 'BRL', reference: 'VENDA 17' }),
    )
    expect(code).toMatch(
      /^00020126580014br\.gov\.bcb\.pix0136123e4567-e12b-12d1-a456-426655440000520400005303986540512\.305802BR5913Fulano de Tal6008Brasilia62110507VENDA176304[0-9A-F]{4}$/,
    )
    expect(parse(code, true)?.getTagValue('62', '05')).toBe('VENDA17')
    expect(textOf(payeeOf('pix'), request({ currency: 'BRL' }))).toContain('62070503***')
  })

  test.each([
    ['0812345678', 'MSISDN'],
    ['1234567890123', 'NATID'],
    ['123456789012345', 'EWALLETID'],
  ] as const)('PromptPay %s: as the Thai library writes it, and reads it', (account, type) => {
    const code = textOf({ scheme: 'promptpay', name: 'Noi', account }, request({ currency: 'THB' }))
    expect(code).toBe(anyId({ type, target: account, amount: 12.3 }))
    expect(readAnyId(code)).toMatchObject({ type, amount: 12.3 })
  })

  test('PayNow: the fields of Singapore’s frame', () => {
    const code = parse(
      textOf(
        { scheme: 'paynow', name: 'ACME Pte Ltd', account: '9090 1234' },
        request({ currency: 'SGD', amountMinor: toMinor(88888), reference: 'T-17' }),
      ),
      true,
    )
    expect(code?.getTagValue('26')).toBe('0009SG.PAYNOW010100211+659090123403010')
    expect(['53', '54', '58', '59'].map((id) => code?.getTagValue(id))).toEqual([
      '702',
      '888.88',
      'SG',
      'ACME Pte Ltd',
    ])
    expect(code?.getTagValue('62', '01')).toBe('T-17')
  })

  test('VietQR: the sample of NAPAS, with the reference also where the statement shows it', () => {
    const code = textOf(
      { scheme: 'vietqr', name: 'Quan Ca Phe', account: '0011012345678', bic: '970403' },
      request({
        currency: 'VND',
        amountMinor: toMinor(180000),
        reference: 'NPS6869',
        text: 'thanh toán đơn hàng',
      }),
    )
    expect(code.slice(0, -8)).toBe(
      '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62400107NPS68690825NPS6869 thanh toan don ha',
    )
    expect(parse(code, true)?.getTagValue('54')).toBe('180000')
  })

  test('UPI: a link of which every parameter is read back', () => {
    const link = new URL(
      textOf(
        payeeOf('upi'),
        request({ currency: 'INR', reference: '4894398cndhcd23', text: 'Pay to mystar store & co' }),
      ),
    )
    expect(`${link.protocol}//${link.host}`).toBe('upi://pay')
    expect(Object.fromEntries(link.searchParams)).toEqual({
      pa: 'nadeem@npci',
      pn: 'nadeem chinna',
      tr: '4894398cndhcd23',
      tn: '4894398cndhcd23 Pay to mystar store co',
      am: '12.30',
      cu: 'INR',
    })
    expect(link.href).toContain('pa=nadeem@npci&pn=nadeem%20chinna')
    expect(textOf(payeeOf('upi'), request({ currency: 'INR', text: 'two teas' }))).toContain('tn=two%20teas')
  })

  test('Swish: the example of the encoding specification', () => {
    expect(
      textOf(
        { scheme: 'swish', name: 'Kaffe', account: '123 785 69 01' },
        request({ currency: 'SEK', amountMinor: toMinor(10000), reference: '12229445' }),
      ),
    ).toBe('C1237856901;100,00;12229445;0')
  })

  test('SPAYD: account, amount, currency, message and variable symbol', () => {
    expect(
      textOf(
        payeeOf('spayd'),
        request({
          currency: 'CZK',
          amountMinor: toMinor(48050),
          reference: '1234567890',
          text: 'Káva * 2, 50 %',
        }),
      ),
    ).toBe(
      'SPD*1.0*ACC:CZ5855000000001265098001*AM:480.50*CC:CZK*RN:Petr Dvorak*MSG:Kava 2, 50*X-VS:1234567890',
    )
  })
})

describe('M61: amounts', () => {
  test.each(SCHEMES.map(({ scheme, currencies }) => [scheme, currencies[0] ?? ''] as const))(
    '%s in %s: nothing, less than nothing and too much are named',
    (scheme, currency) => {
      const payee = payeeOf(scheme)
      const reference = scheme === 'swiss-qr' ? '210000000003139471430009017' : ''
      const kind = (amountMinor: number) =>
        kindOf(payee, request({ currency, reference, amountMinor: amountMinor as Minor }))
      expect([kind(0), kind(-5), kind(1), kind(1e15)]).toEqual([
        'amount-not-positive',
        'amount-not-positive',
        'ok',
        'amount-too-large',
      ])
      expect(() => kind(10.5)).toThrow('minor units')
    },
  )

  test('every scheme pays only in its own currencies', () => {
    for (const payee of Object.values(PAYEES))
      expect(kindOf(payee, request({ currency: 'USD' }))).toBe('currency')
    const refused = paymentCode(payeeOf('swish'), request({ currency: 'EUR' }))
    expect(refused).toMatchObject({ error: { message: 'Swish pays in SEK, not in EUR.' } })
  })

  test('the largest amount of each field is written in full', () => {
    expect(
      textOf(payeeOf('epc'), request({ currency: 'EUR', amountMinor: toMinor(99_999_999_999) })),
    ).toContain('EUR999999999.99')
    expect(kindOf(payeeOf('epc'), request({ currency: 'EUR', amountMinor: toMinor(100_000_000_000) }))).toBe(
      'amount-too-large',
    )
  })
})

describe('M64: a reference is carried whole or refused', () => {
  test.each([
    ['pix', 'BRL', 'A'.repeat(26)],
    ['pix', 'BRL', '✂'],
    ['paynow', 'SGD', 'A'.repeat(26)],
    ['vietqr', 'VND', 'A'.repeat(26)],
    ['upi', 'INR', 'A'.repeat(36)],
    ['swish', 'SEK', 'A'.repeat(51)],
    ['spayd', 'CZK', '12345678901'],
    ['spayd', 'CZK', 'A17'],
    ['epc', 'EUR', 'A'.repeat(141)],
    ['swiss-qr', 'CHF', '210000000003139471430009018'],
    ['swiss-qr', 'CHF', 'RF18539007547034'],
    ['swiss-qr', 'CHF', ''],
  ] as const)('%s refuses %s %s', (scheme, currency, reference) => {
    expect(kindOf(payeeOf(scheme), request({ currency, reference }))).toBe('reference')
  })

  const note = (text: string) => text.split('\n')
  test.each([
    ['epc', 'EUR', 'RF18539007547034', 70, (text: string) => note(text)[11]],
    ['epc', 'EUR', '', 140, (text: string) => note(text)[10]],
    ['swiss-qr', 'CHF', '210000000003139471430009017', 140, (text: string) => note(text)[29]],
    ['vietqr', 'VND', '', 25, (text: string) => parse(text)?.getTagValue('62', '08')],
    ['upi', 'INR', '', 50, (text: string) => new URL(text).searchParams.get('tn')],
    ['swish', 'SEK', '', 50, (text: string) => decodeURIComponent(text.split(';')[2] ?? '')],
    ['spayd', 'CZK', '', 60, (text: string) => /MSG:(.*)$/.exec(text)?.[1]],
  ] as const)(
    '%s in %s, reference %j: words are cut to %i letters',
    (scheme, currency, reference, most, wordsOf) => {
      const text = 'w'.repeat(300)
      expect(wordsOf(textOf(payeeOf(scheme), request({ currency, reference, text })))).toBe('w'.repeat(most))
    },
  )

  test('words give way to the reference', () => {
    const code = paymentCode(
      payeeOf('swish'),
      request({ currency: 'SEK', reference: 'B'.repeat(40), text: 'a longer story' }),
    )
    expect(code).toMatchObject({ value: { reference: 'B'.repeat(40) } })
    expect(code.ok && code.value.text.split(';')[2]).toBe(`${'B'.repeat(40)}%20a%20longer`)
  })
})

describe('M66: SEPA transfers', () => {
  test('a creditor reference stands alone, and the words become the note to the payer', () => {
    const lines = textOf(
      payeeOf('epc'),
      request({ currency: 'EUR', reference: 'rf18539007547034', text: 'Coffee' }),
    ).split('\n')
    expect(lines.slice(8)).toEqual(['', 'RF18539007547034', '', 'Coffee'])
  })

  test('a creditor reference with a typing error is words', () => {
    const lines = textOf(
      payeeOf('epc'),
      request({ currency: 'EUR', reference: 'RF19539007547034', text: 'Coffee' }),
    ).split('\n')
    expect(lines.slice(8)).toEqual(['', '', 'RF19539007547034 Coffee'])
  })
})

describe('M67: Swiss codes', () => {
  test('an IBAN takes a creditor reference, or none and the words', () => {
    const payee = { ...payeeOf('swiss-qr'), account: 'CH58 0900 0000 2500 1234 5' }
    const account = 'CH9300762011623852957'
    expect(extractIBAN(account).valid).toBe(true)
    const tail = (reference: string) =>
      textOf({ ...payee, account }, request({ currency: 'EUR', reference, text: 'Café für 2' }))
        .split('\n')
        .slice(27)
    expect(tail('RF18 5390 0754 7034')).toEqual(['SCOR', 'RF18539007547034', 'Café für 2', 'EPD'])
    expect(tail('Tisch 4')).toEqual(['NON', '', 'Tisch 4 Café für 2', 'EPD'])
  })

  test('characters beyond the guidelines’ 2.2 are written with their base letter', () => {
    const lines = textOf(
      { ...payeeOf('swiss-qr'), name: 'Šimić & Søn|Ålesund ☕' },
      request({ currency: 'CHF', reference: '210000000003139471430009017' }),
    ).split('\n')
    expect(lines[5]).toBe('Simic & SonAlesund')
  })
})

test('M69: PromptPay carries no reference, and says so', () => {
  const code = paymentCode(payeeOf('promptpay'), request({ currency: 'THB', reference: 'T17' }))
  expect(code).toMatchObject({ value: { reference: '' } })
})

test('M62: an incomplete payee gives no code, and the message names the mend', () => {
  const refused = paymentCode(
    { scheme: 'epc', name: 'Red Cross', account: 'BE72000000001617' },
    request({ currency: 'EUR' }),
  )
  expect(refused).toMatchObject({
    error: { kind: 'payee', message: expect.stringContaining('typing error') },
  })
})
