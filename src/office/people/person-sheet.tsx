import { useState } from 'react'
import type { Staff } from '../../../core/domain/staff.ts'
import { useApp, useStaff, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { NumberField, SelectField, TextField } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { dismissToast, say } from '../../ui/toast-store.ts'
import { failureText } from '../failure-text.ts'
import {
  checkPerson,
  isLastOwner,
  type PersonErrors,
  type PersonForm,
  ROLE_WORDS,
  rolesGivenBy,
} from './check-person.ts'
import styles from './people.module.css'
import { savePerson, setPersonRemoved } from './people-deeds.ts'

export interface PersonSheetProps {
  /** null: a new one. */
  readonly person: Staff | null
  readonly onClose: () => void
}

/** One person, let in or changed. */
export function PersonSheet({ person, onClose }: PersonSheetProps) {
  const editor = usePersonEditor(person, onClose)
  const { form, change, errors, problem, saving } = editor
  return (
    <Sheet title={person ? person.name : 'New person'} onClose={onClose} testId="person-sheet">
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void editor.save()
        }}
      >
        <TextField
          label="Name"
          value={form.name}
          onChange={(name) => change({ name })}
          error={errors.name ?? null}
          autoComplete="off"
          data-autofocus=""
          data-testid="person-name"
        />
        <RoleField {...{ person, form, change, errors }} />
        <PinFields {...{ person, form, change, errors }} />
        {problem !== null && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={styles.actions}>
          <Button look="go" type="submit" disabled={saving} data-testid="person-save">
            {person ? 'Save' : 'Let them in'}
          </Button>
          {person && <RemovePerson person={person} onClose={onClose} />}
        </div>
      </form>
    </Sheet>
  )
}

interface PartProps {
  readonly person: Staff | null
  readonly form: PersonForm
  readonly change: (part: Partial<PersonForm>) => void
  readonly errors: PersonErrors
}

/** Only the roles that one's own role may give; the role that somebody has is always among them. */
function RoleField({ person, form, change, errors }: PartProps) {
  const me = useStaff()
  const given = rolesGivenBy(me?.role ?? 'cashier')
  const roles = person && !given.includes(person.role) ? [person.role] : given
  return (
    <SelectField
      label="Role"
      value={form.role}
      onChange={(role) => change({ role: role as PersonForm['role'] })}
      options={roles.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
      error={errors.role ?? null}
      hint={me?.role === 'manager' ? 'Only an owner can make managers and owners' : null}
      data-testid="person-role"
    />
  )
}

function PinFields({ person, form, change, errors }: PartProps) {
  const shared = { type: 'password', inputMode: 'numeric', autoComplete: 'new-password' } as const
  return (
    <div className={styles.pair}>
      <NumberField
        label={person ? 'New PIN' : 'PIN'}
        hint={person ? 'Empty: it stays as it is' : 'Four to eight digits'}
        value={form.pin}
        onChange={(pin) => change({ pin })}
        error={errors.pin ?? null}
        data-testid="person-pin"
        {...shared}
      />
      <NumberField
        label="The same again"
        value={form.pinAgain}
        onChange={(pinAgain) => change({ pinAgain })}
        error={errors.pinAgain ?? null}
        data-testid="person-pin-again"
        {...shared}
      />
    </div>
  )
}

function usePersonEditor(person: Staff | null, onClose: () => void) {
  const { replica, session } = useApp()
  const everybody = useViews((views) => views.staff)
  const me = useStaff()
  const [form, setForm] = useState<PersonForm>({
    ...{ name: person?.name ?? '', role: person?.role ?? 'cashier', pin: '', pinAgain: '' },
  })
  const [errors, setErrors] = useState<PersonErrors>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const save = async () => {
    const found = checkPerson(form, { person, everybody })
    setErrors(found)
    setProblem(null)
    if (Object.keys(found).length > 0) return
    setSaving(true)
    // Whoever worked alone until now stays who they are.
    if (me) session.setState({ staff: me.id })
    const saved = await savePerson(replica, { form, person, by: me?.id ?? null })
    setSaving(false)
    if (!saved.ok) return setProblem(failureText(saved.error))
    say(person ? `${form.name.trim()} saved` : `${form.name.trim()} can sign in now`)
    onClose()
  }
  const change = (part: Partial<PersonForm>) => setForm({ ...form, ...part })
  return { form, change, errors, problem, saving, save }
}

/** No question before, but a way back after. */
function RemovePerson({ person, onClose }: { person: Staff; onClose: () => void }) {
  const { replica } = useApp()
  const everybody = useViews((views) => views.staff)
  const me = useStaff()
  if (person.id === me?.id || isLastOwner(everybody, person.id)) return null
  const set = async (removed: boolean) => {
    const written = await setPersonRemoved(replica, { id: person.id, removed, by: me?.id ?? null })
    if (!written.ok) say(failureText(written.error), { tone: 'stop' })
    return written.ok
  }
  const remove = async () => {
    if (!(await set(true))) return
    onClose()
    const undo = () => void set(false).then(dismissToast)
    const words = `${person.name} removed. What they sold stays theirs.`
    say(words, { action: { label: 'Undo', run: undo } })
  }
  return (
    <Button look="stop" onClick={() => void remove()} data-testid="person-remove">
      Remove
    </Button>
  )
}
