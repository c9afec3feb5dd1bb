import { AppError } from '#shared/errors.ts';

const keptViews = 12;

/** Lists on screen: for each an array of ids that stays as it is while the library changes. */
export class Views {
  readonly #views = new Map<string, Int32Array>();
  #next = 1;

  /** Keeps an order of ids and names it; the view used longest ago is forgotten. */
  add(ids: Int32Array): string {
    const id = `view-${this.#next++}`;
    this.#views.set(id, ids);
    if (this.#views.size > keptViews) this.#views.delete(this.#views.keys().next().value as string);
    return id;
  }

  get(id: string): Int32Array {
    const ids = this.#views.get(id);
    if (!ids) throw new AppError('NOT_FOUND', 'This list is no longer kept. Open it again.', { view: id });
    this.#views.delete(id);
    this.#views.set(id, ids);
    return ids;
  }
}
