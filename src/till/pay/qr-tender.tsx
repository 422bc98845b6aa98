import { useState } from 'react'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { OnlineStart } from './online-tender.tsx'
import { type QrMeans, useQrMeans } from './qr-means.ts'
import { TransferTender } from './transfer-tender.tsx'

/** A code on the screen: a bank transfer, or a provider's page. */
export function QrTender() {
  const means = useQrMeans()
  const [chosen, setChosen] = useState(0)
  const one = means[chosen] ?? means[0]
  if (!one) return null
  return (
    <>
      {means.length > 1 && (
        <SegmentedControl
          label="Which code"
          value={String(chosen)}
          onChange={(value) => setChosen(Number(value))}
          options={means.map(({ label, kind }, index) => ({
            value: String(index),
            label,
            testId: `qr-${kind}`,
          }))}
        />
      )}
      <QrForm key={chosen} means={one} />
    </>
  )
}

const QrForm = ({ means }: { readonly means: QrMeans }) =>
  means.kind === 'online' ? <OnlineStart test={means.test} /> : <TransferTender payee={means.payee} />
