import { type Db, prepare } from '#core/db/query.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { AppError } from '#shared/errors.ts';
import { type Mixability, type MixTrack, mixability, mixableKeys } from '#shared/mixability.ts';
import { keyCount } from '#shared/music-key.ts';

export type CompatibleRequest = {
  id: TrackId;
  limit: number;
  /** How far the tempo may be changed, either way, to fit. */
  tempoPercent: number;
};

export type CompatibleTrack = { id: number } & Mixability;

type MixRow = [
  id: number,
  key: number | null,
  bpm: number | null,
  energy: number | null,
  arousal: number | null,
  valence: number | null,
];

/** Where to look: keys that score so much, tempi that need so little change, and times half and double or not. */
type Reach = { leastKeyScore: number; percent: number; ratios: readonly number[] };

const allRatios = [1, 2, 0.5] as const;
const mixColumns = 'id, musical_key, bpm, energy, arousal, valence';

/**
 * Tracks that a mix may go on with after this one, the best first: in a key of the wheel's neighbourhood, at its tempo or
 * half or double of it. Where the track itself has no key or no tempo, the other decides alone; without both there are
 * none. Missing files and copies of the same sound are left out. Throws NOT_FOUND.
 *
 * Looks nearby first, and further only while something there could still be better than the last one to show.
 */
export function findCompatible(db: Db, { id, limit, tempoPercent }: CompatibleRequest): CompatibleTrack[] {
  const row = prepare(db, `SELECT ${mixColumns} FROM track WHERE id = ?`).raw().get(id) as MixRow | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id });
  const seed = mixTrackOf(row);
  if (seed.key === null && seed.bpm === null) return [];
  const everything: Reach = { leastKeyScore: 0.5, percent: tempoPercent, ratios: allRatios };
  const reaches: Reach[] = [
    { leastKeyScore: 0.95, percent: Math.min(1.5, tempoPercent), ratios: [1] },
    { leastKeyScore: 0.9, percent: Math.min(2.5, tempoPercent), ratios: [1] },
    { leastKeyScore: 0.9, percent: tempoPercent, ratios: [1] },
  ];
  for (const reach of reaches) {
    const found = findWithin(db, id, seed, reach, limit);
    const last = found[limit - 1];
    if (last && last.score > bestBeyond(seed, reach)) return found;
  }
  return findWithin(db, id, seed, everything, limit);
}

function findWithin(db: Db, id: number, seed: MixTrack, reach: Reach, limit: number): CompatibleTrack[] {
  const found = listCandidates(db, seed, reach)
    .filter(([other]) => other !== id)
    .map((candidate) => ({ id: candidate[0], ...mixability(seed, mixTrackOf(candidate)) }))
    .sort((one, other) => other.score - one.score || one.id - other.id);
  return firstHeard(db, id, found, limit);
}

/** No track outside has a better score: the rest of it being the same, it has another key, tempo or ratio. */
function bestBeyond(seed: MixTrack, { leastKeyScore, percent }: Reach): number {
  const { key, bpm } = seed;
  const near = key === null ? [] : mixableKeys(key, leastKeyScore);
  const beyond: MixTrack[] = [
    ...(key === null ? [] : mixableKeys(key).filter((other) => !near.includes(other))).map((other) => ({
      ...seed,
      key: other,
    })),
    ...(bpm === null ? [] : [1 + percent / 100, 2].map((factor) => ({ ...seed, bpm: bpm * factor }))),
  ];
  return Math.max(...beyond.map((track) => mixability(seed, track).score));
}

/** All that is read stands in the index `track_mix`. */
function listCandidates(db: Db, { key, bpm }: MixTrack, { leastKeyScore, percent, ratios }: Reach): MixRow[] {
  const keys = key === null ? Array.from({ length: keyCount }, (_, each) => each) : mixableKeys(key, leastKeyScore);
  const inKey = `SELECT ${mixColumns} FROM track WHERE musical_key IN (${keys.join(', ')})`;
  if (bpm === null) return prepare(db, inKey).raw().all() as MixRow[];
  const reach = 1 + percent / 100;
  const ends = ratios.flatMap((ratio) => [bpm / ratio / reach, (bpm / ratio) * reach]);
  const sql = ratios.map(() => `${inKey} AND bpm BETWEEN ? AND ?`).join(' UNION ALL ');
  return prepare(db, sql)
    .raw()
    .all(...ends) as MixRow[];
}

function mixTrackOf([, key, bpm, energy, arousal, valence]: MixRow): MixTrack {
  return {
    key,
    bpm,
    valence,
    energy: energy === null ? null : energy / 100,
    arousal: arousal === null ? null : arousal / 100,
  };
}

/** The first of them that can be played and do not sound exactly like the track itself. */
function firstHeard(db: Db, id: number, found: readonly CompatibleTrack[], limit: number): CompatibleTrack[] {
  const isHeard = prepare(
    db,
    `SELECT 1 FROM track WHERE id = ? AND missing_since IS NULL
     AND (audio_hash IS NULL OR audio_hash IS NOT (SELECT audio_hash FROM track WHERE id = ?))`,
  ).pluck();
  const heard: CompatibleTrack[] = [];
  for (const track of found) {
    if (heard.length === limit) break;
    if (isHeard.get(track.id, id) !== undefined) heard.push(track);
  }
  return heard;
}
