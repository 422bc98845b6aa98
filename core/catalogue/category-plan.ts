/** From a category's name in a file to one of the location's categories, made if it is missing. */
import type { CategoryId } from '../domain/ids.ts'
import { type Category, categoryIdOf } from '../domain/product.ts'
import type { Patch } from '../journal/settings.ts'
import { foldKey } from './clean-text.ts'

/** Resolves categories for one import; those that it had to make are in `patches`. */
export class CategoryPlan {
  readonly patches: Patch[] = []
  readonly #idByName = new Map<string, CategoryId>()
  readonly #nameById = new Map<CategoryId, string>()
  #position: number

  constructor(categories: readonly Category[]) {
    this.#position = Math.max(0, ...categories.map(({ position }) => position))
    for (const { id, name } of categories) {
      this.#nameById.set(id, name)
      if (!this.#idByName.has(foldKey(name))) this.#idByName.set(foldKey(name), id)
    }
  }

  /** By its name now, else by the name that it was made with: a renamed category is still found. */
  resolve(name: string): CategoryId {
    const known = this.#idByName.get(foldKey(name))
    if (known !== undefined) return known
    const id = categoryIdOf(name)
    if (!this.#nameById.has(id)) this.#make(id, name)
    this.#idByName.set(foldKey(name), id)
    return id
  }

  name(id: CategoryId | null): string | null {
    return id === null ? null : (this.#nameById.get(id) ?? id)
  }

  #make(id: CategoryId, name: string): void {
    this.#position += 1
    this.#nameById.set(id, name)
    // The id comes from the name, so a category that was removed once has it already: this brings it back.
    const fields = { name, position: this.#position, removed: false }
    this.patches.push({ record: 'category', id, fields })
  }
}
