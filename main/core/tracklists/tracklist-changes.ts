import { type Db, prepare } from '#core/db/query.ts';
import type { ItemSetter } from '#core/history/field-setters.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import type { EntryState, FactsState, OriginState, Standing, TracklistState, VersionState } from './tracklist-state.ts';

/** Takes `remove` entries out from `at` on, and puts others there. Its own inverse is one too. */
type Splice = { at: number; remove: number; insert: EntryState[] };

/** Fields `tracklist:whole`, `entries`, `facts`, `origin`, `standing`, and `version.7` for its seventh version. */
export const setTracklistFields: ItemSetter = (db, values, { now }) => {
  for (const { itemId, field, value } of values) {
    const part = field.slice('tracklist:'.length);
    if (part === 'whole') setWhole(db, itemId, value as unknown as TracklistState | null, now);
    else if (part === 'entries') splice(db, itemId, value as unknown as Splice);
    else if (part === 'facts') setFacts(db, itemId, value as unknown as FactsState);
    else if (part === 'origin') setOrigin(db, itemId, value as unknown as OriginState);
    else if (part === 'standing') setStanding(db, itemId, value as unknown as Standing);
    else if (/^version\.\d+$/.test(part)) {
      setVersion(db, itemId, Number(part.slice('version.'.length)), value as unknown as VersionState | null);
    } else throw new Error(`A tracklist has no field ${part}`);
    prepare(db, 'UPDATE tracklist SET changed_at = ? WHERE id = ?').run(now, itemId);
  }
};

function change(itemId: number, part: string, oldValue: unknown, newValue: unknown): ValueChange {
  return { itemId, field: `tracklist:${part}`, oldValue: oldValue as JsonValue, newValue: newValue as JsonValue };
}

/** The change that makes a tracklist (from null) or takes it away (to null). */
export function wholeChange(id: number, before: TracklistState | null, after: TracklistState | null): ValueChange {
  return change(id, 'whole', before, after);
}

type Field = { facts: FactsState; origin: OriginState; standing: Standing };

/** Sets one of the parts; none where nothing differs. */
export function partChange<Part extends keyof Field>(
  id: number,
  part: Part,
  before: Field[Part],
  after: Field[Part],
): ValueChange[] {
  return isSame(before, after) ? [] : [change(id, part, before, after)];
}

export function versionChange(
  id: number,
  number: number,
  before: VersionState | null,
  after: VersionState | null,
): ValueChange[] {
  return isSame(before, after) ? [] : [change(id, `version.${number}`, before, after)];
}

/** Gives a tracklist other entries; notes no more than the stretch that differs. */
export function entriesChange(id: number, before: readonly EntryState[], after: readonly EntryState[]): ValueChange[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const gone = before.slice(head, before.length - tail);
  const come = after.slice(head, after.length - tail);
  if (gone.length === 0 && come.length === 0) return [];
  const back: Splice = { at: head, remove: come.length, insert: gone };
  const forth: Splice = { at: head, remove: gone.length, insert: come };
  return [change(id, 'entries', back, forth)];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function setFacts(db: Db, id: number, { name, artist, event, venue, date, genre, note }: FactsState): void {
  prepare(
    db,
    'UPDATE tracklist SET name = ?, artist = ?, event = ?, venue = ?, date = ?, genre = ?, note = ? WHERE id = ?',
  ).run(name, artist, event, venue, date, genre, note, id);
}

function setOrigin(db: Db, id: number, { mixTrackId, mixScore, durationMs, source, confidence }: OriginState): void {
  prepare(
    db,
    'UPDATE tracklist SET mix_track_id = ?, mix_score = ?, duration_ms = ?, source = ?, confidence = ? WHERE id = ?',
  ).run(mixTrackId, mixScore, durationMs, source, confidence, id);
}

function setStanding(db: Db, id: number, { version, state }: Standing): void {
  prepare(db, 'UPDATE tracklist SET version = ?, state = ? WHERE id = ?').run(version, state, id);
}

function setVersion(db: Db, id: number, number: number, version: VersionState | null): void {
  if (!version) {
    prepare(db, 'DELETE FROM tracklist_version WHERE tracklist_id = ? AND number = ?').run(id, number);
    return;
  }
  // A version that was cleaned up comes back with an undo.
  prepare(
    db,
    `INSERT OR REPLACE INTO tracklist_version (tracklist_id, number, at, state, change, content)
     SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM tracklist WHERE id = ?)`,
  ).run(id, number, version.at, version.state, version.change, JSON.stringify(version.content), id);
}

function setWhole(db: Db, id: number, state: TracklistState | null, now: number): void {
  if (!state) {
    prepare(db, 'DELETE FROM tracklist WHERE id = ?').run(id);
    return;
  }
  prepare(db, 'INSERT INTO tracklist (id, name, created_at, changed_at) VALUES (?, ?, ?, ?)').run(
    id,
    state.facts.name,
    state.createdAt,
    now,
  );
  setFacts(db, id, state.facts);
  setOrigin(db, id, state.origin);
  setStanding(db, id, state);
  splice(db, id, { at: 0, remove: 0, insert: state.entries });
  for (const { number, ...version } of state.versions) setVersion(db, id, number, version);
}

const entryColumns = [
  'id',
  'tracklist_id',
  'position',
  'start_ms',
  'end_ms',
  'artist',
  'title',
  'remix',
  'label',
  'isrc',
  'is_unknown',
  'track_id',
  'confidence',
  'match_score',
  'is_match_fixed',
  'transition',
  'bpm',
  'musical_key',
  'is_manual',
  'note',
];

function splice(db: Db, id: number, { at, remove, insert }: Splice): void {
  prepare(db, 'DELETE FROM tracklist_entry WHERE tracklist_id = ? AND position >= ? AND position < ?').run(
    id,
    at,
    at + remove,
  );
  if (insert.length !== remove) {
    prepare(db, 'UPDATE tracklist_entry SET position = position + ? WHERE tracklist_id = ? AND position >= ?').run(
      insert.length - remove,
      id,
      at,
    );
  }
  const exists = prepare(db, 'SELECT 1 FROM tracklist WHERE id = ?').get(id);
  if (!exists) return;
  const add = prepare(
    db,
    `INSERT INTO tracklist_entry (${entryColumns.join(', ')}) VALUES (${entryColumns.map(() => '?').join(', ')})`,
  );
  for (const [index, entry] of insert.entries()) {
    add.run(
      entry.id,
      id,
      at + index,
      entry.startMs,
      entry.endMs,
      entry.artist,
      entry.title,
      entry.remix,
      entry.label,
      entry.isrc,
      entry.isUnknown ? 1 : 0,
      entry.trackId,
      entry.confidence,
      entry.matchScore,
      entry.isMatchFixed ? 1 : 0,
      entry.transition,
      entry.bpm,
      entry.musicalKey,
      entry.isManual ? 1 : 0,
      entry.note,
    );
  }
}

/** Numbers that were never given; `count` from the first one. A number is never given twice, also after an undo. */
export function nextNumbers(db: Db, table: 'tracklist' | 'tracklist_entry', count: number): number[] {
  const last = prepare(db, 'SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(table) as number | undefined;
  return Array.from({ length: count }, (_, index) => (last ?? 0) + 1 + index);
}
