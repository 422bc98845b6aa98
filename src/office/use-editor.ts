/** A form over settings: as typed, judged when it is saved, written as one deed. */
import { type FormEvent, useState } from 'react'
import type { Patch } from '../../core/journal/settings.ts'
import type { Result } from '../../core/result.ts'
import { useApp, useStaff } from '../app/app-context.tsx'
import { writeSettings } from '../replica/deeds.ts'
import { failureText } from './failure-text.ts'
import { followForm, isSameForm } from './follow-form.ts'
import type { FieldProblems } from './typed.ts'

export interface EditorOptions<Form> {
  /** The settings as a form: the fields that nobody has typed in follow it (rule O19). */
  readonly opened: Form
  /** What saving writes, with only what differs; or what is wrong, by field. */
  readonly plan: (form: Form) => Result<readonly Patch[], FieldProblems>
  readonly onSaved: (form: Form) => void
}

export interface Editor<Form> {
  readonly form: Form
  readonly change: (part: Partial<Form>) => void
  readonly errors: FieldProblems
  /** About the whole form; null while all is well. */
  readonly problem: string | null
  readonly saving: boolean
  readonly changed: boolean
  readonly submit: (event: FormEvent<HTMLFormElement>) => void
  readonly keepOpen: () => void
}

/** What was typed stays until it is saved. A field is first judged when it is saved; then it is told when it is mended. */
export function useEditor<Form extends object>(options: EditorOptions<Form>): Editor<Form> {
  const { opened, plan, onSaved } = options
  const write = useWriter()
  const [form, setForm] = useFollowing(opened)
  const [errors, setErrors] = useState<FieldProblems>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const judge = (wanted: Form, unread: FieldProblems) => {
    const planned = plan(wanted)
    const found = { ...(planned.ok ? {} : planned.error), ...unread }
    setErrors(found)
    return planned.ok && Object.keys(found).length === 0 ? planned.value : null
  }
  const change = (part: Partial<Form>) => {
    const wanted = { ...form, ...part }
    setForm(wanted)
    setProblem(null)
    if (Object.keys(errors).length > 0) judge(wanted, {})
  }
  const save = async (element: HTMLFormElement) => {
    const patches = judge(form, unreadFields(element))
    setProblem(patches ? null : 'Some fields need a look. Nothing that you typed is lost.')
    if (!patches) return focusFirstError(element)
    setSaving(true)
    const failure = await write(patches)
    setSaving(false)
    if (failure === null) onSaved(form)
    else setProblem(failure)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void save(event.currentTarget)
  }
  const keepOpen = () => setProblem('Save the changes, or press Cancel to drop them.')
  return { form, change, errors, problem, saving, changed: !isSameForm(form, opened), submit, keepOpen }
}

function useFollowing<Form extends object>(opened: Form) {
  const [held, setHeld] = useState({ form: opened, basis: opened })
  const isOlder = !isSameForm(held.basis, opened)
  const form = isOlder ? followForm(held.form, { basis: held.basis, opened }) : held.form
  if (isOlder) setHeld({ form, basis: opened })
  const setForm = (wanted: Form) => setHeld({ form: wanted, basis: opened })
  return [form, setForm] as const
}

/** Writes patches in the name of whoever works here; the answer is why it failed, in words, or null. */
export function useWriter(): (patches: readonly Patch[]) => Promise<string | null> {
  const { replica } = useApp()
  const staff = useStaff()
  return async (patches) => {
    const written = await writeSettings(replica, patches, staff?.id ?? null)
    return written.ok ? null : failureText(written.error)
  }
}

/** A date of which only a part was typed has no value, and would be taken for an empty one. */
function unreadFields(form: HTMLFormElement): FieldProblems {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[name]')]
  const unread = inputs.filter(({ validity }) => validity.badInput)
  return Object.fromEntries(
    unread.map(({ name }) => [name, 'This date is not whole: finish it or empty it.']),
  )
}

/** Once the errors are in the document: to the first field that has one. */
function focusFirstError(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
