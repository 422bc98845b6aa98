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
import { checkoutAnswerSchema, checkoutOfferSchema, checkoutRequestSchema } from './checkout.ts'
import { failureSchema } from './failure.ts'
import { FROZEN_ENTRIES, frozenEntry } from './fixtures/frozen-entries.ts'
import {
  bindKeySchema,
  doneAnswerSchema,
  pairAnswerSchema,
  pairingCodeAnswerSchema,
  pairingCodeSchema,
  pairSchema,
  pinsSchema,
  readmitSchema,
  registerAnswerSchema,
  registerSchema,
  setupAnswerSchema,
} from './identity.ts'
import { leaseAnswerSchema, leaseRequestSchema } from './lease.ts'
import { pokeSchema } from './live.ts'
import { fetchPictureSchema, pictureAnswerSchema } from './picture.ts'
import { proofClaimsSchema, proofHeaderSchema } from './proof.ts'
import { pullHeaderSchema } from './pull.ts'
import { gapAnswerSchema, pushAnswerSchema, pushHeaderSchema } from './push.ts'
import { snapshotAnswerSchema } from './snapshot.ts'
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from './version.ts'

const TOKEN = '0f'.repeat(32)
const HASH = 'ab'.repeat(32)
const SALT = 'cd'.repeat(16)
const COORDINATE = 'A'.repeat(43)
const KEY = `{"x":"${COORDINATE}","y":"${COORDINATE}"}`
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
    'push header 2, packed',
    pushHeaderSchema,
    `{"protocol":2,"location":"${ID}","device":"${ID}","epoch":1,"from":1,"build":"0.2.0","head":40,"at":1790000000000,"packed":1}`,
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
    'lease request',
    leaseRequestSchema,
    `{"protocol":2,"wants":[{"variant":"${ID}","quantity":3000,"needed":1000}],"taken":["${ID}"]}`,
  ],
  [
    'lease answer',
    leaseAnswerSchema,
    `{"protocol":2,"epoch":1,"grants":[{"lease":"${ID}","variant":"${ID}","quantity":3000,"token":1048577}],"frozen":false}`,
  ],
  [
    'snapshot answer',
    snapshotAnswerSchema,
    `{"protocol":2,"epoch":1,"cursor":2044,"stateHash":"${HASH}","parts":[{"bytes":40211,"hash":"${HASH}"}]}`,
  ],
  [
    'pull header 2',
    pullHeaderSchema,
    '{"protocol":2,"epoch":1,"next":7,"more":true,"count":6,"unreadable":[]}',
  ],
  ['checkout offer 2', checkoutOfferSchema, '{"setUp":true,"test":false}'],
  [
    'checkout request 2',
    checkoutRequestSchema,
    `{"tender":"${ID}","sale":"${ID}","amountMinor":1250,"currency":"EUR","description":"Three coffees"}`,
  ],
  [
    'checkout answer 2',
    checkoutAnswerSchema,
    '{"status":"pending","session":"cs_live_1","url":"https://checkout.stripe.com/c/pay/cs_live_1","expiresAt":1790003600000,"amountMinor":null,"reference":""}',
  ],
  ['poke 2', pokeSchema, '{"v":7,"epoch":1}'],
  ['picture address', fetchPictureSchema, '{"url":"https://pictures.example/a.png"}'],
  ['picture answer', pictureAnswerSchema, `{"hash":"${SALT}","thumbhash":"1QcSHQRnh493V4dIh4eXh1h4kJUI"}`],
  [
    'register 2',
    registerSchema,
    `{"protocol":2,"location":"${ID}","device":"${ID}","token":"${TOKEN}","pins":[],"publicKey":${KEY}}`,
  ],
  ['pairing code wish 2', pairingCodeSchema, `{"replaces":"${ID}"}`],
  [
    'pair 2',
    pairSchema,
    `{"protocol":2,"code":"7RYE527BWPK2","device":"${ID}","token":"${TOKEN}","publicKey":${KEY}}`,
  ],
  [
    'pair answer 2',
    pairAnswerSchema,
    `{"protocol":2,"epoch":1,"location":"${ID}","letter":"B","pins":[],"credential":"${HASH}","shift":{"id":"${ID}","number":4},"replaces":"${ID}"}`,
  ],
  [
    'readmit 2',
    readmitSchema,
    `{"protocol":2,"location":"${ID}","device":"${ID}","token":"${TOKEN}","letter":"B","publicKey":${KEY},"credential":"${HASH}"}`,
  ],
  ['bind key 2', bindKeySchema, `{"protocol":2,"publicKey":${KEY}}`],
  ['pins 2', pinsSchema, `{"pins":[{"staff":"${ID}","salt":"${SALT}","hash":"${HASH}"}]}`],
  ['done 2', doneAnswerSchema, '{"protocol":2}'],
  [
    'proof header 2',
    proofHeaderSchema,
    `{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","crv":"P-256",${KEY.slice(1)}}`,
  ],
  [
    'proof claims 2',
    proofClaimsSchema,
    `{"jti":"AAAAAAAAAAAAAAAAAAAAAA","htm":"POST","htu":"https://till.example/api/push","iat":1790000000,"ath":"${COORDINATE}","nonce":"11933333.AAAAAAAAAAAAAAAAAAAAAA","bh":"${COORDINATE}"}`,
  ],
  ['failure 2, a nonce', failureSchema, '{"code":"use-nonce","message":"Sign again."}'],
  ['failure 2, a removed device', failureSchema, '{"code":"revoked","message":"This device was removed."}'],
  ['failure', failureSchema, '{"code":"set-up-closed","message":"Pair this device."}'],
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

  it.each(FROZEN_ENTRIES)('still reads the frozen entry %s, with every field', (_, bytes) => {
    const parsed = parseEntry(bytes)
    expect(parsed).toMatchObject({ ok: true, value: { known: true } })
    expect(parsed.ok && parsed.value.entry).toEqual(JSON.parse(bytes))
  })

  it('has a frozen sample of every kind and version of an entry', () => {
    const known = Object.entries(BODY_SCHEMAS).flatMap(([kind, versions]) =>
      Object.keys(versions).map((version) => `${kind} ${version}`),
    )
    expect(new Set(FROZEN_ENTRIES.map(([name]) => name.split(',')[0]))).toEqual(new Set(known))
  })

  it('keeps an entry of a kind, or of a version, that is not known yet', () => {
    const strange = frozenEntry('drone-flown', '{"height":3}')
    const later = frozenEntry('sale', '{"anything":1}', 1000)
    for (const bytes of [strange, later])
      expect(parseEntry(bytes)).toMatchObject({ ok: true, value: { known: false } })
  })
})
