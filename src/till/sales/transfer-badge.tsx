import { Badge } from '../../ui/badge.tsx'

const LOOKS = { awaited: ['warn', 'Awaited'], failed: ['stop', 'Not come'] } as const

/** Money by transfer that nobody has seen yet, or that has not come. */
export function TransferBadge({ mark }: { readonly mark: keyof typeof LOOKS | null }) {
  if (mark === null) return null
  const [tone, words] = LOOKS[mark]
  return <Badge tone={tone}>{words}</Badge>
}
