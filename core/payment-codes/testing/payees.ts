/** A payee of each scheme, for tests: accounts are the standards' own examples. */
import type { PayeeDraft, PaymentScheme } from '../payee.ts'

export const PAYEES: Readonly<Record<PaymentScheme, PayeeDraft>> = {
  epc: { scheme: 'epc', name: 'Red Cross of Belgium', account: 'BE72 0000 0000 1616', bic: 'BPOTBEB1' },
  'swiss-qr': {
    scheme: 'swiss-qr',
    name: 'Robert Schneider AG',
    account: 'CH44 3199 9123 0008 8901 2',
    street: 'Rue du Lac 1268',
    postalCode: '2501',
    city: 'Biel',
    country: 'ch',
  },
  pix: { scheme: 'pix', name: 'Padaria São João', account: '12.ABC.345/01DE-35', city: 'São Paulo' },
  promptpay: { scheme: 'promptpay', name: 'Noi', account: '+66 81 234 5678' },
  paynow: { scheme: 'paynow', name: 'ACME Pte Ltd', account: '201403121W' },
  vietqr: { scheme: 'vietqr', name: 'Quán Cà Phê', account: '0011012345678', bic: '970403' },
  upi: { scheme: 'upi', name: 'nadeem chinna', account: 'nadeem@npci' },
  swish: { scheme: 'swish', name: 'Kaffe på hjul', account: '1237856901' },
  spayd: { scheme: 'spayd', name: 'Petr Dvořák', account: 'CZ58 5500 0000 0012 6509 8001' },
}

export const payeeOf = (scheme: PaymentScheme): PayeeDraft => PAYEES[scheme]
