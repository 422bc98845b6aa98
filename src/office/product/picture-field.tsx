import ImageUp from 'lucide-react/icons/image-up'
import { useId, useState } from 'react'
import type { Picture } from '../../../core/domain/product.ts'
import { MAX_PICTURE_BYTES } from '../../../core/protocol/picture.ts'
import type { Result } from '../../../core/result.ts'
import { useApp } from '../../app/app-context.tsx'
import type { EndpointProblem } from '../../app/endpoint.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProductFace } from './product-face.tsx'
import styles from './product-sheet.module.css'

export interface PictureFieldProps {
  /** The product's, for the monogram while there is no picture. */
  readonly name: string
  readonly picture: Picture | null
  readonly onChange: (picture: Picture | null) => void
}

/** A picture from this device, resized by the endpoint. Without a network the product is saved without it. */
export function PictureField({ name, picture, onChange }: PictureFieldProps) {
  const { endpoint } = useApp()
  const id = useId()
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  })
  const upload = async (file: File | undefined) => {
    if (!file) return
    setState({ busy: true, problem: null })
    const problem = tooLarge(file) ?? keep(await endpoint.uploadPicture(file), onChange)
    setState({ busy: false, problem })
  }
  return (
    <div className={styles.picture}>
      <ProductFace product={{ name: name || '?', picture }} large />
      <div className={styles.pictureWords}>
        <label htmlFor={id} className={styles.upload} aria-busy={state.busy}>
          <Icon of={ImageUp} />
          {state.busy ? 'Sending the picture …' : picture ? 'Another picture' : 'Choose a picture'}
          <input
            id={id}
            type="file"
            accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
            className="visually-hidden"
            disabled={state.busy}
            data-testid="product-picture"
            onChange={(event) => {
              void upload(event.target.files?.[0])
              event.target.value = ''
            }}
          />
        </label>
        {picture && (
          <Button look="plain" onClick={() => onChange(null)}>
            Without a picture
          </Button>
        )}
        {state.problem !== null && (
          <p className={styles.problem} role="alert">
            {state.problem}
          </p>
        )}
      </div>
    </div>
  )
}

const tooLarge = (file: File): string | null =>
  file.size > MAX_PICTURE_BYTES ? 'The picture is larger than 12 MB: choose a smaller one.' : null

function keep(answer: Result<Picture, EndpointProblem>, onChange: (picture: Picture) => void): string | null {
  if (answer.ok) onChange(answer.value)
  else if (answer.error.kind === 'unreachable')
    return 'A picture needs the network, which is away now. Save the product and add the picture later.'
  return answer.ok ? null : answer.error.message
}
