import { type Db, prepare } from '#core/db/query.ts';
import { foldText } from '#shared/fold-text.ts';
import type { Recording, Release } from '../engine/input.ts';

type Artist = { name: string; personId: number | null };

/** The people that artists are: as their credit says, or the only person of that name. */
function artistFinder(db: Db): (artists: string, line: string) => number[] {
  const byName = new Map<string, number | null>();
  const rows = prepare(db, 'SELECT id, name FROM person WHERE removed_at IS NULL AND merged_into IS NULL').all();
  for (const { id, name } of rows as { id: number; name: string }[]) {
    byName.set(foldText(name), byName.has(foldText(name)) ? null : id);
  }
  const known = new Map<string, number[]>();
  return (artists, line) => {
    const key = `${artists}\n${line}`;
    const found = known.get(key);
    if (found) return found;
    const named = JSON.parse(artists) as Artist[];
    const all = named.length > 0 ? named : [{ name: line, personId: null }];
    const ids = all.flatMap(({ name, personId }) => personId ?? byName.get(foldText(name)) ?? []);
    const once = [...new Set(ids)];
    known.set(key, once);
    return once;
  };
}

type RecordingRow = {
  id: number;
  artist: string;
  artists: string;
  work_id: number | null;
  duration_ms: number | null;
};

export function gatherRecordings(db: Db): Recording[] {
  const find = artistFinder(db);
  const rows = prepare(db, 'SELECT id, artist, artists, work_id, duration_ms FROM recording ORDER BY id').all();
  return (rows as RecordingRow[]).map(({ id, artist, artists, work_id: workId, duration_ms: durationMs }) => {
    return { id, artistIds: find(artists, artist), workId, durationMs };
  });
}

type Weights = { recordingId: number; weight: number }[];
type SpreadRow = { release_id: number; spread: 'duration' | 'weights'; weights: string };

export function gatherReleases(db: Db): Release[] {
  const find = artistFinder(db);
  const tracks = new Map<number, number[]>();
  const placed = prepare(db, 'SELECT release_id, recording_id FROM release_track ORDER BY release_id, position').all();
  for (const { release_id: id, recording_id } of placed as { release_id: number; recording_id: number }[]) {
    const own = tracks.get(id) ?? [];
    if (!own.includes(recording_id)) tracks.set(id, [...own, recording_id]);
  }
  const spreads = new Map(
    (prepare(db, 'SELECT release_id, spread, weights FROM release_spread').all() as SpreadRow[]).map((row) => [
      row.release_id,
      row,
    ]),
  );
  const rows = prepare(db, 'SELECT id, artist, artists FROM release ORDER BY id').all();
  return (rows as { id: number; artist: string; artists: string }[]).map(({ id, artist, artists }) => {
    const spread = spreads.get(id);
    const weights = new Map(
      (JSON.parse(spread?.weights ?? '[]') as Weights).map((each) => [each.recordingId, each.weight]),
    );
    return {
      id,
      artistIds: find(artists, artist),
      spread: spread?.spread ?? 'equal',
      tracks: (tracks.get(id) ?? []).map((recordingId) => ({ recordingId, weight: weights.get(recordingId) ?? 0 })),
    };
  });
}
