/** What may be written about a person, and by whom. Pure. */
import type { StaffId } from '../../../core/domain/ids.ts'
import { pinProblem } from '../../../core/domain/pin.ts'
import type { Role, Staff } from '../../../core/domain/staff.ts'

export interface PersonForm {
  readonly name: string
  readonly role: Role
  /** Empty: the PIN stays as it is. */
  readonly pin: string
  readonly pinAgain: string
}

export type PersonErrors = Partial<Record<keyof PersonForm, string>>

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  cashier: 'Cashier',
  manager: 'Manager',
  owner: 'Owner',
}

/** Owners give any role; managers let cashiers in, and change nobody above them. */
export const rolesGivenBy = (role: Role): readonly Role[] =>
  role === 'owner' ? ['cashier', 'manager', 'owner'] : role === 'manager' ? ['cashier'] : []

/** Whether `by` may change this person: everybody may give themselves a new PIN and name. */
export const mayChange = (by: Staff, person: Staff): boolean =>
  by.id === person.id || rolesGivenBy(by.role).includes(person.role)

/** Somebody must always be able to let the others in. */
export const isLastOwner = (everybody: readonly Staff[], id: StaffId): boolean =>
  everybody.filter(({ role }) => role === 'owner').every((owner) => owner.id === id)

export interface CheckContext {
  /** null: the person is new, and needs a PIN. */
  readonly person: Staff | null
  readonly everybody: readonly Staff[]
}

/** What is wrong with the form, field by field; empty when nothing is. */
export function checkPerson(form: PersonForm, { person, everybody }: CheckContext): PersonErrors {
  const errors: PersonErrors = {}
  const name = form.name.trim()
  const isOther = (other: Staff) => other.id !== person?.id
  if (name === '' || name.length > 60) errors.name = 'Write a name of up to 60 characters.'
  else if (everybody.some((other) => isOther(other) && other.name.toLowerCase() === name.toLowerCase()))
    errors.name = 'Somebody has this name already. Add a letter, so that they can be told apart.'
  if (person?.role === 'owner' && form.role !== 'owner' && isLastOwner(everybody, person.id))
    errors.role = 'The only owner stays owner. Make another person owner first.'
  const wantsPin = person === null || form.pin !== '' || form.pinAgain !== ''
  const flaw = wantsPin ? pinProblem(form.pin) : null
  if (flaw !== null) errors.pin = flaw
  else if (wantsPin && form.pin !== form.pinAgain) errors.pinAgain = 'The two PINs are not the same.'
  return errors
}
