import { type Db, prepare } from '#core/db/query.ts';
import { plainTitle } from '#core/library/duplicates/version-words.ts';
import { foldText } from '#shared/fold-text.ts';
import { withoutGuests } from '../match-score.ts';
import type { TrackFacts } from '../matchers/track-table.ts';

type Recording = { groups: readonly number[]; name: string };

/** Files of one recording last equally long, within this part. */
const sameLength = 0.05;

/**
 * The recordings a list holds. A copy is told by its sound, by what the search for duplicates found, and by its artist, its
 * title with its version, and its length. A remix or a live take is another recording.
 */
export class UsedRecordings {
  readonly #db: Db;
  readonly #hashes = new Set<string>();
  readonly #groups = new Set<number>();
  readonly #lengths = new Map<string, (number | null)[]>();
  readonly #known = new Map<number, Recording>();

  constructor(db: Db, tracks: readonly TrackFacts[] = []) {
    this.#db = db;
    for (const track of tracks) this.add(track);
  }

  add(track: TrackFacts): void {
    const { groups, name } = this.#recordingOf(track);
    if (track.audioHash !== null) this.#hashes.add(track.audioHash);
    for (const group of groups) this.#groups.add(group);
    if (name === '') return;
    const lengths = this.#lengths.get(name);
    if (lengths) lengths.push(track.durationMs);
    else this.#lengths.set(name, [track.durationMs]);
  }

  has(track: TrackFacts): boolean {
    if (track.audioHash !== null && this.#hashes.has(track.audioHash)) return true;
    const { groups, name } = this.#recordingOf(track);
    if (groups.some((group) => this.#groups.has(group))) return true;
    const lengths = name === '' ? [] : (this.#lengths.get(name) ?? []);
    return lengths.some((length) => isAsLong(length, track.durationMs));
  }

  #recordingOf(track: TrackFacts): Recording {
    const known = this.#known.get(track.id);
    if (known) return known;
    const groups = prepare(
      this.#db,
      `SELECT group_id FROM duplicate_file JOIN duplicate_group ON duplicate_group.id = group_id
       WHERE track_id = ? AND kind <> 'maybe'`,
    )
      .pluck()
      .all(track.id) as number[];
    const title = prepare(this.#db, 'SELECT title FROM track WHERE id = ?').pluck().get(track.id) as string | undefined;
    const plain = plainTitle(withoutGuests(foldText(title ?? '')));
    const recording = { groups, name: plain === '' ? '' : `${track.makers.join(' ')}\n${plain}` };
    this.#known.set(track.id, recording);
    return recording;
  }
}

function isAsLong(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return true;
  return Math.abs(one - other) <= sameLength * Math.max(one, other);
}
