/**
 * Draws an icon of lucide: what its own `createLucideIcon` does as far as `Icon` uses it. A build puts this one in
 * that one's place (`scripts/slim-libraries.ts`).
 */
import { createElement, type FC, type SVGProps } from 'react'

export interface IconDrawing {
  /** What is drawn, on a field of 24 by 24. */
  readonly node: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[]
}

/** The component of a drawing; other attributes go onto its `svg` as they are. */
export function createIcon({ node }: IconDrawing): FC<SVGProps<SVGSVGElement> & { readonly size?: number }> {
  const children = node.map(([tag, attributes]) => createElement(tag, attributes))
  return ({ size = 24, ...attributes }) =>
    createElement(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        width: size,
        height: size,
        viewBox: '0 0 24 24',
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 2,
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
        className: 'lucide',
        ...attributes,
      },
      ...children,
    )
}
