/**
 * The wire, pinned. Each sample is a message of a version as it was really sent, byte for byte. If a test here
 * breaks, a message has changed in a way that a device in a drawer cannot follow. Do not mend the sample:
 *
 * 1. Undo the change, or make the new field optional with a default, so that the old bytes still parse; or
 * 2. raise PROTOCOL_VERSION, add a line to the history beside it, add a sample of the new form here, and keep
 *    serving the old one. PROTOCOL_FLOOR stays where it is: an unsent outbox of any age must find its way home.
 */
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { parseEntry } from '../journal/entry.ts'
import { BODY_SCHEMAS } from '../journal/kinds.ts'
import { failureSchema } from './failure.ts'
import {
  pairAnswerSchema,
  pairingCodeAnswerSchema,
  pairSchema,
  registerAnswerSchema,
  registerSchema,
  setupAnswerSchema,
} from './identity.ts'
import { fetchPictureSchema, pictureAnswerSchema } from './picture.ts'
import { pullHeaderSchema } from './pull.ts'
import { gapAnswerSchema, pushAnswerSchema, pushHeaderSchema } from './push.ts'
import { snapshotAnswerSchema } from './snapshot.ts'
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from './version.ts'

const TOKEN = '0f'.repeat(32)
const HASH = 'ab'.repeat(32)
const SALT = 'cd'.repeat(16)
const ID = '0197f000-0000-7000-8000-00000000d360'

const SAMPLES: readonly (readonly [name: string, schema: v.GenericSchema, bytes: string])[] = [
  ['setup answer', setupAnswerSchema, '{"protocol":1,"floor":1,"open":true,"demoCode":null}'],
  [
    'register',
    registerSchema,
    `{"protocol":1,"location":"${ID}","device":"${ID}","token":"${TOKEN}","pins":[{"staff":"${ID}","salt":"${SALT}","hash":"${HASH}"}]}`,
  ],
  ['register answer', registerAnswerSchema, '{"protocol":1,"epoch":1}'],
  ['pairing code', pairingCodeAnswerSchema, '{"code":"7RYE527BWPK2","validForSeconds":600}'],
  ['pair', pairSchema, `{"protocol":1,"code":"7RYE527BWPK2","device":"${ID}","token":"${TOKEN}"}`],
  [
    'pair answer',
    pairAnswerSchema,
    `{"protocol":1,"epoch":1,"location":"${ID}","letter":"B","pins":[{"staff":"${ID}","salt":"${SALT}","hash":"${HASH}"}]}`,
  ],
  [
    'push header',
    pushHeaderSchema,
    `{"protocol":1,"location":"${ID}","device":"${ID}","epoch":null,"from":1,"build":"0.1.0"}`,
  ],
  [
    'push answer',
    pushAnswerSchema,
    `{"protocol":1,"epoch":1,"have":{"seq":3,"hash":"${HASH}"},"results":[{"seq":2,"outcome":"quarantined","detail":"not-json: the bytes are not JSON"},{"seq":3,"outcome":"chain-broken","detail":"x"},{"seq":1,"outcome":"forked","detail":"x"}]}`,
  ],
  ['gap', gapAnswerSchema, `{"code":"gap","epoch":1,"have":{"seq":0,"hash":"${HASH}"}}`],
  [
    'pull header',
    pullHeaderSchema,
    `{"protocol":1,"epoch":1,"next":7,"more":false,"unreadable":[{"device":"${ID}","seq":5}]}`,
  ],
  [
    'snapshot answer',
    snapshotAnswerSchema,
    `{"protocol":2,"epoch":1,"cursor":2044,"stateHash":"${HASH}","parts":[{"bytes":40211,"hash":"${HASH}"}]}`,
  ],
  ['picture address', fetchPictureSchema, '{"url":"https://pictures.example/a.png"}'],
  ['picture answer', pictureAnswerSchema, `{"hash":"${SALT}","thumbhash":"1QcSHQRnh493V4dIh4eXh1h4kJUI"}`],
  ['failure', failureSchema, '{"code":"set-up-closed","message":"Pair this device."}'],
]

const ENVELOPE = `"at":1790000000000,"device":"${ID}","id":"${ID}","lamport":7,"location":"${ID}","prev":"${HASH}","seq":7,"shift":null,"staff":"${ID}","version":1`

const entry = (kind: string, body: string) => `{${ENVELOPE},"kind":"${kind}","body":${body}}`

/** One entry of each kind and version, as devices seal them. */
const ENTRIES: readonly (readonly [name: string, bytes: string])[] = [
  [
    'settings 1',
    entry(
      'settings',
      '{"patches":[{"record":"location","id":"l","fields":{"name":"Pier","currency":"EUR","country":"DE","zone":"Europe/Berlin","taxMode":"inclusive","defaultTaxRate":"r"}},{"record":"device","id":"d","fields":{"name":"Till A","letter":"A"}},{"record":"staff","id":"s","fields":{"name":"Mika","role":"owner"}},{"record":"tax-rate","id":"r","fields":{"name":"VAT","ppm":190000}},{"record":"category","id":"prints","fields":{"name":"Prints","position":0}},{"record":"product","id":"p","fields":{"name":"Print","category":"prints","taxRate":null,"picture":{"hash":"0123456789abcdef","thumbhash":"1QcS"},"optionNames":["Size"],"position":0}},{"record":"variant","id":"v","fields":{"product":"p","options":["A3"],"sku":"P-1","barcode":null,"priceMinor":2800,"tracked":true,"lowMark":3000,"position":0,"removed":true}}]}',
    ),
  ],
  ['shift-opened 1', entry('shift-opened', '{"shift":"sh","number":1}')],
  [
    'sale 1',
    entry(
      'sale',
      '{"id":"sale","receipt":"A-000001","currency":"EUR","taxMode":"inclusive","lines":[{"product":"p","variant":"v","name":"Print","variantName":"A3","sku":"P-1","quantity":1000,"unitMinor":2800,"listMinor":2800,"amountMinor":2800,"taxRate":{"id":"r","name":"VAT","ppm":190000},"note":""}],"taxes":[{"id":"r","name":"VAT","ppm":190000,"netMinor":2353,"taxMinor":447,"grossMinor":2800}],"totalMinor":2800,"tenders":[{"kind":"cash","id":"t","amountMinor":1800,"tenderedMinor":2000,"changeMinor":200},{"kind":"card","id":"u","amountMinor":1000,"last4":"4242","reference":""}]}',
    ),
  ],
  [
    'sale 1, with leases',
    entry(
      'sale',
      '{"id":"sale","receipt":"A-000001","currency":"EUR","taxMode":"inclusive","lines":[{"product":"p","variant":"v","name":"Print","variantName":"A3","sku":"P-1","quantity":2000,"unitMinor":2800,"listMinor":2800,"amountMinor":5600,"taxRate":{"id":"r","name":"VAT","ppm":190000},"note":""}],"taxes":[{"id":"r","name":"VAT","ppm":190000,"netMinor":4706,"taxMinor":894,"grossMinor":5600}],"totalMinor":5600,"tenders":[{"kind":"cash","id":"t","amountMinor":5600,"tenderedMinor":5600,"changeMinor":0}],"leases":[{"lease":"l","variant":"v","quantity":1000}],"overrides":[{"variant":"v","quantity":1000,"by":"s"}]}',
    ),
  ],
  ['void 1', entry('void', '{"sale":"sale","reason":"Rang up twice"}')],
  ['tender-asked 1', entry('tender-asked', '{"tender":"t","sale":"sale","kind":"card","amountMinor":2800}')],
  ['tender-outcome 1', entry('tender-outcome', '{"tender":"t","outcome":"approved"}')],
  ['stock-received 1', entry('stock-received', '{"lines":[{"variant":"v","quantity":12000}]}')],
  [
    'stock-counted 1',
    entry('stock-counted', '{"lines":[{"variant":"v","quantity":-1000,"countedQuantity":11000}]}'),
  ],
  ['shift-closed 1', entry('shift-closed', '{"shift":"sh","device":"d","lastSeq":97}')],
  [
    'lease-granted 1',
    entry('lease-granted', '{"lease":"l","variant":"v","quantity":3000,"token":7,"device":"d"}'),
  ],
  ['lease-taken 1', entry('lease-taken', '{"lease":"l","variant":"v","quantity":3000,"token":7}')],
  ['lease-returned 1', entry('lease-returned', '{"lease":"l","quantity":2000}')],
  ['lease-recalled 1', entry('lease-recalled', '{"leases":["l"]}')],
  ['lease-reclaimed 1', entry('lease-reclaimed', '{"lease":"l","seq":12,"quantity":2000}')],
  [
    'approval-given 1',
    entry('approval-given', '{"permission":"override-price","by":"s","sale":"sale","detail":"Print"}'),
  ],
  [
    'decision-made 1',
    entry(
      'decision-made',
      '{"decision":"override/e","kind":"override","action":"accept","note":"It was there"}',
    ),
  ],
  [
    'notice 1',
    entry(
      'notice',
      '{"about":"price-differs","device":"d","seq":7,"entry":"e","receipt":"A-000001","amountMinor":100,"variant":"v","detail":"sold at 28.00"}',
    ),
  ],
]

describe('the wire', () => {
  it('has the version and the floor that its history tells', () => {
    expect([PROTOCOL_VERSION, PROTOCOL_FLOOR]).toEqual([2, 1])
  })

  it.each(SAMPLES)('still reads the frozen %s, and writes it back byte for byte', (_, schema, bytes) => {
    const parsed = v.safeParse(schema, JSON.parse(bytes))
    expect(parsed.issues).toBeUndefined()
    expect(JSON.stringify(parsed.output)).toBe(bytes)
  })

  it.each(ENTRIES)('still reads the frozen entry %s, with every field', (_, bytes) => {
    const parsed = parseEntry(bytes)
    expect(parsed).toMatchObject({ ok: true, value: { known: true } })
    expect(parsed.ok && parsed.value.entry).toEqual(JSON.parse(bytes))
  })

  it('has a frozen sample of every kind and version of an entry', () => {
    const known = Object.entries(BODY_SCHEMAS).flatMap(([kind, versions]) =>
      Object.keys(versions).map((version) => `${kind} ${version}`),
    )
    expect(new Set(ENTRIES.map(([name]) => name.split(',')[0]))).toEqual(new Set(known))
  })

  it('keeps an entry of a kind, or of a version, that is not known yet', () => {
    const strange = entry('drone-flown', '{"height":3}')
    const later = entry('sale', '{"anything":1}').replace('"version":1', '"version":2')
    for (const bytes of [strange, later])
      expect(parseEntry(bytes)).toMatchObject({ ok: true, value: { known: false } })
  })
})
