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
    within: 50,
  },
  {
    name: 'endpoint-accepts-gaps',
    module: 'server/storage/sqlite-push.ts',
    from: "if (from > head.seq + 1) return { kind: 'gap', epoch, have: head }",
    to: '',
    within: 2000,
  },
  {
    name: 'fold-accepts-gaps',
    module: 'core/journal/fold.ts',
    from: "if (entry.seq > foldedSeq + 1) return 'gap'",
    to: '',
    within: 300,
  },
  {
    name: 'cursor-before-data',
    module: 'src/sync/puller.ts',
    from: 'await storeFeed(views, foreign, { ...before, epoch, cursor: header.next })',
    to: 'await writeCursor(views, { ...before, epoch, cursor: header.next })\n  await storeFeed(views, foreign, { ...before, epoch, cursor: header.next })',
    within: 1000,
  },
  {
    name: 'cursor-skips',
    module: 'server/storage/sqlite-storage.ts',
    from: 'next = entry.v\n',
    to: 'next = entry.v + 1\n',
    within: 50,
  },
  {
    name: 'page-stored-in-part',
    module: 'src/replica/snapshots.ts',
    from: 'rows.filter((_, index) => !known[index])',
    to: 'rows.filter((_, index) => !known[index] && index < 3)',
    within: 100,
  },
  {
    name: 'half-a-page-is-a-page',
    module: 'src/sync/endpoint-client.ts',
    from: "answer.value.endsWith('\\n') && (header.value.count ?? lines.length) === lines.length",
    to: 'lines.length >= 0',
    within: 300,
  },
  {
    name: 'unreadable-not-stepped-over',
    module: 'src/sync/puller.ts',
    from: '...header.unreadable.map((place) => ({ ...place, bytes: null }))',
    to: '',
    within: 100,
  },
  {
    name: 'acknowledge-on-send',
    module: 'src/sync/pusher.ts',
    from: '  if (!answer.ok) return afterRefusal(deps, answer.error)\n  const kept',
    to: "  if (!answer.ok) {\n    await acknowledge(replica, { seq: acknowledged.seq + batch.rows.length, hash: 'a', epoch: acknowledged.epoch ?? 1 })\n    return afterRefusal(deps, answer.error)\n  }\n  const kept",
    within: 50,
  },
  {
    name: 'relaxed-durability',
    module: 'src/replica/journal-database.ts',
    from: "{ chromeTransactionDurability: 'strict' }",
    to: '{}',
    within: 100,
  },
  {
    name: 'cached-sequence',
    module: 'src/replica/append.ts',
    from: "const head = (await readMeta(database, 'head')) ?? START_HEAD_ROW",
    to: "const cache = ((globalThis as { heads?: WeakMap<object, HeadRow> }).heads ??= new WeakMap())\n    const head = cache.get(database) ?? (await readMeta(database, 'head')) ?? START_HEAD_ROW\n    queueMicrotask(async () => cache.set(database, (await readMeta(database, 'head')) ?? START_HEAD_ROW))",
    within: 100,
  },
  {
    name: 'no-rewind-after-restore',
    module: 'src/sync/puller.ts',
    from: 'if (before.epoch !== 0 && epoch !== before.epoch) {',
    to: 'if (before.epoch < 0) {',
    within: 1000,
  },
  {
    name: 'no-hello',
    module: 'src/sync/pusher.ts',
    from: 'if (pace?.helloDue || (await isUnsure(replica, acknowledged)))',
    to: 'if (acknowledged.seq < 0)',
    within: 1000,
  },
  {
    name: 'no-relay',
    module: 'src/sync/puller.ts',
    from: 'const relayed = await relayStep(deps)',
    to: "const relayed = ok<StepOutcome>('done')",
    within: 1000,
  },
  {
    name: 'set-back-unnoticed',
    module: 'src/sync/pusher.ts',
    from: "if (results.some(({ outcome }) => outcome === 'forked') || (await isSetBack(replica, have))) {",
    to: 'if (results.length < 0) {',
    within: 500,
  },
  {
    name: 'clock-decides',
    module: 'core/journal/chain.ts',
    from: 'lamport: head.lamport + 1,',
    to: 'lamport: Math.max(1, Math.round(draft.at / 1000)),',
    within: 20,
  },
  {
    name: 'settings-without-device',
    module: 'core/journal/stamp.ts',
    from: 'a.lamport > b.lamport || (a.lamport === b.lamport && a.device > b.device)',
    to: 'a.lamport >= b.lamport',
    within: 200,
  },
  {
    name: 'void-gives-back-twice',
    module: 'core/journal/fold-sale.ts',
    from: 'if (!sale.voided) {\n    giveBack(state, sale)',
    to: 'giveBack(state, sale)\n  if (!sale.voided) {',
    within: 300,
  },
  {
    name: 'first-void-to-arrive-stands',
    module: 'core/journal/fold-sale.ts',
    from: 'if (known && isLater(record, known)) return',
    to: 'if (known) return',
    within: 500,
  },
  {
    name: 'first-settlement-to-arrive-stands',
    module: 'core/journal/fold-decision.ts',
    from: 'if (!known || isLater(known, settlement))',
    to: 'if (!known)',
    within: 500,
  },
  {
    name: 'notices-by-order-of-fields',
    module: 'core/journal/fold-decision.ts',
    from: 'textOf(decision) < textOf(known)',
    to: 'JSON.stringify(decision) < JSON.stringify(known)',
    within: 2000,
  },
  {
    name: 'goods-that-come-in-set-the-stock',
    module: 'core/journal/fold-stock.ts',
    from: 'const left = (state.stock.get(variant) ?? 0) + quantity',
    to: 'const left = quantity > 0 ? quantity : (state.stock.get(variant) ?? 0) + quantity',
    within: 100,
  },
  {
    name: 'quarantine-drops-the-rest',
    module: 'server/push-plan.ts',
    from: '    have = { seq, hash: line.hash }',
    to: "    have = { seq, hash: line.hash }\n    if (state === 'quarantined') return { writes, parsed, results, have: { ...have, seq: place.from + lines.length - 1 } }",
    within: 100,
  },
  {
    name: 'removed-device-goes-unnamed',
    module: 'server/judge.ts',
    from: 'known.revoked && !HARMLESS.has(entry.kind)',
    to: "known.revoked && entry.kind === 'notice'",
    within: 300,
  },
  {
    name: 'stale-price-goes-unnamed',
    module: 'server/judge.ts',
    from: 'set.lamport >= entry.lamport || set.priceMinor === listMinor',
    to: 'set.lamport > 0',
    within: 300,
  },
  {
    name: 'lease-spent-twice',
    module: 'src/replica/append.ts',
    from: 'deed.leases ? leases.bulkPut([...deed.leases]) : undefined,',
    to: '',
    within: 50,
  },
  {
    name: 'lease-returned-and-kept',
    module: 'src/replica/leases.ts',
    from: 'left: row.left - quantity',
    to: 'left: row.left',
    within: 1000,
  },
  {
    name: 'lease-times-out',
    module: 'server/lease.ts',
    from: 'free: freeOf(state.leases.values(), state.stock, variant),',
    to: 'free: freeOf([...state.leases.values()].filter(({ grant }) => (grant?.token ?? 0) > leaseToken(epoch, headSeq - 3)), state.stock, variant),',
    within: 3000,
  },
  {
    name: 'untaken-lease-is-free',
    module: 'core/domain/lease.ts',
    from: 'if (!grant || reclaim !== null) return 0',
    to: 'if (!grant || reclaim !== null || !arguments[0].taken) return 0',
    within: 3000,
  },
  {
    name: 'no-restore-fence',
    module: 'server/lease.ts',
    from: 'if (frozen) return answer(epoch, [], frozen)',
    to: '',
    within: 3000,
  },
  {
    name: 'lease-of-before-the-restore-is-taken',
    module: 'src/replica/leases.ts',
    from: 'if (isOutdated({ token }, epoch)) return { drafts: [] }',
    to: '',
    within: 3000,
  },
  {
    name: 'counter-of-own-entries-only',
    module: 'src/replica/engine.ts',
    from: 'this.#lamport = Math.max(this.#lamport, this.#state ? maxLamport(this.#state) : 0)',
    to: 'this.#lamport = 0',
    within: 500,
  },
]
