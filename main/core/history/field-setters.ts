import type { Db } from '#core/db/query.ts';
import type { JsonValue } from './operations.repository.ts';

export type FieldValue = { trackId: number; field: string; value: JsonValue };

/** What an operation that sets values knows of itself. */
export type SetterContext = { now: number; operationId: number };

/**
 * Sets values of tracks, for undoing and doing again; runs inside the operation's transaction. Tracks that are gone are
 * passed over. Values are in the order they must be set in.
 */
export type FieldSetter = (db: Db, values: readonly FieldValue[], context: SetterContext) => void;

/** By what stands before the ':' of a field, or the whole of it. */
export type FieldSetters = Readonly<Record<string, FieldSetter>>;

/** Sets each value through the setter of its field; fields of one setter go together. */
export function setFields(db: Db, setters: FieldSetters, values: readonly FieldValue[], context: SetterContext): void {
  const groups = new Map<string, FieldValue[]>();
  for (const value of values) {
    const prefix = value.field.split(':', 1)[0] as string;
    const group = groups.get(prefix);
    if (group) group.push(value);
    else groups.set(prefix, [value]);
  }
  for (const [prefix, group] of groups) {
    const setter = setters[prefix];
    if (!setter) throw new Error(`No setter for the field ${prefix}: name it in core.ts`);
    setter(db, group, context);
  }
}
