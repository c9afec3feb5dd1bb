import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import type { TrackTable } from '#core/db/schema.ts';
import { compareRows, meets, type Row } from '#core/testing/naive-query.ts';
import {
  insertEntry,
  insertTrackValues,
  listRows,
  makeLibrary,
  playlists,
  query,
  type TrackValues,
  track,
} from '#core/testing/query-arbitraries.ts';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import type { SortTerm } from '#shared/contract/library/tracks.ts';
import { foldText } from '#shared/fold-text.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import { LibraryReader } from './library-reader.ts';
import type { FacetRequest } from './search-protocol.ts';

const options = { now: 0, checkpoint: () => {} };
const foldedColumns = ['title', 'artist', 'album', 'genre', 'label'] as const;
const sortFields = ['bpm', 'key', 'year', 'rating', 'length', 'title', 'genre', 'artist', 'album'] as const;
const facetFields = ['genre', 'artist', 'album', 'label', 'key', 'year'] as const;

/** Something that happens to a library, or is asked of it. Tracks are named by a number that may be any. */
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('insert' as const), values: track }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('update' as const), which: fc.nat(2), values: track, column: fc.nat() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), which: fc.nat(1), path: fc.string() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), which: fc.nat(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('entry' as const),
      isAdded: fc.boolean(),
      which: fc.nat(),
      playlist: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cue' as const), isAdded: fc.boolean(), which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('folder' as const), state: fc.constantFrom('online', 'offline') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('idle' as const), steps: fc.nat(15) }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('view' as const), question: fc.nat(), order: fc.nat() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('facet' as const),
      field: fc.constantFrom(...facetFields),
      question: fc.nat(),
      sort: fc.constantFrom('name' as const, 'count' as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
/** Few questions, so that many are asked again after something changed. */
const questions = fc.array(
  fc.oneof(
    query,
    fc.constantFrom('', 'bpm:>100', '-rating:3', 'h', 'playlist:*', 'crate:"" -has:cues', 'is:offline | has:cues'),
  ),
  {
    minLength: 1,
    maxLength: 4,
  },
);
const sortTerm = fc.record({
  field: fc.constantFrom(...sortFields),
  direction: fc.constantFrom('ascending' as const, 'descending' as const),
});
const orders = fc.array(fc.array(sortTerm, { maxLength: 2 }), { minLength: 1, maxLength: 3 });
type View = { text: string; sort: SortTerm[] };

type Kind<Name extends Step['kind']> = Extract<Step, { kind: Name }>;

function write(db: Db, one: Exclude<Step, Kind<'view'> | Kind<'facet'> | Kind<'idle'>>, isMeasuredOnly: boolean): void {
  const leavesDescriptions = ['update', 'entry', 'cue', 'folder'].includes(one.kind);
  if (isMeasuredOnly && !leavesDescriptions) return;
  switch (one.kind) {
    case 'insert':
      insertTrackValues(db, one.values);
      return;
    case 'update':
      updateOne(db, one, isMeasuredOnly);
      return;
    case 'delete':
      db.prepare('DELETE FROM track WHERE id = ?').run(nth(db, one.which));
      return;
    case 'entry':
      changeEntry(db, one);
      return;
    case 'cue':
      changeCues(db, one);
      return;
    case 'folder':
      db.prepare('UPDATE folder SET state = ? WHERE id = 1').run(one.state);
      return;
    case 'rename':
      db.prepare('UPDATE folder SET path = ? WHERE id = ?').run(`/${one.which}${one.path}`, one.which + 1);
      return;
    case 'merge':
      db.prepare('UPDATE track SET folder_id = ?, path = ? || path').run(one.which + 1, 'de/');
  }
}

function changeEntry(db: Db, { isAdded, which, playlist }: Kind<'entry'>): void {
  const ids = db.prepare('SELECT id FROM playlist ORDER BY id').pluck().all() as number[];
  const id = ids[playlist % Math.max(1, ids.length)];
  const trackId = nth(db, which);
  if (id === undefined || trackId === undefined) return;
  if (isAdded) insertEntry(db, id, trackId);
  else db.prepare('DELETE FROM playlist_entry WHERE playlist_id = ? AND track_id = ?').run(id, trackId);
}

function changeCues(db: Db, { isAdded, which }: Kind<'cue'>): void {
  const trackId = nth(db, which);
  if (trackId === undefined) return;
  const add = db.prepare(`INSERT OR IGNORE INTO cue_point (track_id, seq, kind, start_ms) VALUES (?, ?, 'cue', 0)`);
  if (isAdded) for (const seq of [3, 4]) add.run(trackId, seq);
  else db.prepare('DELETE FROM cue_point WHERE track_id = ?').run(trackId);
}

function nth(db: Db, which: number): number | undefined {
  const ids = db.prepare('SELECT id FROM track ORDER BY id').pluck().all() as number[];
  return ids[which % Math.max(1, ids.length)];
}

const measuredColumns = [
  'bpm',
  'musical_key',
  'lufs',
  'duration_ms',
  'rating',
  'missing_since',
  'analysis_state',
  'energy',
  'mood',
  'quality_verdict',
  'review',
  'locked',
] as const;

/** Any one column, or with it its folded form. */
function updateOne(db: Db, { which, values, column }: Kind<'update'>, isMeasuredOnly: boolean): void {
  const { directory, folder_id, ...columns } = values;
  const row: Partial<TrackTable> = { ...columns, folder_id, path: `${directory}/${which} ${column}` };
  const names = isMeasuredOnly ? measuredColumns : (Object.keys(row) as (keyof TrackTable)[]);
  const name = names[column % names.length]!;
  const value = row[name] as string | number | null;
  const folded = foldedColumns.find((each) => each === name);
  const set = folded ? `${folded} = ?, ${folded}_fold = ?` : `${name} = ?`;
  const parameters = folded ? [value, foldText(String(value))] : [value];
  db.prepare(`UPDATE OR IGNORE track SET ${set} WHERE id = ?`).run(...parameters, nth(db, which));
}

function expectedRows(rows: Row[], { text, sort }: View): Row[] {
  const parsed = parseQuery(text, { now: 0 });
  expect(parsed.sort).toEqual([]);
  const levels = levelsOf(sort);
  return rows.filter((row) => meets(row, parsed.root) !== false).sort((a, b) => compareRows(a, b, levels));
}

function levelsOf(sort: View['sort']): [string, string][] {
  const unique = sort.filter(({ field }, index) => sort.findIndex((other) => other.field === field) === index);
  return unique.map(({ field, direction }) => [field, direction === 'descending' ? '-' : '+']);
}

function checkView(reader: LibraryReader, db: Db, view: View): void {
  const result = reader.openView(view, options);
  const fresh = new LibraryReader(db).openView({ ...view, text: `${view.text} ` }, options);
  const expected = expectedRows(listRows(db), view);
  const byId = new Map(expected.map((row) => [row.id, row]));
  expect({ ...result, ids: [...result.ids] }).toEqual({
    // Equal rows stand as the last column's index has them, which the naive sort does not know.
    ids: [...fresh.ids],
    durationMs: expected.reduce((sum, row) => sum + (row.duration_ms ?? 0), 0),
    sizeBytes: expected.reduce((sum, row) => sum + row.size_bytes, 0),
    errors: result.errors,
  });
  expect([...result.ids].sort((a, b) => a - b)).toEqual(expected.map(({ id }) => id).sort((a, b) => a - b));
  const found = [...result.ids].map((id) => byId.get(id)!);
  const isOrdered = found.every(
    (row, index) => index === 0 || compareRows(found[index - 1]!, row, levelsOf(view.sort)) <= 0,
  );
  expect(isOrdered).toBe(true);
}

function checkFacet(reader: LibraryReader, db: Db, request: FacetRequest): void {
  const result = reader.facet(request, options);
  expect(result).toEqual(new LibraryReader(db).facet(request, options));
  const { root } = parseQuery(request.text, { now: 0 });
  const rows = listRows(db).filter((row) => meets(row, root) !== false);
  expect(result.values.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
}

const limits = fc.record({ quiet: fc.nat(3), busy: fc.nat(8), most: fc.integer({ min: 1, max: 60 }) });
const life = fc.record({
  tracks: fc.array(track, { maxLength: 15 }),
  shelf: playlists,
  steps: fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }),
  isMeasuredOnly: fc.boolean(),
  questions,
  orders,
  limits,
});

test('after any changes the reader answers as a naive evaluation and as a reader that has just begun', () => {
  fc.assert(
    fc.property(life, ({ tracks, shelf, steps, isMeasuredOnly, questions, orders, limits }) => {
      const { db } = makeLibrary(tracks as TrackValues[], shelf);
      const reader = new LibraryReader(db, () => limits);
      reader.openView({ text: '', sort: [] }, options);
      const pick = <Item>(items: Item[], number: number) => items[number % items.length]!;
      for (const one of steps) {
        if (one.kind === 'view') {
          checkView(reader, db, { text: pick(questions, one.question), sort: pick(orders, one.order) });
        } else if (one.kind === 'facet') {
          checkFacet(reader, db, { ...one, text: pick(questions, one.question), limit: 1000 });
        } else if (one.kind === 'idle') for (let count = 0; count < one.steps; count++) reader.prepareNext();
        else write(db, one, isMeasuredOnly);
      }
      reader.close();
    }),
    { numRuns: 80 },
  );
});

/** Prepares until nothing is left to do; how many steps that took. */
function rest(reader: LibraryReader): number {
  let steps = 1;
  while (reader.prepareNext() !== null && steps < 200) steps += 1;
  return steps;
}

test('columns read in the background are taken over by the next state, but for what changed', () => {
  const change = step.filter(
    (one): one is Exclude<Step, Kind<'view'> | Kind<'facet'> | Kind<'idle'>> =>
      !['view', 'facet', 'idle'].includes(one.kind),
  );
  const asked = fc.array(fc.oneof(query, fc.constantFrom('is:locked', 'genre:de', 'artist:mo', 'mood:happy,sad')), {
    minLength: 8,
    maxLength: 16,
  });
  const tracks = fc.array(track, { minLength: 3, maxLength: 12 });
  const changes = fc.array(fc.array(change, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(tracks, playlists, changes, asked, (tracks, shelf, changes, asked) => {
      const { db } = makeLibrary(tracks as TrackValues[], shelf);
      const reader = new LibraryReader(db, () => ({ quiet: 1, busy: 100, most: 100 }));
      reader.openView({ text: '', sort: [] }, options);
      rest(reader);
      for (const each of changes) {
        for (const one of each) write(db, one, false);
        rest(reader);
        const rows = listRows(db);
        for (const text of asked) {
          const found = [...reader.openView({ text, sort: [] }, options).ids].sort((a, b) => a - b);
          expect({ text, found }).toEqual({ text, found: expectedRows(rows, { text, sort: [] }).map(({ id }) => id) });
        }
      }
      reader.close();
    }),
    { numRuns: 25 },
  );
});

test('many changes are taken in once the library is at rest, a few are kept beside', () => {
  const db = openTestDb();
  for (let rating = 0; rating < 5; rating++) insertTrack(db, { rating, title: `Title ${rating}` });
  const reader = new LibraryReader(db, () => ({ quiet: 3, busy: 100, most: 100 }));
  const byRating = { text: '', sort: [{ field: 'rating', direction: 'ascending' }] } as const;
  reader.openView(byRating, options);
  rest(reader);
  db.prepare('UPDATE track SET rating = 5 - rating WHERE id <= 2').run();
  expect([rest(reader), [...reader.openView(byRating, options).ids]]).toEqual([1, [3, 4, 2, 5, 1]]);
  db.prepare('UPDATE track SET rating = 0 WHERE id = 4').run();
  const steps = rest(reader);
  expect([steps > 5, steps < 60, [...reader.openView(byRating, options).ids]]).toEqual([true, true, [4, 3, 2, 5, 1]]);
  expect(rest(reader)).toBe(1);
  reader.close();
});

test('what the full-text index answered is kept for the tracks whose texts stayed', () => {
  const db = openTestDb();
  const titles = ['Night', 'Day', 'Night', 'Day', 'Night', 'Night'];
  for (const title of titles) insertTrack(db, { title });
  const reader = new LibraryReader(db, () => ({ quiet: 1, busy: 100, most: 100 }));
  const find = (text: string) => [...reader.openView({ text, sort: [] }, options).ids];
  rest(reader);
  expect(find('night')).toEqual([1, 3, 5, 6]);
  db.exec(`UPDATE track SET title = 'Day' WHERE id = 1; UPDATE track SET title = 'Night' WHERE id = 2`);
  db.exec('DELETE FROM track WHERE id = 5');
  const added = insertTrack(db, { title: 'Night' });
  rest(reader);
  expect([find('night'), find('day')]).toEqual([
    [2, 3, 6, added],
    [1, 4],
  ]);
  reader.close();
});
