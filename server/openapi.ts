/** The OpenAPI 3.1 document, made from the table of routes and the schemas of the wire. */
import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { failureSchema } from '../core/protocol/failure.ts'
import { gapAnswerSchema } from '../core/protocol/push.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { ROUTES, type RouteBody, type RouteDescriptor } from './routes.ts'

/** Makes the document; it never changes while the program runs. */
export function makeOpenApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of ROUTES.filter(({ hidden }) => !hidden)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Barrow sync endpoint', version: String(PROTOCOL_VERSION) },
    paths,
    components: {
      schemas: { Failure: schemaOf(failureSchema) },
      securitySchemes: { device: { type: 'http', scheme: 'dpop', description: PROVEN } },
    },
  }
}

const PROVEN =
  'A token, and beside it, in the header DPoP, a proof by the device\'s key (RFC 9449) with the nonce of the last answer and, as the claim "bh", the SHA-256 of the body. A device of version 1 has no key yet: Bearer.'

function operationOf(route: RouteDescriptor) {
  return {
    summary: route.summary,
    security: route.access === 'device' ? [{ device: [] }] : [],
    ...parametersOf(route),
    ...(route.takes ? { requestBody: { required: true, content: contentOf(route.takes) } } : {}),
    responses: {
      200: { description: 'Done.', ...(route.gives ? { content: contentOf(route.gives) } : {}) },
      ...(route.path === '/api/push' ? { 409: GAP } : {}),
      default: {
        description: 'Refused: `code` is for programs, `message` for people.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      },
    },
  }
}

function parametersOf(route: RouteDescriptor) {
  if (route.path === '/api/pull') return { parameters: PULL_QUERY }
  if (route.path === '/api/unreadable') return { parameters: PLACE_QUERY }
  if (route.path.includes(':tender')) return { parameters: [TENDER_IN_PATH] }
  if (route.path.includes(':cursor')) return { parameters: ['cursor', 'part'].map(numberInPath) }
  if (!route.path.includes(':file')) return {}
  const schema = { type: 'string', pattern: '^[0-9a-f]{16,64}-(160|320|640)\\.(webp|avif)$' }
  return { parameters: [{ name: 'file', in: 'path', required: true, schema }] }
}

const TENDER_IN_PATH = { name: 'tender', in: 'path', required: true, schema: { type: 'string' } }

const PLACE_QUERY = [
  { name: 'device', in: 'query', required: true, schema: { type: 'string' } },
  { name: 'seq', in: 'query', required: true, schema: { type: 'integer', minimum: 1 } },
]

const PULL_QUERY = [
  { name: 'cursor', in: 'query', schema: { type: 'integer', minimum: 0, default: 0 } },
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 1000, default: 1000 } },
  { name: 'own', in: 'query', schema: { type: 'boolean', default: false } },
  { name: 'device', in: 'query', schema: { type: 'string' } },
  { name: 'from', in: 'query', schema: { type: 'integer', minimum: 1, default: 1 } },
]

const numberInPath = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'integer', minimum: 0 },
})

const contentOf = ({ type, schema }: RouteBody) => ({ [type]: schema ? { schema: schemaOf(schema) } : {} })

/** Leaves out the draft's own address: OpenAPI 3.1 speaks JSON Schema 2020-12 by itself. */
function schemaOf(schema: v.GenericSchema): unknown {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    errorMode: 'throw',
    // Every number of JSON is finite.
    ignoreActions: ['finite'],
    overrideAction: ({ valibotAction, jsonSchema }) =>
      isRegex(valibotAction) ? { ...jsonSchema, pattern: valibotAction.requirement.source } : null,
  })
  return rest
}

/** JSON Schema reads every pattern as Unicode, which is the only flag that the wire's schemas use. */
function isRegex(action: unknown): action is { readonly requirement: RegExp } {
  return (action as { type?: string }).type === 'regex'
}

const GAP = {
  description: 'The push starts beyond what the endpoint has; go on from there.',
  content: { 'application/json': { schema: schemaOf(gapAnswerSchema) } },
}
