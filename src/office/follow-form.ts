/** A form over settings that may change while it is open. Pure. */

/** Whether two forms hold the same. */
export const isSameForm = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * The form after the settings have changed elsewhere: what was typed stays, every other field follows. So saving
 * writes what the person changed, and takes nobody else's change back. `basis` is what the form was opened with.
 */
export function followForm<Form extends object>(
  form: Form,
  { basis, opened }: { readonly basis: Form; readonly opened: Form },
): Form {
  const fields = Object.keys(opened) as (keyof Form)[]
  const typed = fields.filter((field) => !isSameForm(form[field], basis[field]))
  return { ...opened, ...Object.fromEntries(typed.map((field) => [field, form[field]])) }
}
