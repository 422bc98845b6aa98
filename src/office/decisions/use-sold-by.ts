import { useMemo } from 'react'
import { formatMoment } from '../../../core/domain/format.ts'
import type { DeviceId, VariantId } from '../../../core/domain/ids.ts'
import type { Decision } from '../../../core/journal/decision.ts'
import type { WordsContext } from '../../../core/journal/decision-words.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'

/** Who sold what is oversold, and when last: "sold by Till A and Till C, last 23 Nov 2026, 14:09". */
export function useSoldBy(
  decisions: readonly Decision[],
  context: WordsContext,
): ReadonlyMap<VariantId, string> {
  const { replica, locale } = useApp()
  const { zone } = useLocation()
  const version = useViews((views) => views.salesVersion)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sales are changed in place; the version tells when.
  return useMemo(() => {
    const wanted = new Set(
      decisions.flatMap(({ kind, variant }) => (kind === 'oversold' && variant ? [variant] : [])),
    )
    const sellers = sellersOf(replica.store.getState().sales.values(), wanted)
    return new Map(
      [...sellers].map(([variant, { devices, lastAt }]) => {
        const names = new Intl.ListFormat(locale).format([...devices].map(context.device))
        return [variant, `sold by ${names}, last ${formatMoment(lastAt, zone, locale)}`]
      }),
    )
  }, [decisions, context, version, replica, locale, zone])
}

interface Sellers {
  readonly devices: Set<DeviceId>
  lastAt: number
}

/** One walk over the sales for all that is asked of; a moment is a label, the latest one is shown. */
function sellersOf(
  sales: Iterable<SaleRecord>,
  wanted: ReadonlySet<VariantId>,
): ReadonlyMap<VariantId, Sellers> {
  const sellers = new Map<VariantId, Sellers>()
  if (wanted.size === 0) return sellers
  for (const { moved, device, at, voided } of sales) {
    if (voided) continue
    for (const [variant] of moved) {
      if (!wanted.has(variant)) continue
      const known = sellers.get(variant) ?? { devices: new Set<DeviceId>(), lastAt: at }
      known.devices.add(device)
      known.lastAt = Math.max(known.lastAt, at)
      sellers.set(variant, known)
    }
  }
  return sellers
}
