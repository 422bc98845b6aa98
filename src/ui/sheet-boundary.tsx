import { Component, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Sheet } from './sheet.tsx'

export interface SheetBoundaryProps {
  readonly onClose: () => void
  readonly children: ReactNode
}

/** When a sheet cannot be shown (its code has not arrived, or it broke): the surface below stays as it is. */
export class SheetBoundary extends Component<SheetBoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <Sheet place="middle" title="This part is not here" onClose={this.props.onClose}>
        <p>It has not been loaded yet, or it broke. The cart and all recorded sales are safe.</p>
        <p>
          Try once more; without a network, connect once so that the app can be kept whole on this device.
        </p>
        <Button wide onClick={() => this.setState({ broken: false })}>
          Try again
        </Button>
      </Sheet>
    )
  }
}
