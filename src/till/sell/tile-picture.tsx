import { type CSSProperties, memo, useEffect, useState } from 'react'
import { monogram } from '../../../core/domain/product.ts'
import { cx } from '../../ui/cx.ts'
import { tintOf } from '../../ui/tint.ts'
import styles from './tile-picture.module.css'

export interface TilePictureProps {
  readonly name: string
  /** Where the picture lies; null: no photo is no problem. */
  readonly src: string | null
  readonly thumbhash: string | null
  readonly className?: string | undefined
}

/** A product's face: its monogram on its own tint, its ThumbHash over it, and its photo once it has come. */
export const TilePicture = memo(function TilePicture({ name, src, thumbhash, className }: TilePictureProps) {
  const { hue, strength } = tintOf(name)
  const tint = { '--hue': hue, '--strength': strength } as CSSProperties
  return (
    <span className={cx(styles.picture, className)} style={tint} aria-hidden>
      {monogram(name)}
      {src && <Photo key={src} src={src} thumbhash={thumbhash} />}
    </span>
  )
})

/** A photo that does not come (never cached, no network) leaves the monogram in its place. */
function Photo({ src, thumbhash }: { readonly src: string; readonly thumbhash: string | null }) {
  const [state, setState] = useState<'waiting' | 'shown' | 'missing'>('waiting')
  const placeholder = useThumb(thumbhash)
  if (state === 'missing') return null
  return (
    <>
      {placeholder && state === 'waiting' && <img className={styles.layer} src={placeholder} alt="" />}
      <img
        className={cx(styles.layer, styles.photo)}
        data-state={state}
        src={src}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={() => setState('shown')}
        onError={() => setState('missing')}
      />
    </>
  )
}

const thumbs = new Map<string, string>()

function useThumb(thumbhash: string | null): string | null {
  const [url, setUrl] = useState<string | null>(thumbhash ? (thumbs.get(thumbhash) ?? null) : null)
  useEffect(() => {
    if (!thumbhash || thumbs.has(thumbhash)) return
    let wanted = true
    void import('./thumb.ts').then(({ thumbUrl }) => {
      const made = thumbUrl(thumbhash)
      thumbs.set(thumbhash, made)
      if (wanted) setUrl(made)
    })
    return () => {
      wanted = false
    }
  }, [thumbhash])
  return url
}
