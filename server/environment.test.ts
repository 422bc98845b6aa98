import { describe, expect, it } from 'vitest'
import { readEnvironment } from './environment.ts'

const KEYS = {
  PUBLIC_URL: 'https://barrow.test',
  STRIPE_SECRET_KEY: 'sk_test_hidden',
  STRIPE_WEBHOOK_SECRET: 'whsec_hidden',
}

describe('M79: the keys of Stripe', () => {
  it('are read together; without them there are none', () => {
    const stripe = { secretKey: 'sk_test_hidden', webhookSecret: 'whsec_hidden', apiBase: null }
    expect(readEnvironment(KEYS)).toMatchObject({ ok: true, value: { stripe } })
    expect(readEnvironment({})).toMatchObject({ ok: true, value: { stripe: null } })
    const apiBase = 'http://127.0.0.1:4242'
    expect(readEnvironment({ ...KEYS, STRIPE_API_BASE: apiBase })).toMatchObject({
      value: { stripe: { ...stripe, apiBase } },
    })
  })

  it.each([
    [{ STRIPE_SECRET_KEY: undefined }, /belong together/],
    [{ STRIPE_WEBHOOK_SECRET: '' }, /belong together/],
    [{ STRIPE_SECRET_KEY: 'pk_test_hidden' }, /STRIPE_SECRET_KEY must be a secret or a restricted key/],
    [{ STRIPE_SECRET_KEY: 'sk_test_hidden\n' }, /STRIPE_SECRET_KEY must be/],
    [{ STRIPE_WEBHOOK_SECRET: 'hidden' }, /STRIPE_WEBHOOK_SECRET must be/],
    [{ PUBLIC_URL: undefined }, /needs PUBLIC_URL/],
    [{ STRIPE_API_BASE: 'hidden' }, /STRIPE_API_BASE must be/],
  ])('that cannot be used are named, and not shown: %j', (change, words) => {
    const read = readEnvironment({ ...KEYS, ...change })
    expect(read).toMatchObject({ ok: false })
    expect(read.ok || read.error).toMatch(words)
    expect(JSON.stringify(read)).not.toContain('hidden')
  })
})
