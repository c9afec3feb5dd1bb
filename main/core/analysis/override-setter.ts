import type { FieldSetter } from '#core/history/field-setters.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { type Override, override } from '#shared/contract/analysis.ts';
import { overrideTracks } from './override-tracks.ts';

/** Values set by hand and the ones before (of `overrideTracks`), as the history keeps them. */
export function overrideChanges(overrides: readonly Override[], before: readonly Override[]): ValueChange[] {
  const old = [...before].reverse();
  let at = 0;
  return overrides.flatMap(({ id, field, value }) => {
    const known = old[at];
    // Tracks that are gone were passed over.
    if (known?.id !== id || known.field !== field) return [];
    at += 1;
    return [
      { trackId: id, field: `override:${field}`, oldValue: known.value as JsonValue, newValue: value as JsonValue },
    ];
  });
}

/** Sets 'override:bpm' and the like. */
export const setOverrideFields: FieldSetter = (db, values, { now }) => {
  const overrides = values.map(({ trackId, field, value }) =>
    override.parse({ id: trackId, field: field.slice('override:'.length), value }),
  );
  overrideTracks(db, overrides, now);
};
