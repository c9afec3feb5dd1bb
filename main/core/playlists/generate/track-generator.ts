import { type Db, prepare } from '#core/db/query.ts';
import { BoundedCache } from '#core/library/search/bounded-cache.ts';
import type { SoundTable } from '#core/sounds/sound-table.ts';
import type { Generated } from '#shared/contract/generate.ts';
import { AppError } from '#shared/errors.ts';
import type { MatcherName } from '#shared/generate-options.ts';
import { type TrackFacts, TrackTable } from '../matchers/track-table.ts';
import { type Blended, blendMatches } from './blend-matches.ts';
import type { GenerateTask } from './generate-task.ts';
import { candidatesFor, holder } from './leave-out.ts';
import { type Picked, pickForPlace, pickPlaylist } from './pick-tracks.ts';

type Ranking = { ranked: Blended[]; unknown: MatcherName[]; leftOut: Generated['leftOut'] };

const keptRankings = 12;
const hourMs = 3_600_000;

/**
 * Answers what goes with a seed. Lives in the thread of the sounds, over a connection that only reads. What was ranked for a
 * seed is kept, so that rows replaced one after the other need no second search.
 */
export class TrackGenerator {
  readonly #db: Db;
  readonly #sounds: SoundTable;
  readonly #tracks: TrackTable;
  readonly #rankings = new BoundedCache<Ranking>(keptRankings);

  constructor(db: Db, sounds: SoundTable) {
    this.#db = db;
    this.#sounds = sounds;
    this.#tracks = new TrackTable(db);
  }

  /** Throws NOT_FOUND. */
  generate(task: GenerateTask): Generated {
    const generation = this.#tracks.refresh();
    const seed = this.#tracks.read(task.seedId);
    if (!seed) throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id: task.seedId });
    const { ranked, unknown, leftOut } = this.#ranking(task, seed, generation);
    const { picks, spaced } = this.#pick(task, seed, ranked);
    return {
      picks: picks.map(({ track, ...pick }) => ({
        ...pick,
        trackId: track.id as Generated['picks'][number]['trackId'],
      })),
      unknown,
      leftOut,
      spaced,
    };
  }

  #pick({ want, artistSpacing, rejected }: GenerateTask, seed: TrackFacts, ranked: readonly Blended[]): Picked {
    const choice = { db: this.#db, artistSpacing, rejected: new Set(rejected) };
    if (want.kind === 'playlist') return pickPlaylist(seed, ranked, { ...choice, length: want.length });
    const tracks = want.trackIds.map((id) => this.#tracks.read(id));
    return pickForPlace(tracks, ranked, { ...choice, index: want.index, count: want.count });
  }

  #ranking(task: GenerateTask, seed: TrackFacts, generation: number): Ranking {
    const wanted = this.#wanted(task, seed);
    const { seedId, blend, filterKey, heard, now } = task;
    const state = [generation, this.#listState(), Math.floor(now / hourMs), heard];
    const key = JSON.stringify([seedId, blend, filterKey, wanted, state]);
    const known = this.#rankings.get(key);
    if (known) return known;
    const { candidates, leftOut } = candidatesFor(this.#tracks, seedId, task);
    const context = {
      candidates,
      isCandidate: holder(candidates.map(({ id }) => id)),
      tracks: this.#tracks,
      sounds: this.#sounds,
      db: this.#db,
      heard: new Map(heard),
    };
    const ranking = { ...blendMatches(seed, { blend, wanted }, context), leftOut };
    this.#rankings.set(key, ranking, 1);
    return ranking;
  }

  /** In steps, so that a longer list and the alternatives for its rows come from one ranking. */
  #wanted({ want }: GenerateTask, { durationMs }: TrackFacts): number {
    if (want.kind === 'place') return stepped(want.trackIds.length);
    if (want.length.unit === 'tracks') return stepped(want.length.amount);
    return stepped((want.length.amount * 60_000) / Math.max(60_000, Math.min(durationMs ?? 240_000, 240_000)));
  }

  /** Changes with playlists and tracklists, which say what belongs together. */
  #listState(): string {
    const sql = `SELECT (SELECT count(*) || ' ' || coalesce(max(changed_at), 0) FROM playlist) || ' ' ||
      (SELECT count(*) || ' ' || coalesce(max(changed_at), 0) FROM tracklist)`;
    return prepare(this.#db, sql).pluck().get() as string;
  }
}

function stepped(count: number): number {
  return Math.min(500, 100 * Math.ceil(count / 100));
}
