import { type FC, use } from 'react'

/** A component whose code comes when it is first needed, or before, in idle time. */
export type Later<Props> = FC<Props> & { readonly prefetch: () => Promise<unknown> }

/**
 * Like `lazy`, but a part whose code is already here renders in the same frame, without a pass through the
 * fallback: a sheet must not blink. A failed fetch is forgotten, so that the next try asks again.
 */
export function later<Props extends object>(load: () => Promise<FC<Props>>): Later<Props> {
  let loaded: FC<Props> | null = null
  let pending: Promise<FC<Props>> | null = null
  const prefetch = () => {
    pending ??= load().then((part) => {
      loaded = part
      return part
    })
    pending.catch(() => {
      pending = null
    })
    return pending
  }
  // biome-ignore lint/correctness/noComponentHookFactories: called once a part, at module level, as `lazy` is.
  const Part = (props: Props) => {
    const Loaded = loaded ?? use(prefetch())
    return <Loaded {...props} />
  }
  return Object.assign(Part, { prefetch })
}
