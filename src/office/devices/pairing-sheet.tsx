import { useEffect, useState } from 'react'
import type { DeviceId } from '../../../core/domain/ids.ts'
import type { PairingCodeAnswer } from '../../../core/protocol/identity.ts'
import type { Result } from '../../../core/result.ts'
import { useApp } from '../../app/app-context.tsx'
import type { EndpointProblem } from '../../app/endpoint.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './devices.module.css'

interface Pairing extends PairingCodeAnswer {
  readonly link: string
  readonly size: number
  /** An SVG path of the code's dark modules. */
  readonly path: string
}

export interface PairingSheetProps {
  /** The device in whose place the new one comes; null for one more. */
  readonly replaces: DeviceId | null
  readonly onClose: () => void
}

/** A code for one more device, to be scanned or typed within its minutes. */
export function PairingSheet({ replaces, onClose }: PairingSheetProps) {
  const { endpoint } = useApp()
  const [answer, setAnswer] = useState<Result<Pairing, EndpointProblem> | null>(null)
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` counts the wishes for a fresh code.
  useEffect(() => {
    let wanted = true
    setAnswer(null)
    void endpoint
      .newPairingCode(replaces)
      .then((made) => (made.ok ? toPairing(made.value) : made))
      .then((made) => wanted && setAnswer(made))
    return () => {
      wanted = false
    }
  }, [endpoint, replaces, asked])
  const again = () => setAsked((count) => count + 1)
  return (
    <Sheet
      title={replaces === null ? 'Pair another device' : 'Pair the tablet that takes its place'}
      onClose={onClose}
      testId="pairing-sheet"
    >
      {answer === null && <p role="status">Asking for a code …</p>}
      {answer?.ok === false && <NoCode problem={answer.error} onAgain={again} />}
      {answer?.ok && <Code key={answer.value.code} pairing={answer.value} onAgain={again} />}
    </Sheet>
  )
}

async function toPairing(answer: PairingCodeAnswer): Promise<Result<Pairing, EndpointProblem>> {
  const { encode } = await import('uqr')
  const link = `${window.location.origin}/#pair=${answer.code}`
  const { data, size } = encode(link, { ecc: 'M', border: 3 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { ok: true, value: { ...answer, link, size, path } }
}

function NoCode({ problem, onAgain }: { problem: EndpointProblem; onAgain: () => void }) {
  return (
    <>
      <p className={styles.problem} role="alert">
        {problem.kind === 'unreachable'
          ? 'Pairing needs the network, which is away now. Selling goes on without it.'
          : problem.message}
      </p>
      <Button onClick={onAgain}>Try again</Button>
    </>
  )
}

function Code({ pairing, onAgain }: { pairing: Pairing; onAgain: () => void }) {
  const left = useSecondsLeft(pairing.validForSeconds)
  if (left === 0) {
    return (
      <>
        <p role="status">
          This code has run out. Codes live for a few minutes only, so that nobody finds one later.
        </p>
        <Button look="go" onClick={onAgain}>
          Show a fresh code
        </Button>
      </>
    )
  }
  return (
    <>
      <p>Scan this with the other device’s camera, or open its address there and type the code.</p>
      <svg
        className={styles.qr}
        viewBox={`0 0 ${pairing.size} ${pairing.size}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label="Code that pairs another device"
        data-testid="pairing-qr"
        data-link={pairing.link}
      >
        <path d={pairing.path} fill="#000" />
      </svg>
      <p className={styles.code} data-testid="pairing-code">
        {pairing.code}
      </p>
      <p className={styles.quiet}>
        {window.location.origin} · once, within {Math.ceil(left / 60)} min
      </p>
    </>
  )
}

/** Counts down by the seconds that pass here; which hour it is does not matter. */
function useSecondsLeft(total: number): number {
  const [left, setLeft] = useState(total)
  useEffect(() => {
    const begun = performance.now()
    const timer = setInterval(() => {
      setLeft(Math.max(0, total - Math.floor((performance.now() - begun) / 1000)))
    }, 1000)
    return () => clearInterval(timer)
  }, [total])
  return left
}
