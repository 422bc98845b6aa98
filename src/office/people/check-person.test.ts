import { describe, expect, test } from 'vitest'
import type { StaffId } from '../../../core/domain/ids.ts'
import type { Role, Staff } from '../../../core/domain/staff.ts'
import { checkPerson, isLastOwner, mayChange, type PersonForm, rolesGivenBy } from './check-person.ts'

const person = (name: string, role: Role): Staff => ({ id: name.toLowerCase() as StaffId, name, role })
const ada = person('Ada', 'owner')
const mika = person('Mika', 'manager')
const sam = person('Sam', 'cashier')
const everybody = [ada, mika, sam]

const form = (change: Partial<PersonForm> = {}): PersonForm => ({
  ...{ name: 'Jo', role: 'cashier', pin: '2580', pinAgain: '2580' },
  ...change,
})

const newcomer = { person: null, everybody }

describe('O8: people', () => {
  test('a new person needs a name of their own and a PIN, twice', () => {
    expect(checkPerson(form(), newcomer)).toEqual({})
    expect(checkPerson(form({ name: ' ' }), newcomer)).toHaveProperty('name')
    expect(checkPerson(form({ name: 'ada' }), newcomer)).toHaveProperty('name')
    expect(checkPerson(form({ pin: '', pinAgain: '' }), newcomer)).toHaveProperty('pin')
    expect(checkPerson(form({ pin: '1234', pinAgain: '1234' }), newcomer)).toHaveProperty('pin')
    expect(checkPerson(form({ pinAgain: '2581' }), newcomer)).toHaveProperty('pinAgain')
  })

  test('a known one keeps their PIN when none is typed, and may keep their name', () => {
    const same = form({ name: 'Sam', pin: '', pinAgain: '' })
    expect(checkPerson(same, { person: sam, everybody })).toEqual({})
    expect(checkPerson({ ...same, pinAgain: '2580' }, { person: sam, everybody })).toHaveProperty('pin')
  })

  test('there is always an owner', () => {
    const demoted = form({ name: 'Ada', role: 'manager', pin: '', pinAgain: '' })
    expect(checkPerson(demoted, { person: ada, everybody })).toHaveProperty('role')
    const second = person('Bo', 'owner')
    expect(checkPerson(demoted, { person: ada, everybody: [...everybody, second] })).toEqual({})
    expect(isLastOwner(everybody, ada.id)).toBe(true)
    expect(isLastOwner([...everybody, second], ada.id)).toBe(false)
  })

  test('managers let cashiers in and change nobody above them', () => {
    expect(rolesGivenBy('manager')).toEqual(['cashier'])
    expect(rolesGivenBy('cashier')).toEqual([])
    expect([ada, mika, sam].map((one) => mayChange(mika, one))).toEqual([false, true, true])
    expect([ada, mika, sam].map((one) => mayChange(ada, one))).toEqual([true, true, true])
    expect([ada, mika, sam].map((one) => mayChange(sam, one))).toEqual([false, false, true])
  })
})
