import { findOverrides, type Overrides } from '#core/analysis/overrides.repository.ts';
import { cuesChange, readCues } from '#core/cues/cues.repository.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { columnsOf, valuesOfColumn } from '#core/tags/tag-columns.ts';
import { historyField } from '#core/tags/tag-history.ts';
import type { DuplicateEdit } from '#shared/contract/library/duplicates.ts';
import { type ColumnField, columnFields } from '#shared/tags/edit-fields.ts';
import { readPlays } from '../plays.ts';

export type Merging = {
  keeper: number;
  /** Those that go, the best one first. */
  losers: readonly number[];
  /** By how much later a moment comes in each of the files than in one of them. */
  offsetsMs: ReadonlyMap<number, number>;
  /** Whether all of them are one recording, so that moments in it mean the same. */
  isOneRecording: boolean;
};

/** What a kept file takes from those that go, of one kind of thing. Changes what nothing knows of itself; see setters. */
export type FollowingPart = (db: Db, merging: Merging) => ValueChange[];

/** Everything that follows the file that is kept. What else hangs on a track goes here; for playlists see give-entries.ts. */
const parts: readonly FollowingPart[] = [bestRating, allPlays, missingOverrides, missingCues, missingTags];

/** The changes by which nothing known of the files that go is lost. Nothing is applied. */
export function followKeeper(db: Db, merging: Merging): ValueChange[] {
  return parts.flatMap((part) => part(db, merging));
}

function bestRating(db: Db, { keeper, losers }: Merging): ValueChange[] {
  const rating = prepare(db, 'SELECT rating FROM track WHERE id = ?').pluck();
  const own = (rating.get(keeper) as number | undefined) ?? 0;
  const best = Math.max(own, ...losers.map((id) => (rating.get(id) as number | undefined) ?? 0));
  return best > own ? [{ trackId: keeper, field: 'rating', oldValue: own, newValue: best }] : [];
}

/** Plays move rather than being copied: whatever then fails, and however often it is tried, each counts once. */
function allPlays(db: Db, { keeper, losers }: Merging): ValueChange[] {
  const own = readPlays(db, keeper);
  const others = losers.map((id) => ({ id, ...readPlays(db, id) }));
  const count = others.reduce((sum, each) => sum + each.count, own.count);
  const times = [own, ...others].flatMap(({ lastAt }) => (lastAt === null ? [] : [lastAt]));
  const lastAt = times.length === 0 ? null : Math.max(...times);
  const changes: ValueChange[] = [
    { trackId: keeper, field: 'plays', oldValue: own.count, newValue: count },
    { trackId: keeper, field: 'lastPlayed', oldValue: own.lastAt, newValue: lastAt },
    ...others.map(({ id, count: given }) => ({ trackId: id, field: 'plays', oldValue: given, newValue: 0 })),
  ];
  return changes.filter(({ oldValue, newValue }) => oldValue !== newValue);
}

/** Whether a report was seen is about the file, not about the music. */
const followingOverrides = ['grid', 'bpm', 'key', 'mood'] as const satisfies readonly DuplicateEdit[];

function missingOverrides(db: Db, { keeper, losers, offsetsMs, isOneRecording }: Merging): ValueChange[] {
  const own = findOverrides(db, keeper);
  const others = losers.map((id) => ({ id, overrides: findOverrides(db, id) }));
  return followingOverrides.flatMap((field): ValueChange[] => {
    if (own[field] !== undefined || (field === 'grid' && !isOneRecording)) return [];
    const giver = others.find(({ overrides }) => overrides[field] !== undefined);
    if (!giver) return [];
    const laterMs = (offsetsMs.get(keeper) ?? 0) - (offsetsMs.get(giver.id) ?? 0);
    const value = field === 'grid' ? movedGrid(giver.overrides.grid, laterMs) : giver.overrides[field];
    return [{ trackId: keeper, field: `override:${field}`, oldValue: null, newValue: value as JsonValue }];
  });
}

function movedGrid(grid: Overrides['grid'], laterMs: number): NonNullable<Overrides['grid']> | null {
  if (!grid) return null;
  const moved = (ms: number) => Math.max(0, ms + laterMs);
  const tempos = grid.tempos?.map((tempo) => ({ ...tempo, startMs: moved(tempo.startMs) }));
  return { anchorMs: moved(grid.anchorMs), ...(tempos ? { tempos } : {}) };
}

/** Cues move by what the files differ at their beginnings. Cues of its own are never mixed with those of another file. */
function missingCues(db: Db, { keeper, losers, offsetsMs, isOneRecording }: Merging): ValueChange[] {
  if (!isOneRecording || readCues(db, keeper).length > 0) return [];
  for (const id of losers) {
    const laterMs = (offsetsMs.get(keeper) ?? 0) - (offsetsMs.get(id) ?? 0);
    const moved = (ms: number) => Math.max(0, ms + laterMs);
    const cues = readCues(db, id).map((cue) => ({
      ...cue,
      startMs: moved(cue.startMs),
      endMs: cue.endMs === null ? null : moved(cue.endMs),
    }));
    const change = cues.length > 0 ? cuesChange(db, keeper, cues) : null;
    if (change) return [change];
  }
  return [];
}

/** Tags that say where on an album a track stands. */
const placeFields: readonly ColumnField[] = ['trackNumber', 'discNumber'];

type TagRow = Readonly<Record<string, string | number | null>>;

/** Tags become edits, written into the file when the user says so. One that the user has emptied stays empty. */
function missingTags(db: Db, { keeper, losers, isOneRecording }: Merging): ValueChange[] {
  const read = prepare(db, 'SELECT * FROM track WHERE id = ?');
  const own = read.get(keeper) as TagRow | undefined;
  if (!own) return [];
  const others = losers.flatMap((id) => {
    const row = read.get(id) as TagRow | undefined;
    return row ? [row] : [];
  });
  const findEdit = prepare(db, 'SELECT value FROM tag_edit WHERE track_id = ? AND field = ?').pluck();
  const valuesOf = (row: TagRow, field: ColumnField): JsonValue[] => {
    const edit = findEdit.get(row.id, field) as string | undefined;
    const column = columnsOf(field)[0] as string;
    return edit === undefined ? valuesOfColumn(field, row[column]) : (JSON.parse(edit) as JsonValue[]);
  };
  return columnFields.flatMap((field): ValueChange[] => {
    if (valuesOf(own, field).length > 0 || findEdit.get(keeper, field) !== undefined) return [];
    // Another recording has another code.
    if (field === 'isrc' && !isOneRecording) return [];
    const givers = placeFields.includes(field) ? others.filter((row) => isSameAlbum(own, row)) : others;
    const values = givers.map((row) => valuesOf(row, field)).find((each) => each.length > 0);
    return values ? [{ trackId: keeper, field: historyField(field), oldValue: null, newValue: values }] : [];
  });
}

function isSameAlbum(own: TagRow, other: TagRow): boolean {
  return own.album_fold === '' || own.album_fold === other.album_fold;
}
