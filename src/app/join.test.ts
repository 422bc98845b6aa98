/** Y16, the device's half: a lost answer is asked for again under the same device and token. */
import { expect, test, vi } from 'vitest'
import { freshName } from '../../test/support/replicas.ts'
import { journalDatabase } from '../replica/journal-database.ts'
import { join } from './join.ts'

test('Y16: a code that is tried again is tried as the same device; another code is another device', async () => {
  const asked: { readonly device: string; readonly token: string }[] = []
  vi.stubGlobal('fetch', async (_: string, { body }: RequestInit) => {
    const { device, token } = JSON.parse(String(body))
    asked.push({ device, token })
    throw new TypeError('the answer is lost')
  })
  const journal = journalDatabase(`${freshName()}-journal`)
  for (const code of ['CODE-0001', 'CODE-0001', 'CODE-0002'])
    expect(await join(journal, code)).toMatchObject({ ok: false })
  vi.unstubAllGlobals()
  const [first, again, other] = asked
  expect(again).toEqual(first)
  expect(other?.device).not.toBe(first?.device)
  expect(other?.token).not.toBe(first?.token)
})
