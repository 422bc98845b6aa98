import { describe, expect, test } from 'vitest'
import { FROZEN_ENTRIES } from '../protocol/fixtures/frozen-entries.ts'
import { type EntryKind, versionOf } from './kinds.ts'

describe('S14: an entry is written in the oldest version that can say it', () => {
  test.each(FROZEN_ENTRIES)('%s is written again as it stands', (_, bytes) => {
    const { kind, version, body } = JSON.parse(bytes) as { kind: EntryKind; version: number; body: unknown }
    expect(versionOf(kind, body)).toBe(version)
  })

  test('an answer of old is one that a till of old reads', () => {
    expect(versionOf('tender-outcome', { tender: 't', outcome: 'approved' })).toBe(1)
    expect(versionOf('tender-asked', { tender: 't', sale: 's', kind: 'card', amountMinor: 5 })).toBe(1)
    expect(versionOf('tender-asked', { tender: 't', sale: 's', kind: 'card', amountMinor: -5 })).toBe(2)
  })
})
