import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSheetStore } from './till-sheet.ts'
import { type BackHistory, watchBack } from './watch-back.ts'

type Mark = 'sheets' | 'left' | null

/** A browser's history: moves in it come later, as events. The first entry is another page's. */
function aHistory(marks: Mark[] = [null, null], at = marks.length - 1) {
  const page = { entries: marks, at, outside: false }
  const hearers = new Set<() => void>()
  const go = (by: 1 | -1) =>
    setTimeout(() => {
      const next = page.at + by
      if (next >= page.entries.length) return
      page.at = next
      page.outside ||= next === 0
      for (const hear of hearers) hear()
    }, 20)
  const history: BackHistory = {
    mark: () => page.entries[page.at] ?? null,
    push: () => {
      page.entries.splice(page.at + 1, Number.POSITIVE_INFINITY, 'sheets')
      page.at += 1
    },
    leave: () => {
      page.entries[page.at] = 'left'
      go(-1)
    },
    forward: () => void go(1),
    onMove: (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
  }
  return { page, history, back: () => go(-1) }
}

const pass = () => vi.advanceTimersByTimeAsync(300)

async function aTill(of = aHistory()) {
  const sheets = createSheetStore()
  const till = { ...of, sheets, stays: false, asked: 0 }
  const stop = watchBack(sheets, of.history, () => {
    till.asked += 1
    if (!till.stays) sheets.close()
  })
  await pass()
  const kinds = () => sheets.getState().sheets.map(({ kind }) => kind)
  return Object.assign(till, { stop, kinds })
}

describe('S52: Back closes a sheet as Escape does, and leaves the till only where none is open', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('closes one sheet after the other, then goes on', async () => {
    const till = await aTill()
    till.sheets.open({ kind: 'cart' })
    till.sheets.open({ kind: 'pay' })
    await pass()
    till.back()
    await pass()
    expect(till.kinds()).toEqual(['cart'])
    till.back()
    await pass()
    expect([till.kinds(), till.page.outside]).toEqual([[], false])
    till.back()
    await pass()
    expect(till.page.outside).toBe(true)
  })

  it('a sheet that may not close stays, however often Back is pressed', async () => {
    const till = await aTill()
    till.stays = true
    till.sheets.open({ kind: 'pay' })
    await pass()
    for (const _ of [1, 2, 3]) {
      till.back()
      await pass()
    }
    expect([till.kinds(), till.asked, till.page.outside]).toEqual([['pay'], 3, false])
    till.sheets.closeAll()
    await pass()
    expect([till.page.at, till.history.mark()]).toEqual([1, null])
  })

  it('a sheet that closes otherwise leaves no entry behind', async () => {
    const till = await aTill()
    for (const _ of [1, 2, 3]) {
      till.sheets.open({ kind: 'pay' })
      await pass()
      till.sheets.closeAll()
      await pass()
    }
    expect(till.page.at).toBe(1)
    till.back()
    await pass()
    expect(till.page.outside).toBe(true)
  })

  it('a sheet that opens while the last one is being left has an entry of its own', async () => {
    const till = await aTill()
    till.sheets.open({ kind: 'cart' })
    await pass()
    till.sheets.close()
    await vi.advanceTimersByTimeAsync(5)
    till.sheets.open({ kind: 'pay' })
    await pass()
    expect([till.kinds(), till.asked, till.page.at]).toEqual([['pay'], 0, 2])
    till.sheets.close()
    till.sheets.open({ kind: 'status' })
    await pass()
    till.back()
    await pass()
    expect([till.kinds(), till.page.at, till.page.outside]).toEqual([[], 1, false])
  })

  it('a page that is loaded anew leaves the entry of the sheets that it had', async () => {
    const till = await aTill(aHistory([null, null, 'sheets']))
    expect([till.page.at, till.page.outside]).toEqual([1, false])
    const asking = aHistory([null, null, 'sheets'])
    const again = await aTill(asking)
    again.sheets.open({ kind: 'questions' })
    await pass()
    again.back()
    await pass()
    expect([again.kinds(), again.page.outside]).toEqual([[], false])
  })

  it('going forward to an entry whose sheets are gone opens nothing, and one Back from it is enough', async () => {
    const till = await aTill()
    till.sheets.open({ kind: 'cart' })
    await pass()
    till.back()
    await pass()
    till.history.forward()
    await pass()
    expect([till.kinds(), till.page.at]).toEqual([[], 1])
  })

  it('stopped twice, nobody goes back twice from one entry', async () => {
    const of = aHistory()
    const till = await aTill(of)
    till.sheets.open({ kind: 'cart' })
    await pass()
    till.sheets.close()
    await vi.advanceTimersByTimeAsync(5)
    till.stop()
    const next = await aTill(of)
    await pass()
    expect([next.page.at, next.page.outside]).toEqual([1, false])
  })
})
