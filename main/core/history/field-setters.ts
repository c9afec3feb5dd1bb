import type { Db } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from './operations.repository.ts';

export type FieldValue = { trackId: number; field: string; value: JsonValue };

/** A value of a playlist, a tracklist, or what else has a setter. */
export type ItemValue = { itemId: number; field: string; value: JsonValue };

/** What an operation that sets values knows of itself. */
export type SetterContext = { now: number; operationId: number };

/**
 * Sets values of tracks, for undoing and doing again; runs inside the operation's transaction. Tracks that are gone are
 * passed over. Values are in the order they must be set in.
 */
export type FieldSetter = (db: Db, values: readonly FieldValue[], context: SetterContext) => void;

/** The same for items; one that is gone is passed over, but for its 'whole', which makes it again. */
export type ItemSetter = (db: Db, values: readonly ItemValue[], context: SetterContext) => void;

/** By what stands before the ':' of a field, or the whole of it. */
export type FieldSetters = {
  tracks: Readonly<Record<string, FieldSetter>>;
  items: Readonly<Record<string, ItemSetter>>;
};

/** Sets the new values through the setters of their fields; fields of one setter go together. */
export function setFields(
  db: Db,
  setters: FieldSetters,
  changes: readonly ValueChange[],
  context: SetterContext,
): void {
  const tracks = new Map<string, FieldValue[]>();
  const items = new Map<string, ItemValue[]>();
  for (const { trackId, itemId, field, newValue: value } of changes) {
    if (trackId !== undefined) addTo(tracks, { trackId, field, value });
    else addTo(items, { itemId, field, value });
  }
  for (const [prefix, group] of tracks) find(setters.tracks, prefix)(db, group, context);
  for (const [prefix, group] of items) find(setters.items, prefix)(db, group, context);
}

function addTo<Value extends { field: string }>(groups: Map<string, Value[]>, value: Value): void {
  const prefix = value.field.split(':', 1)[0] as string;
  const group = groups.get(prefix);
  if (group) group.push(value);
  else groups.set(prefix, [value]);
}

function find<Setter>(setters: Readonly<Record<string, Setter>>, prefix: string): Setter {
  const setter = setters[prefix];
  if (!setter) throw new Error(`No setter for the field ${prefix}: name it in main/core/field-setters.ts`);
  return setter;
}
