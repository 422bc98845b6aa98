import { describe, expect, test } from 'vitest'
import { completenessOf, type DevicePlace } from './completeness.ts'

const place = (name: string, seq: number, more: Partial<DevicePlace> = {}): DevicePlace => ({
  ...{ name, seq, firstSeq: Math.min(1, seq), gaps: 0, unsent: 0, heard: '18:42', silent: false },
  returned: true,
  ...more,
})

describe('O5: is it all here?', () => {
  test('yes names every device with its range', () => {
    expect(completenessOf([place('A', 214), place('B', 97), place('Office', 31)])).toEqual({
      complete: true,
      words: 'Yes: every entry of 3 devices is here (A 1–214, B 1–97, Office 1–31).',
    })
    expect(completenessOf([place('A', 0)]).words).toBe(
      'Yes: every entry of the one device is here (A nothing yet).',
    )
    expect(completenessOf([]).complete).toBe(true)
  })

  test.each([
    [place('Till B', 97, { unsent: 3 }), 'No: Till B has told of 3 more (last heard 18:42).'],
    [place('Till B', 97, { gaps: 2 }), 'No: 2 of Till B are missing in between.'],
    [
      place('Till B', 97, { returned: false, heard: null }),
      'No: Till B has not come back since the endpoint was restored (never heard).',
    ],
  ])('no says what is missing and where it is (%#)', (lacking, words) => {
    expect(completenessOf([place('A', 1), lacking])).toEqual({ complete: false, words })
  })

  test('a silent till may have sold since: yes says so', () => {
    const { complete, words } = completenessOf([place('A', 3), place('Till B', 2, { silent: true })])
    expect(complete).toBe(true)
    expect(words).toContain('Till B was last heard 18:42: what it has written since is safe there.')
  })
})
