import { describe, expect, it } from 'vitest'
import { receiptLink, textOfLink } from './receipt-link.ts'

const TEXT = 'Saltworks Pop-up\nReceipt A-000412\n\n2 × Sunset Risograph A3  €56.00\n\nTotal €89.00\n'.repeat(
  4,
)

describe('receiptLink', () => {
  it('brings the text back as it was', async () => {
    const link = await receiptLink('https://till.example', TEXT)
    expect(link).toMatch(/^https:\/\/till\.example\/r#[\w-]+$/)
    expect(await textOfLink(new URL(link).hash)).toBe(TEXT)
  })
  it('is shorter than the text', async () => {
    expect((await receiptLink('', TEXT)).length).toBeLessThan(TEXT.length)
  })
  it('answers nothing for nonsense', async () => {
    expect(await textOfLink('#')).toBeNull()
    expect(await textOfLink('#nonsense')).toBeNull()
    expect(await textOfLink('#%%%')).toBeNull()
  })
})
