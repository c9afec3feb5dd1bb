import { findOverrides } from '#core/analysis/overrides.repository.ts';
import { cuesChange, readCues, tidyCues } from '#core/cues/cues.repository.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { override } from '#shared/contract/analysis.ts';
import type { CuePoint } from '#shared/contract/cues.ts';
import type { ImportCount, ImportOptions } from '#shared/contract/interop.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { readTempos } from '../export/foreign-track-reader.ts';
import type { ForeignTempo, ForeignTrack } from '../foreign-library.ts';
import { numberBetween } from '../number-between.ts';

type Row = {
  rating: number;
  play_count: number;
  last_played_at: number | null;
  added_at: number;
  bpm: number | null;
  musical_key: number | null;
  locked: number;
  analysis_state: string;
};

export type TrackPlan = { changes: ValueChange[]; counts: ImportCount[] };

/** More than anybody plays a track: a number that is none. */
const mostPlays = 1e9;
/** Around the year 5138, Unix milliseconds. */
const latestMoment = 1e14;

/** Two tempi this close are the same. */
const sameBpm = 0.02;

/**
 * What another program knows of a track and the library does not. Plays go by the higher count, the day it was added by the
 * earlier one; of ratings, cues and grids that differ, `conflicts` says whose stays.
 */
export function planTrack(db: Db, trackId: number, foreign: ForeignTrack, options: ImportOptions): TrackPlan {
  const row = prepare(
    db,
    'SELECT rating, play_count, last_played_at, added_at, bpm, musical_key, locked, analysis_state FROM track WHERE id = ?',
  ).get(trackId) as Row | undefined;
  const plan: TrackPlan = { changes: [], counts: [] };
  if (!row) return plan;
  const parts = [planRating, planPlays, planAdded, planCues, planOverrides];
  for (const part of parts) part(db, trackId, row, foreign, options, plan);
  return plan;
}

type Part = (db: Db, trackId: number, row: Row, foreign: ForeignTrack, options: ImportOptions, plan: TrackPlan) => void;

/** Keeps mine where there is one and the user wants that; counts what differs. */
function settle(
  plan: TrackPlan,
  count: ImportCount,
  change: ValueChange,
  hasMine: boolean,
  options: ImportOptions,
): void {
  if (hasMine) plan.counts.push('conflicts');
  if (hasMine && options.conflicts === 'mine') return;
  plan.changes.push(change);
  plan.counts.push(count);
}

const planRating: Part = (_db, trackId, { rating }, foreign, options, plan) => {
  // No stars is no opinion.
  const stars = numberBetween(foreign.rating, 1, 5);
  if (!options.ratings || stars === null || Math.round(stars) === rating) return;
  const change = { trackId, field: 'rating', oldValue: rating, newValue: Math.round(stars) };
  settle(plan, 'ratings', change, rating > 0, options);
};

const planPlays: Part = (_db, trackId, row, foreign, options, plan) => {
  if (!options.plays) return;
  const count = Math.round(numberBetween(foreign.playCount, 0, mostPlays) ?? 0);
  const last = momentOf(foreign.lastPlayedAt) ?? 0;
  const before = plan.changes.length;
  if (count > row.play_count) {
    plan.changes.push({ trackId, field: 'plays', oldValue: row.play_count, newValue: count });
  }
  if (last > (row.last_played_at ?? 0)) {
    plan.changes.push({ trackId, field: 'lastPlayed', oldValue: row.last_played_at, newValue: last });
  }
  if (plan.changes.length > before) plan.counts.push('plays');
};

const planAdded: Part = (_db, trackId, { added_at }, foreign, options, plan) => {
  const added = momentOf(foreign.addedAt);
  if (!options.added || added === null || added >= added_at) return;
  // Other programs know no more than the day.
  if (isSameDay(added, added_at)) return;
  plan.changes.push({ trackId, field: 'added', oldValue: added_at, newValue: added });
  plan.counts.push('added');
};

const planCues: Part = (db, trackId, _row, foreign, options, plan) => {
  if (!options.cues || foreign.cues.length === 0) return;
  const mine = readCues(db, trackId);
  const change = cuesChange(db, trackId, foreign.cues, mine);
  if (change && !isSameCues(mine, tidyCues(foreign.cues))) settle(plan, 'cues', change, mine.length > 0, options);
};

const planOverrides: Part = (db, trackId, row, foreign, options, plan) => {
  const wanted: [ImportCount, 'grid' | 'bpm' | 'key', JsonValue][] = [];
  const mine = row.locked === 0 ? {} : findOverrides(db, trackId);
  const shown = () => mine.grid?.tempos ?? (row.analysis_state === 'done' ? readTempos(db, trackId) : []);
  const grid = options.grids ? gridOf(foreign) : null;
  if (grid && !isSameGrid(shown(), foreign.grid)) wanted.push(['grids', 'grid', grid]);
  const { bpm, musicalKey } = foreign;
  if (options.bpm && bpm !== null && !(row.bpm !== null && Math.abs(row.bpm - bpm) < sameBpm)) {
    wanted.push(['bpm', 'bpm', bpm]);
  }
  if (options.keys && musicalKey !== null && musicalKey !== row.musical_key) wanted.push(['keys', 'key', musicalKey]);
  if (wanted.length === 0) return;
  for (const [count, field, value] of wanted) {
    if (!override.safeParse({ id: trackId as TrackId, field, value }).success) continue;
    const oldValue = (mine[field] ?? null) as JsonValue;
    if (JSON.stringify(oldValue) === JSON.stringify(value)) continue;
    const change = { trackId, field: `override:${field}`, oldValue, newValue: value };
    settle(plan, count, change, oldValue !== null, options);
  }
};

/** Whole milliseconds of a moment that is one: files hold numbers of all kinds. */
function momentOf(at: number | null): number | null {
  const moment = numberBetween(at, -latestMoment, latestMoment);
  return moment === null ? null : Math.round(moment);
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** Programs write milliseconds, hundredths of a tempo, and no colour of memory cues. */
const roundedMs = 1;
const roundedBpm = 0.006;

function isSameCues(mine: readonly CuePoint[], theirs: readonly CuePoint[]): boolean {
  const isNear = (one: number | null, other: number | null) => Math.abs((one ?? 0) - (other ?? 0)) <= roundedMs;
  return (
    mine.length === theirs.length &&
    mine.every((cue, index) => {
      const other = theirs[index] as CuePoint;
      const isSameColour = cue.colour === other.colour || other.colour === '';
      const isSameKind = cue.kind === other.kind && cue.slot === other.slot && cue.name === other.name;
      return isSameKind && isSameColour && isNear(cue.startMs, other.startMs) && isNear(cue.endMs, other.endMs);
    })
  );
}

function isSameGrid(mine: readonly ForeignTempo[], theirs: readonly ForeignTempo[]): boolean {
  return (
    mine.length === theirs.length &&
    mine.every((tempo, index) => {
      const other = theirs[index] as ForeignTempo;
      return Math.abs(barOf(tempo) - barOf(other)) <= roundedMs && Math.abs(tempo.bpm - other.bpm) <= roundedBpm;
    })
  );
}

/** The first beat of the bar a marker stands in, or of the next one: programs mark another beat of the same grid. */
function barOf({ startMs, bpm, beat }: ForeignTempo): number {
  const barMs = 240_000 / bpm;
  const before = startMs - ((beat - 1) * barMs) / 4;
  return before >= 0 ? before : before + barMs;
}

/** The anchor is the first beat of a bar that a marker says; one marker more or less says more. */
function gridOf({ grid }: ForeignTrack): JsonValue | null {
  const [first] = grid;
  if (!first) return null;
  const downbeat = grid.find(({ beat }) => beat === 1);
  const anchorMs = downbeat ? downbeat.startMs : barOf(first);
  return { anchorMs, tempos: grid.map(({ startMs, bpm, beat }) => ({ startMs, bpm, beat })) };
}
