import { describe, expect, test } from 'vitest'
import type { DeviceId, LocationId } from '../../core/domain/ids.ts'
import { ok } from '../../core/result.ts'
import { bringIn, type Push, readOutboxFile } from './outbox-file.ts'

const identity = { location: 'location-1' as LocationId, device: 'office' as DeviceId }

const line = (device: string, seq: number, location = 'location-1') =>
  JSON.stringify({ location, device, seq, kind: 'sale' })

const fileOf = (...lines: string[]) => `${lines.join('\n')}\n`

/** An endpoint that takes entries in sequence, as rule Y4 says, and remembers what it was sent. */
function endpoint(have: number) {
  const state = { have, pushes: [] as { from: number; lines: number; device: string; by: unknown }[] }
  const push: Push<never> = async ({ from, device, relayedBy }, lines) => {
    state.pushes.push({ from, lines: lines.length, device, by: relayedBy })
    if (from <= state.have + 1) state.have = Math.max(state.have, from + lines.length - 1)
    return ok({ have: { seq: state.have, hash: '' }, results: [] })
  }
  return { state, deps: { identity, push, build: 'test' } }
}

function journalsOf(text: string) {
  const file = readOutboxFile(text, identity)
  if (!file.ok) throw new Error(file.error.kind)
  return file.value.journals
}

describe('O7: a till’s file', () => {
  test('is read by device, in sequence, each place once, whatever the line ends', () => {
    const text = `\uFEFF${line('b', 2)}\r\n${line('b', 1)}\r\n${line('c', 9)}\r\n${line('b', 2)}\r\n\r\n`
    expect(journalsOf(text).map(({ device, lines }) => [device, lines.map(({ seq }) => seq)])).toEqual([
      ['b', [1, 2]],
      ['c', [9]],
    ])
    expect(journalsOf(text)[0]?.lines[0]?.bytes).toBe(line('b', 1))
  })

  test('that was cut off gives what is whole, and names the line that is not', () => {
    const file = readOutboxFile(`${line('b', 1)}\n${line('b', 2).slice(0, 20)}`, identity)
    expect(file).toMatchObject({ ok: true, value: { unreadable: [2] } })
  })

  test.each([
    ['', 'empty'],
    ['\n \n', 'empty'],
    ['Name,Price\nTea,3.00\n', 'nonsense'],
    ['{"a":1}\n[]\nnull\n', 'nonsense'],
    [fileOf(line('b', 1), line('b', 2, 'elsewhere')), 'other-location'],
    [fileOf(line('office', 1)), 'own'],
  ])('that is none, or none for here, changes nothing (%#)', (text, kind) => {
    expect(readOutboxFile(text, identity)).toEqual({ ok: false, error: { kind } })
  })

  test('is handed over as a relay: what is new and what was there already', async () => {
    const { state, deps } = endpoint(2)
    const [journal] = journalsOf(fileOf(line('b', 2), line('b', 3), line('b', 4)))
    if (!journal) throw new Error('no journal')
    expect(await bringIn(deps, journal)).toMatchObject({
      ok: true,
      value: { added: 2, known: 1, missing: null },
    })
    expect(state.pushes.at(-1)).toEqual({ from: 2, lines: 3, device: 'b', by: 'office' })
    expect(await bringIn(deps, journal)).toMatchObject({ ok: true, value: { added: 0, known: 3 } })
    expect(state.have).toBe(4)
  })

  test('never skips a place: what is missing is named, and nothing behind it is taken', async () => {
    const { state, deps } = endpoint(2)
    const [early] = journalsOf(fileOf(line('b', 5)))
    const [holed] = journalsOf(fileOf(line('b', 3), line('b', 6)))
    if (!early || !holed) throw new Error('no journal')
    expect(await bringIn(deps, early)).toMatchObject({ value: { added: 0, missing: { from: 3, to: 4 } } })
    expect(state.have).toBe(2)
    expect(await bringIn(deps, holed)).toMatchObject({ value: { added: 1, missing: { from: 4, to: 5 } } })
    expect(state.have).toBe(3)
  })

  test('a long one goes in batches', async () => {
    const { state, deps } = endpoint(0)
    const [journal] = journalsOf(fileOf(...Array.from({ length: 1201 }, (_, n) => line('b', n + 1))))
    if (!journal) throw new Error('no journal')
    expect(await bringIn(deps, journal)).toMatchObject({ value: { added: 1201 } })
    expect(state.pushes.map(({ lines }) => lines)).toEqual([0, 500, 500, 201])
  })
})
