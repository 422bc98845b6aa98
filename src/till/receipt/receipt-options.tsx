import { useStore } from 'zustand'
import {
  LANGUAGE_FACTS,
  RECEIPT_LANGUAGES,
  type ReceiptLanguage,
} from '../../../core/domain/receipt-language.ts'
import { choosePaper, PAPER_WIDTHS_MM, paperStore } from './paper-width.ts'
import styles from './receipt-view.module.css'

export interface LanguageChoiceProps {
  /** What is being chosen, for screen readers. */
  readonly label: string
  readonly language: ReceiptLanguage
  readonly onChange: (language: ReceiptLanguage) => void
}

/** A language, each by its own name. */
export function LanguageChoice({ label, language, onChange }: LanguageChoiceProps) {
  return (
    <select
      className={styles.choice}
      aria-label={label}
      data-testid="receipt-language"
      value={language}
      onChange={({ target }) => {
        const chosen = RECEIPT_LANGUAGES.find((one) => one === target.value)
        if (chosen) onChange(chosen)
      }}
    >
      {RECEIPT_LANGUAGES.map((one) => (
        <option key={one} value={one} lang={one}>
          {LANGUAGE_FACTS[one].name}
        </option>
      ))}
    </select>
  )
}

/** How wide the roll in the printer is; kept with this device. */
export function PaperChoice() {
  const widthMm = useStore(paperStore, (paper) => paper.widthMm)
  return (
    <select
      className={styles.choice}
      aria-label="Width of the paper"
      data-testid="paper-width"
      value={widthMm}
      onChange={({ target }) => choosePaper(target.value)}
    >
      {PAPER_WIDTHS_MM.map((width) => (
        <option key={width} value={width}>
          {width} mm
        </option>
      ))}
    </select>
  )
}
