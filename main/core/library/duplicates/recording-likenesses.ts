import { type Db, prepare } from '#core/db/query.ts';
import { type Likeness, likenessBetween } from './likeness.ts';
import { type Shape, shapeDifference } from './shape-difference.ts';

/** Sounds kept for the next comparison; 4 kB each. */
const mostKept = 10_000;
/** Waveforms of copies differ less than half as much. */
const mostShapeDifference = 0.12;

type Sound = Shape & { items: Uint32Array };

/** How alike pieces of audio are, by what the library knows of them; each pair is compared once. */
export class RecordingLikenesses {
  /** Under this, two pieces have nothing in common but chance. */
  static readonly leastTelling = 0.65;
  readonly #db: Db;
  readonly #known = new Map<string, Likeness | null>();
  readonly #sounds = new Map<string, Sound | null>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** All fingerprints, one after the other as they lie on the disk. */
  *all(): Generator<[hash: string, items: Uint32Array]> {
    const rows = prepare(
      this.#db,
      'SELECT audio_hash, fingerprint FROM analysis WHERE fingerprint IS NOT NULL ORDER BY rowid',
    )
      .raw()
      .iterate() as IterableIterator<[string, Uint8Array]>;
    for (const [hash, bytes] of rows) yield [hash, itemsOf(bytes)];
  }

  /** Compares at an offset of which there are signs; whether they have anything in common. */
  compareAt(one: string, other: string, offset: number): boolean {
    const likeness = this.#compare(one, other, offset);
    if (likeness === null || likeness.likeness < RecordingLikenesses.leastTelling) return false;
    this.#known.set(keyOf(one, other), one < other ? likeness : turned(likeness));
    return true;
  }

  /** `offsetMs` says by how much `other` begins later than `one`. */
  compare(one: string, other: string): Likeness | null {
    const key = keyOf(one, other);
    let known = this.#known.get(key);
    if (known === undefined) {
      known = one < other ? this.#compare(one, other, null) : this.#compare(other, one, null);
      this.#known.set(key, known);
    }
    return known && (one < other ? known : turned(known));
  }

  #compare(one: string, other: string, offset: number | null): Likeness | null {
    const [first, second] = [this.#sound(one), this.#sound(other)];
    const likeness = first && second && likenessBetween(first.items, second.items, offset);
    if (!likeness?.isSame) return likeness;
    const difference = shapeDifference(first as Sound, second as Sound, likeness.offsetMs);
    return { ...likeness, isSame: difference === null || difference <= mostShapeDifference };
  }

  #sound(hash: string): Sound | null {
    const known = this.#sounds.get(hash);
    if (known !== undefined) return known;
    const row = prepare(
      this.#db,
      'SELECT fingerprint, waveform_overview, duration_ms FROM analysis WHERE audio_hash = ? AND fingerprint IS NOT NULL',
    )
      .raw()
      .get(hash) as [Uint8Array, Uint8Array, number] | undefined;
    const sound = row ? { items: itemsOf(row[0]), overview: row[1], durationMs: row[2] } : null;
    if (this.#sounds.size >= mostKept) this.#sounds.delete(this.#sounds.keys().next().value as string);
    this.#sounds.set(hash, sound);
    return sound;
  }
}

function keyOf(one: string, other: string): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`;
}

function turned(likeness: Likeness): Likeness {
  return { ...likeness, offsetMs: -likeness.offsetMs };
}

/** The bytes may lie anywhere in memory; items must begin at a multiple of four. */
function itemsOf(bytes: Uint8Array): Uint32Array {
  const items = new Uint32Array(bytes.byteLength >> 2);
  new Uint8Array(items.buffer).set(bytes.subarray(0, items.byteLength));
  return items;
}
