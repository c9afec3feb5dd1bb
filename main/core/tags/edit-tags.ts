import type { Db } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { TagEditRequest } from '#shared/contract/tags.ts';
import { AppError } from '#shared/errors.ts';
import { cleanValues, type EditField, joinValues } from '#shared/tags/edit-fields.ts';
import { listEdits, markEdited, saveEdit } from './tag-edits.repository.ts';
import { historyField } from './tag-history.ts';
import { listTagged, type TaggedTrack } from './tag-values.ts';

/** What a field of one track is to be; null gives the file's value back. */
export type WantedEdit = { trackId: number; field: EditField; values: readonly string[] | null };

/**
 * The lists that files hold for fields whose column joined them: needed where a value is added to or taken from a list.
 * Undefined where the file cannot be asked.
 */
export type ListOfFile = (trackId: number, field: EditField) => readonly string[] | undefined;

/** Makes requests into one wish for each track and field. Throws INVALID_INPUT where a value cannot stand in a field. */
export function planEdits(db: Db, requests: readonly TagEditRequest[], listOfFile: ListOfFile): WantedEdit[] {
  const wanted = new Map<string, WantedEdit>();
  for (const request of requests) {
    const { ids, field, mode } = request;
    const values = checkedValues(request);
    for (const track of mode === 'set' ? ids.map((id) => ({ id })) : listTagged(db, ids)) {
      const key = `${track.id} ${field}`;
      const before = wanted.get(key)?.values ?? undefined;
      const list = mode === 'set' ? values : changedList(track as TaggedTrack, request, values, before, listOfFile);
      if (list) wanted.set(key, { trackId: track.id, field, values: list });
    }
  }
  return [...wanted.values()];
}

/** Values as they are kept. Throws INVALID_INPUT. */
export function checkedValues({ field, values }: Pick<TagEditRequest, 'field' | 'values'>): string[] {
  const clean = cleanValues(field, values);
  if ('values' in clean) return clean.values;
  throw new AppError('INVALID_INPUT', 'That value cannot stand in this field.', { field, fault: clean.fault });
}

function changedList(
  track: TaggedTrack,
  { field, mode }: TagEditRequest,
  values: readonly string[],
  planned: readonly string[] | undefined,
  listOfFile: ListOfFile,
): string[] | null {
  const edited = track.edits.some((edit) => edit.field === field);
  const known = planned ?? (edited ? undefined : listOfFile(track.id, field)) ?? track.values.get(field) ?? [];
  const isNamed = (value: string) => values.some((one) => one.toLowerCase() === value.toLowerCase());
  if (mode === 'remove') return known.some(isNamed) ? known.filter((value) => !isNamed(value)) : null;
  const missing = values.filter((value) => !known.some((one) => one.toLowerCase() === value.toLowerCase()));
  return missing.length === 0 ? null : checkedValues({ field, values: [...known, ...missing] });
}

/**
 * Applies edits and answers with what changed, for the history. What the file says anyway is no edit. Call it inside a
 * transaction.
 */
export function applyEdits(db: Db, wanted: readonly WantedEdit[], now: number): ValueChange[] {
  const byTrack = Map.groupBy(wanted, ({ trackId }) => trackId);
  return [...byTrack].flatMap(([trackId, edits]) => editTrack(db, trackId, edits, now));
}

function editTrack(db: Db, trackId: number, wanted: readonly WantedEdit[], now: number): ValueChange[] {
  const [track] = listTagged(db, [trackId]);
  if (!track) return [];
  const known = new Map(listEdits(db, trackId).map((edit) => [edit.field, edit]));
  const changes = wanted.flatMap(({ field, values }): ValueChange[] => {
    const edit = known.get(field);
    const fileValues = edit ? edit.fileValues : (track.values.get(field) ?? null);
    const next = values === null || isSame(field, values, fileValues) ? null : [...values];
    if (JSON.stringify(next) === JSON.stringify(edit?.values ?? null)) return [];
    saveEdit(db, trackId, field, next, now);
    return [{ trackId, field: historyField(field), oldValue: edit?.values ?? null, newValue: next }];
  });
  if (changes.length > 0) markEdited(db, trackId);
  return changes;
}

/** A list read from a column was joined: it is compared as lists show it. */
function isSame(field: EditField, values: readonly string[], fileValues: readonly string[] | null): boolean {
  if (fileValues === null) return false;
  if (field === 'cover')
    return values.length === 0 ? fileValues.length === 0 : fileValues[0] === values[0]?.slice(0, 32);
  return joinValues(values) === joinValues(fileValues);
}
