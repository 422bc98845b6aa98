import type { SVGProps } from 'react'
import type { ReceiptCode } from './receipt-code.ts'

export interface CodeDrawingProps extends SVGProps<SVGSVGElement> {
  readonly code: ReceiptCode
  readonly label: string
}

/** A code, dark on what is behind it. */
export function CodeDrawing({ code: { size, path }, label, ...rest }: CodeDrawingProps) {
  return (
    <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={label} {...rest}>
      <path d={path} fill="#000" />
    </svg>
  )
}
