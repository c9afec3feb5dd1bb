import type { CuePointTable } from '#core/db/playlist-tables.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { FieldSetter } from '#core/history/field-setters.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { type CuePoint, cuePoints, cueSlots, latestCueMs, mostCues } from '#shared/contract/cues.ts';

/** A track's cues in the order of their times. */
export function readCues(db: Db, trackId: number): CuePoint[] {
  const rows = prepare(db, 'SELECT * FROM cue_point WHERE track_id = ? ORDER BY seq').all(trackId) as CuePointTable[];
  return rows.map(({ kind, slot, start_ms, end_ms, name, colour }) => ({
    ...{ kind, slot, startMs: start_ms, endMs: end_ms, name, colour },
  }));
}

/** Sets 'cues', all cues of a track at once. */
export const setCues: FieldSetter = (db, values) => {
  const isKnown = prepare(db, 'SELECT 1 FROM track WHERE id = ?').pluck();
  const insert = prepare(
    db,
    `INSERT INTO cue_point (track_id, seq, kind, slot, start_ms, end_ms, name, colour) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { trackId, value } of values) {
    if (isKnown.get(trackId) === undefined) continue;
    prepare(db, 'DELETE FROM cue_point WHERE track_id = ?').run(trackId);
    for (const [seq, cue] of cuePoints.parse(value).entries()) {
      insert.run(trackId, seq, cue.kind, cue.slot, cue.startMs, cue.endMs, cue.name, cue.colour);
    }
  }
};

/**
 * The change that gives a track these cues; null where it has them. Applied by `history.apply`. `before` is what it has, where
 * that is known.
 */
export function cuesChange(
  db: Db,
  trackId: number,
  cues: readonly CuePoint[],
  before: readonly CuePoint[] = readCues(db, trackId),
): ValueChange | null {
  const after = tidyCues(cues);
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  const value = (list: readonly CuePoint[]) => list as unknown as JsonValue;
  return { trackId, field: 'cues', oldValue: value(before), newValue: value(after) };
}

/**
 * Cues as a track can have them, whoever made them: in order of time, each letter once (the first that claims it keeps it,
 * others become memory cues), nothing twice, loops that have a length; none at a moment no track has.
 */
export function tidyCues(cues: readonly CuePoint[]): CuePoint[] {
  const slots = new Set<number>();
  const seen = new Set<string>();
  const possible = cues.filter(({ startMs }) => startMs <= latestCueMs);
  const tidy = possible.map(({ kind, slot, endMs, name, colour, ...cue }): CuePoint => {
    const startMs = Math.max(0, cue.startMs);
    const isLoop = kind === 'loop' && endMs !== null && endMs > startMs && endMs <= latestCueMs;
    const isFree = slot !== null && Number.isInteger(slot) && slot >= 0 && slot < cueSlots && !slots.has(slot);
    if (isFree) slots.add(slot);
    return {
      kind: kind === 'loop' && !isLoop ? 'cue' : kind,
      slot: isFree ? slot : null,
      startMs,
      endMs: isLoop ? endMs : null,
      // A character cut in two would not come back from the database as it was.
      name: name.slice(0, 200).toWellFormed(),
      colour: /^#[0-9a-f]{6}$/.test(colour) ? colour : '',
    };
  });
  return tidy
    .sort((one, other) => one.startMs - other.startMs || (one.slot ?? cueSlots) - (other.slot ?? cueSlots))
    .filter((cue) => {
      const text = JSON.stringify(cue);
      return !seen.has(text) && seen.add(text);
    })
    .slice(0, mostCues);
}

/** The cues with one of them at a moment, or without it where that is null. */
export function withHotCue(cues: readonly CuePoint[], slot: number, atMs: number | null): CuePoint[] {
  const others = cues.filter((cue) => cue.slot !== slot);
  if (atMs === null) return others;
  const { name = '', colour = '' } = cues.find((cue) => cue.slot === slot) ?? {};
  return [...others, { kind: 'cue', slot, startMs: atMs, endMs: null, name, colour }];
}
