import { expect, test } from 'vitest'
import { followForm } from './follow-form.ts'

test('O19: while a form is open, what was typed stays and every other field follows the settings', () => {
  const basis = { name: 'Pier', limit: '10', rates: ['7'] }
  const opened = { name: 'Quay', limit: '15', rates: ['7', '19'] }
  expect(followForm(basis, { basis, opened })).toEqual(opened)
  expect(followForm({ ...basis, limit: '12' }, { basis, opened })).toEqual({ ...opened, limit: '12' })
  expect(followForm({ ...basis, rates: [] }, { basis, opened })).toEqual({ ...opened, rates: [] })
})
