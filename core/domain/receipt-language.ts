/** The languages of a receipt: which there are, and which one a customer gets. */
import { AR } from './receipt-words/ar.ts'
import { DE } from './receipt-words/de.ts'
import { EN } from './receipt-words/en.ts'
import { ES } from './receipt-words/es.ts'
import { FR } from './receipt-words/fr.ts'
import { IT } from './receipt-words/it.ts'
import { NL } from './receipt-words/nl.ts'
import { PT } from './receipt-words/pt.ts'
import type { ReceiptWords } from './receipt-words/receipt-words.ts'

export const RECEIPT_LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'ar'] as const
export type ReceiptLanguage = (typeof RECEIPT_LANGUAGES)[number]

export interface LanguageFacts {
  /** As its speakers call it. */
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  /** How figures and dates are written where nobody has named a region. */
  readonly locale: string
  readonly words: ReceiptWords
}

export const LANGUAGE_FACTS: Readonly<Record<ReceiptLanguage, LanguageFacts>> = {
  en: { name: 'English', direction: 'ltr', locale: 'en-GB', words: EN },
  de: { name: 'Deutsch', direction: 'ltr', locale: 'de', words: DE },
  fr: { name: 'Français', direction: 'ltr', locale: 'fr', words: FR },
  es: { name: 'Español', direction: 'ltr', locale: 'es', words: ES },
  it: { name: 'Italiano', direction: 'ltr', locale: 'it', words: IT },
  nl: { name: 'Nederlands', direction: 'ltr', locale: 'nl', words: NL },
  pt: { name: 'Português', direction: 'ltr', locale: 'pt-PT', words: PT },
  ar: { name: 'العربية', direction: 'rtl', locale: 'ar', words: AR },
}

/** The first of these tags whose language we speak; English where we speak none. */
export function firstLanguage(tags: readonly string[]): ReceiptLanguage {
  for (const tag of tags) {
    const language = partsOf(tag)?.language
    const known = RECEIPT_LANGUAGES.find((one) => one === language)
    if (known) return known
  }
  return 'en'
}

/** The language with a region, from the first of these tags that has both: de-CH writes 1’234.50, de 1.234,50. */
export function localeOf(language: ReceiptLanguage, tags: readonly string[]): string {
  for (const tag of tags) {
    const parts = partsOf(tag)
    if (parts?.language === language && parts.region) return `${language}-${parts.region}`
  }
  return LANGUAGE_FACTS[language].locale
}

/** People type these: whatever does not look like a tag is none, because Intl throws at it. */
function partsOf(tag: string): { readonly language: string; readonly region: string | null } | null {
  const [, language, region] =
    /^([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2}))?(?:[-_]|$)/i.exec(tag.trim()) ?? []
  if (language === undefined) return null
  return { language: language.toLowerCase(), region: region?.toUpperCase() ?? null }
}
