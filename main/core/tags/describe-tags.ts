import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Db } from '#core/db/query.ts';
import type { TagFieldState } from '#shared/contract/tags.ts';
import { type EditField, editTextFields, numberFields } from '#shared/tags/edit-fields.ts';
import { listTagged, type TaggedTrack } from './tag-values.ts';

/** Of differing values so many are named. */
const mostVarious = 12;
/** So many rows are held at once. */
const pageSize = 2000;

type Tally = { counts: Map<string, { values: readonly string[]; count: number }>; editedCount: number };

/** What tracks say, field by field: those with a column, and others where one of the tracks has an edit. */
export async function describeTags(
  db: Db,
  ids: readonly number[],
): Promise<{ count: number; editedTracks: number; fields: TagFieldState[] }> {
  const tallies = new Map<EditField, Tally>();
  let [count, editedTracks] = [0, 0];
  let only: TaggedTrack | undefined;
  for (let start = 0; start < ids.length; start += pageSize) {
    for (const track of listTagged(db, ids.slice(start, start + pageSize))) {
      count += 1;
      if (track.has_edits) editedTracks += 1;
      only = track;
      for (const [field, values] of track.values) addTo(tallies, field, values);
      for (const { field } of track.edits) tallies.get(field)!.editedCount += 1;
    }
    // Nobody waits for a selection of everything.
    if (start + pageSize < ids.length) await nextTurn();
  }
  const order = new Map<string, number>([...editTextFields].map((field, index) => [field, index]));
  const fields = [...tallies.keys()].sort((one, other) => (order.get(one) ?? 99) - (order.get(other) ?? 99));
  return {
    count,
    editedTracks,
    fields: fields.map((field) => describe(field, tallies.get(field)!, count, count === 1 ? only : undefined)),
  };
}

function addTo(tallies: Map<EditField, Tally>, field: EditField, values: readonly string[]): void {
  let tally = tallies.get(field);
  if (!tally) {
    tally = { counts: new Map(), editedCount: 0 };
    tallies.set(field, tally);
  }
  const key = JSON.stringify(values);
  const known = tally.counts.get(key);
  if (known) known.count += 1;
  else tally.counts.set(key, { values, count: 1 });
}

function describe(
  field: EditField,
  { counts, editedCount }: Tally,
  total: number,
  only: TaggedTrack | undefined,
): TagFieldState {
  const all = [...counts.values()];
  // Without a column the library knows of a field only where it was edited.
  const isShared = all.length === 1 && all[0]!.count === total;
  const various = isShared ? [] : all.sort((one, other) => other.count - one.count).slice(0, mostVarious);
  const edit = only?.edits.find((each) => each.field === field);
  return {
    field,
    values: isShared ? [...all[0]!.values] : null,
    various: various.map(({ values, count }) => ({ value: values.join(', '), count })),
    range: isShared ? null : rangeOf(field, all),
    editedCount,
    fileValues: edit?.fileValues ?? null,
  };
}

function rangeOf(field: EditField, all: readonly { values: readonly string[] }[]): [number, number] | null {
  if (field !== 'date' && !(numberFields as readonly string[]).includes(field)) return null;
  const numbers = all.flatMap(({ values }) => (values[0] ? [Number.parseInt(values[0], 10)] : []));
  if (numbers.length === 0 || numbers.some(Number.isNaN)) return null;
  return [Math.min(...numbers), Math.max(...numbers)];
}
