/**
 * Rules removed one at a time. Each mutant changes one text in one module while it is loaded, in the simulation's
 * own processes only; a text that is not found any more is an error, so that no mutant goes on without effect.
 */

export interface Mutant {
  readonly name: string
  /** Relative to the repository. */
  readonly module: string
  readonly from: string
  readonly to: string
  /** It is caught within this many seeds from 1 on. */
  readonly within: number
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no-dedupe-by-place',
    module: 'server/push-plan.ts',
    from: 'if (taken?.hash !== line.hash) {',
    to: 'if (taken) {',
    within: 100,
  },
  {
    name: 'no-dedupe-by-id',
    module: 'src/replica/journal-database.ts',
    from: "entries: 'seq, &id'",
    to: "entries: 'seq, id'",
    within: 100,
  },
  {
    name: 'accept-gaps',
    module: 'core/journal/fold.ts',
    from: "if (entry.seq > foldedSeq + 1) return 'gap'",
    to: '',
    within: 200,
  },
  {
    name: 'cursor-before-data',
    module: 'src/sync/puller.ts',
    from: 'await storeFeed(views, foreign, { ...before, epoch, cursor: header.next })',
    to: 'await writeCursor(views, { ...before, epoch, cursor: header.next }); await storeFeed(views, foreign, { ...before, epoch, cursor: header.next })',
    within: 1000,
  },
  {
    name: 'cursor-skips',
    module: 'server/storage/sqlite-feed.ts',
    from: 'next = entry.v',
    to: 'next = entry.v + 1',
    within: 200,
  },
  {
    name: 'acknowledge-on-send',
    module: 'src/sync/pusher.ts',
    from: 'if (!answer.ok) return afterRefusal(deps, answer.error)\n  const kept',
    to: "if (!answer.ok) { await acknowledge(replica, { seq: acknowledged.seq + rows.length, hash: 'a', epoch: acknowledged.epoch ?? 1 }); return afterRefusal(deps, answer.error) }\n  const kept",
    within: 100,
  },
  {
    name: 'relaxed-durability',
    module: 'src/replica/journal-database.ts',
    from: "{ chromeTransactionDurability: 'strict' }",
    to: '{}',
    within: 200,
  },
  {
    name: 'cached-sequence',
    module: 'src/replica/append.ts',
    from: "const head = (await readMeta(database, 'head')) ?? START_HEAD_ROW",
    to: "const cache = ((globalThis as any).heads ??= new WeakMap()); const head = cache.get(database) ?? (await readMeta(database, 'head')) ?? START_HEAD_ROW; queueMicrotask(async () => cache.set(database, await readMeta(database, 'head')))",
    within: 200,
  },
  {
    name: 'no-rewind-after-restore',
    module: 'src/sync/puller.ts',
    from: 'if (before.epoch !== 0 && epoch !== before.epoch) {',
    to: 'if (before.epoch < 0) {',
    within: 1000,
  },
  {
    name: 'no-hello-after-restore',
    module: 'src/sync/pusher.ts',
    from: "if (acknowledged.hash === '' || pace?.helloDue) return send(deps, acknowledged, [])",
    to: "if (acknowledged.hash === '') return send(deps, acknowledged, [])",
    within: 1000,
  },
  {
    name: 'no-relay',
    module: 'src/sync/puller.ts',
    from: "return header.more ? ok('more') : relayStep(deps)",
    to: "return header.more ? ok('more') : ok('done')",
    within: 2000,
  },
  {
    name: 'clock-decides',
    module: 'core/journal/chain.ts',
    from: 'lamport: head.lamport + 1, prev',
    to: 'lamport: Math.max(1, Math.round(draft.at / 1000)), prev',
    within: 200,
  },
  {
    name: 'settings-without-device',
    module: 'core/journal/stamp.ts',
    from: 'return a.lamport > b.lamport || (a.lamport === b.lamport && a.device > b.device)',
    to: 'return a.lamport >= b.lamport',
    within: 300,
  },
  {
    name: 'void-gives-back-twice',
    module: 'core/journal/fold-sale.ts',
    from: 'if (!sale.voided) giveBack(state, sale)\n  state.sales.set',
    to: 'giveBack(state, sale)\n  state.sales.set',
    within: 500,
  },
  {
    name: 'quarantine-drops-the-rest',
    module: 'server/push-plan.ts',
    from: "    if (state !== 'recorded') results.push({ seq, outcome: state, detail })\n    have = { seq, hash: line.hash }",
    to: "    if (state !== 'recorded') results.push({ seq, outcome: state, detail })\n    have = { seq, hash: line.hash }\n    if (state === 'quarantined') return { writes, parsed, results, have: { seq: place.from + lines.length - 1, hash: line.hash } }",
    within: 500,
  },
  {
    name: 'unreadable-not-stepped-over',
    module: 'src/sync/puller.ts',
    from: '...header.unreadable.map((place) => ({ ...place, bytes: null }))',
    to: '',
    within: 500,
  },
  {
    name: 'half-a-page-is-a-page',
    module: 'src/sync/endpoint-client.ts',
    from: '(header.value.count ?? lines.length) === lines.length',
    to: 'lines.length >= 0',
    within: 300,
  },
  {
    name: 'fold-skips-what-is-folded-elsewhere',
    module: 'src/replica/snapshots.ts',
    from: 'await database.feed.bulkPut(rows.filter((_, index) => !known[index]))',
    to: 'await database.feed.bulkPut(rows.filter((_, index) => !known[index] && index > 0))',
    within: 100,
  },
]
