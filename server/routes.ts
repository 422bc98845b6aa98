/**
 * Every route of the endpoint, in one table: who may call it, how often, what it takes and answers. A route
 * cannot be registered without its line here (`route-adder.ts`), and the OpenAPI document is made from it.
 */
import type * as v from 'valibot'
import {
  checkoutAnswerSchema,
  checkoutOfferSchema,
  checkoutRequestSchema,
} from '../core/protocol/checkout.ts'
import { devicesAnswerSchema } from '../core/protocol/devices.ts'
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
} from '../core/protocol/identity.ts'
import { leaseAnswerSchema, leaseRequestSchema } from '../core/protocol/lease.ts'
import { fetchPictureSchema, pictureAnswerSchema } from '../core/protocol/picture.ts'
import { pullHeaderSchema } from '../core/protocol/pull.ts'
import { pushAnswerSchema, pushHeaderSchema } from '../core/protocol/push.ts'
import { snapshotAnswerSchema } from '../core/protocol/snapshot.ts'
import { healthAnswerSchema } from './health.ts'
import { stateAnswerSchema } from './location-state.ts'
import type { Rate } from './rate-limit.ts'

export interface RouteDescriptor {
  readonly method: 'GET' | 'POST' | 'ALL'
  readonly path: string
  /** `device`: a paired device's token. `public`: deliberately open, `summary` says for whom. */
  readonly access: 'device' | 'public'
  /** How often one device (or, where there is none yet, one address) may call. */
  readonly rate: Rate
  readonly summary: string
  readonly takes?: RouteBody
  readonly gives?: RouteBody
  /** Served to a device whose pairing was ended as well. */
  readonly revokedToo?: true
  /** Not part of the API: files of the app. */
  readonly hidden?: true
}

export interface RouteBody {
  readonly type: string
  /** Of the body; with NDJSON, of its first line. */
  readonly schema?: v.GenericSchema
}

/** What any one address may ask for, of all public routes together. */
export const ADDRESS_RATE: Rate = { perSecond: 500, burst: 2000 }
/** The same of devices' routes: fifty tills of a venue may share one address, each has a rate of its own besides. */
export const VENUE_RATE: Rate = { perSecond: 4000, burst: 12_000 }

const SYNC: Rate = { perSecond: 50, burst: 200 }
/** Most of these ask Stripe, which has a limit of its own for all of an account. */
const PAYMENTS: Rate = { perSecond: 2, burst: 30 }
/** From one address of Stripe's. */
const WEBHOOKS: Rate = { perSecond: 100, burst: 500 }
const PICTURES: Rate = { perSecond: 5, burst: 60 }
const HEAVY: Rate = { perSecond: 1, burst: 10 }
const SET_UP: Rate = { perSecond: 1, burst: 60 }
/** Slow enough that no pairing code can be guessed. */
const GUESSABLE: Rate = { perSecond: 10 / 60, burst: 10 }

const JSON_TYPE = 'application/json'
const NDJSON_TYPE = 'application/x-ndjson'
const json = (schema: v.GenericSchema): RouteBody => ({ type: JSON_TYPE, schema })
const ndjson = (schema: v.GenericSchema): RouteBody => ({ type: NDJSON_TYPE, schema })

export const ROUTES: readonly RouteDescriptor[] = [
  {
    method: 'GET',
    path: '/api/setup',
    access: 'public',
    rate: ADDRESS_RATE,
    summary: 'What a browser without an identity may do here.',
    gives: json(setupAnswerSchema),
  },
  {
    method: 'POST',
    path: '/api/register',
    access: 'public',
    rate: SET_UP,
    summary: 'The first device makes the location; it has no token yet.',
    takes: json(registerSchema),
    gives: json(registerAnswerSchema),
  },
  {
    method: 'POST',
    path: '/api/pairing-codes',
    access: 'device',
    rate: HEAVY,
    summary: 'Makes a single-use code for one more device, or for one in the place of another.',
    takes: json(pairingCodeSchema),
    gives: json(pairingCodeAnswerSchema),
  },
  {
    method: 'POST',
    path: '/api/pair',
    access: 'public',
    rate: GUESSABLE,
    summary: 'A new device uses a code; it has no token yet.',
    takes: json(pairSchema),
    gives: json(pairAnswerSchema),
  },
  {
    method: 'POST',
    path: '/api/readmit',
    access: 'public',
    rate: GUESSABLE,
    summary: 'A device that a restored endpoint has forgotten shows what it was given when it was paired.',
    takes: json(readmitSchema),
    gives: json(registerAnswerSchema),
  },
  {
    method: 'POST',
    path: '/api/bind-key',
    access: 'device',
    rate: HEAVY,
    summary: 'A device that was paired without a key names its key, once.',
    takes: json(bindKeySchema),
    gives: json(doneAnswerSchema),
  },
  {
    method: 'POST',
    path: '/api/pins',
    access: 'device',
    rate: HEAVY,
    summary: 'Adds or replaces the PIN hashes of staff.',
    takes: json(pinsSchema),
    gives: json(doneAnswerSchema),
  },
  {
    method: 'GET',
    path: '/api/pins',
    access: 'device',
    rate: HEAVY,
    summary: 'The PIN hashes of the staff: a device binds them to itself.',
    gives: json(pinsSchema),
  },
  {
    method: 'POST',
    path: '/api/push',
    access: 'device',
    revokedToo: true,
    rate: SYNC,
    summary:
      'A device hands over its journal from a place on; line 1 is the header, each further one an entry.',
    takes: ndjson(pushHeaderSchema),
    gives: json(pushAnswerSchema),
  },
  {
    method: 'GET',
    path: '/api/pull',
    access: 'device',
    rate: SYNC,
    summary:
      "The other devices' entries behind a cursor, or one device's from a place on; line 1 is the header, each further one an entry.",
    gives: ndjson(pullHeaderSchema),
  },
  {
    method: 'GET',
    path: '/api/snapshot',
    access: 'device',
    rate: HEAVY,
    summary: 'Names a snapshot for a newcomer; without parts where the feed is short enough to be pulled.',
    gives: json(snapshotAnswerSchema),
  },
  {
    method: 'GET',
    path: '/api/snapshot/:cursor/:part',
    access: 'device',
    rate: SYNC,
    summary: 'One part of a named snapshot: JSON packed as gzip.',
    gives: { type: 'application/gzip' },
  },
  {
    method: 'POST',
    path: '/api/leases',
    access: 'device',
    rate: SYNC,
    summary: 'A till asks for units of capped stock that it may then sell also while cut off.',
    takes: json(leaseRequestSchema),
    gives: json(leaseAnswerSchema),
  },
  {
    method: 'GET',
    path: '/api/checkout',
    access: 'device',
    rate: SYNC,
    summary: 'Whether this endpoint takes payments by Stripe Checkout.',
    gives: json(checkoutOfferSchema),
  },
  {
    method: 'POST',
    path: '/api/checkout',
    access: 'device',
    rate: PAYMENTS,
    summary: 'A till asks for the address at which a customer pays this tender; twice, it is the same one.',
    takes: json(checkoutRequestSchema),
    gives: json(checkoutAnswerSchema),
  },
  {
    method: 'GET',
    path: '/api/checkout/:tender',
    access: 'device',
    rate: PAYMENTS,
    summary: 'How a payment stands; Stripe is asked where it has not told yet.',
    gives: json(checkoutAnswerSchema),
  },
  {
    method: 'POST',
    path: '/api/checkout/:tender/cancel',
    access: 'device',
    rate: PAYMENTS,
    summary: 'Ends a payment, so that nobody pays it any more; the answer says if somebody was quicker.',
    gives: json(checkoutAnswerSchema),
  },
  {
    method: 'POST',
    path: '/api/stripe/webhook',
    access: 'public',
    rate: WEBHOOKS,
    summary: 'Stripe tells what became of a payment; its signature over the body is what proves it.',
  },
  {
    method: 'GET',
    path: '/api/live',
    access: 'device',
    rate: SYNC,
    summary:
      'Server-sent events: `poke` when the feed has grown, `beat` while it has not; behind Last-Event-ID.',
    gives: { type: 'text/event-stream' },
  },
  {
    method: 'GET',
    path: '/api/devices',
    access: 'device',
    rate: HEAVY,
    summary:
      'Every device: where its journal ends here and by its own word, when it was heard, its build and clock.',
    gives: json(devicesAnswerSchema),
  },
  {
    method: 'GET',
    path: '/api/unreadable',
    access: 'device',
    rate: HEAVY,
    summary: 'An entry in quarantine (device, seq), its bytes as they came.',
    gives: { type: 'application/octet-stream' },
  },
  {
    method: 'GET',
    path: '/api/state',
    access: 'device',
    rate: HEAVY,
    summary: 'What the endpoint makes of the journal: to be compared with a replica.',
    gives: json(stateAnswerSchema),
  },
  {
    method: 'POST',
    path: '/api/pictures',
    access: 'device',
    rate: PICTURES,
    summary: "Keeps an uploaded picture (the body is the file's bytes) in three widths.",
    takes: { type: 'image/*' },
    gives: json(pictureAnswerSchema),
  },
  {
    method: 'POST',
    path: '/api/pictures/fetch',
    access: 'device',
    rate: PICTURES,
    summary: 'Fetches a picture from a public address and keeps it in three widths.',
    takes: json(fetchPictureSchema),
    gives: json(pictureAnswerSchema),
  },
  {
    method: 'GET',
    path: '/pictures/:file',
    access: 'public',
    rate: ADDRESS_RATE,
    summary: "One picture in one width, under its content's hash: the shop's phones see it too.",
    gives: { type: 'image/webp' },
  },
  {
    method: 'GET',
    path: '/api/health',
    access: 'public',
    rate: ADDRESS_RATE,
    summary: 'Whether the endpoint serves: for supervisors and for the status pill.',
    gives: json(healthAnswerSchema),
  },
  {
    method: 'GET',
    path: '/healthz',
    access: 'public',
    rate: ADDRESS_RATE,
    summary: 'The same as /api/health.',
    gives: json(healthAnswerSchema),
  },
  {
    method: 'GET',
    path: '/api/openapi.json',
    access: 'public',
    rate: ADDRESS_RATE,
    summary: 'This document.',
    gives: { type: JSON_TYPE },
  },
  {
    method: 'ALL',
    path: '/api/*',
    access: 'public',
    rate: ADDRESS_RATE,
    summary: 'Any other address of the API: not found.',
    hidden: true,
  },
  {
    method: 'GET',
    path: '/*',
    access: 'public',
    rate: ADDRESS_RATE,
    summary: "The app's own files.",
    hidden: true,
  },
]
