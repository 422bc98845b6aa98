import { useEffect, useMemo, useState } from 'react'
import type { DevicesAnswer } from '../../../core/protocol/devices.ts'
import { useApp, useSync } from '../../app/app-context.tsx'
import type { EndpointProblem } from '../../app/endpoint.ts'
import { useLedger } from '../../app/use-ledger.ts'
import { knownDevices, type ListedDevice, listDevices } from './device-list.ts'

export interface Devices {
  readonly devices: readonly ListedDevice[]
  /** What the endpoint said last, and when by this device's running clock, in ms; null before it has. */
  readonly answer: DevicesAnswer | null
  /** Why it does not say now; null while it does. */
  readonly problem: EndpointProblem | null
}

/** Asked again this often while the screen is open, and when the line changes. */
const EVERY_MS = 5000

/** What this device knows of all devices, with what the endpoint adds while it is reached. */
export function useDevices(): Devices {
  const { endpoint, replica } = useApp()
  const known = useLedger(knownDevices)
  const line = useSync((status) => status.state)
  const [answer, setAnswer] = useState<DevicesAnswer | null>(null)
  const [problem, setProblem] = useState<EndpointProblem | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed line is a reason to ask at once.
  useEffect(() => {
    let wanted = true
    const ask = async () => {
      if (document.visibilityState === 'hidden') return
      const asked = await endpoint.devices()
      if (!wanted) return
      setProblem(asked.ok ? null : asked.error)
      // An older answer beside a dead line would be taken for the present.
      setAnswer(asked.ok ? asked.value : null)
    }
    void ask()
    const timer = setInterval(() => void ask(), EVERY_MS)
    return () => {
      wanted = false
      clearInterval(timer)
    }
  }, [endpoint, line])
  const own = replica.identity.device
  const devices = useMemo(() => (known ? listDevices(known, answer, own) : []), [known, answer, own])
  return { devices, answer, problem }
}
