/** The routes by which a browser becomes a device, stays one, and shares who may sign in. */
import type { Context } from 'hono'
import type * as v from 'valibot'
import type { Failure } from '../core/protocol/failure.ts'
import {
  bindKeySchema,
  pairingCodeSchema,
  pairSchema,
  pinsSchema,
  readmitSchema,
  registerSchema,
} from '../core/protocol/identity.ts'
import { ok, type Result } from '../core/result.ts'
import { type AppEnv, originOf } from './app-env.ts'
import { type BindKeyDeps, bindKey } from './bind-key.ts'
import { createPairingCode, type PairingDeps, pair } from './pairing.ts'
import { keepPins, type PinsDeps, readPins } from './pins.ts'
import { parseJson, readBody, readJson } from './read-body.ts'
import { type ReadmitDeps, readmit } from './readmit.ts'
import { answerWith } from './refusal.ts'
import { type RegisterDeps, readSetup, register } from './register.ts'
import type { AddRoute } from './route-adder.ts'

export type IdentityDeps = Omit<RegisterDeps, 'demoCode'> & PairingDeps & ReadmitDeps & BindKeyDeps & PinsDeps

/** A body that may be left out is small. */
const MAX_OPTIONAL_BYTES = 1024

export function addIdentityRoutes(add: AddRoute, deps: IdentityDeps): void {
  const registerDeps = { ...deps, demoCode: deps.demo?.code ?? null }
  add('GET', '/api/setup', async (context) => context.json(await readSetup(registerDeps, originOf(context))))
  add('POST', '/api/register', (context) =>
    answerTo(context, registerSchema, (request) => register(registerDeps, originOf(context), request)),
  )
  add('POST', '/api/pairing-codes', async (context) => {
    const body = await readBody(context.req.raw, MAX_OPTIONAL_BYTES)
    const request = body.ok ? parseJson(body.value.toString('utf8') || '{}', pairingCodeSchema) : body
    if (!request.ok) return answerWith(request)
    const { location } = context.get('device')
    return answerWith(ok(await createPairingCode(deps, location, request.value.replaces)))
  })
  add('POST', '/api/pair', (context) => answerTo(context, pairSchema, (request) => pair(deps, request)))
  add('POST', '/api/readmit', (context) =>
    answerTo(context, readmitSchema, (request) => readmit(deps, request)),
  )
  add('POST', '/api/bind-key', (context) =>
    answerTo(context, bindKeySchema, (request) => bindKey(deps, context.get('device'), request)),
  )
  add('POST', '/api/pins', (context) =>
    answerTo(context, pinsSchema, (request) => keepPins(deps, context.get('device').location, request.pins)),
  )
  add('GET', '/api/pins', async (context) =>
    answerWith(ok(await readPins(deps, context.get('device').location))),
  )
}

async function answerTo<Request>(
  context: Context<AppEnv>,
  schema: v.GenericSchema<unknown, Request>,
  deed: (request: Request) => Promise<Result<object, Failure>>,
): Promise<Response> {
  const request = await readJson(context.req.raw, schema)
  return answerWith(request.ok ? await deed(request.value) : request)
}
