import type { CSSProperties } from 'react'
import { useState } from 'react'
import { monogram, type Product } from '../../../core/domain/product.ts'
import { cx } from '../../ui/cx.ts'
import { tintOf } from '../../ui/tint.ts'
import styles from './product-face.module.css'

export interface ProductFaceProps {
  readonly product: Pick<Product, 'name' | 'picture'>
  readonly large?: boolean
}

/** A product's picture, or its monogram on a tint of its own while there is none. */
export function ProductFace({ product: { name, picture }, large }: ProductFaceProps) {
  const { hue, strength } = tintOf(name)
  const tint = { '--hue': hue, '--strength': strength } as CSSProperties
  return (
    <span className={cx(styles.face, large && styles.large)} style={tint} aria-hidden>
      {monogram(name)}
      {picture && <Photo key={picture.hash} src={`/pictures/${picture.hash}-${large ? 320 : 160}.webp`} />}
    </span>
  )
}

function Photo({ src }: { readonly src: string }) {
  const [missing, setMissing] = useState(false)
  if (missing) return null
  return <img className={styles.photo} src={src} alt="" loading="lazy" onError={() => setMissing(true)} />
}
