import { type Db, prepare } from '#core/db/query.ts';
import { TrackChanges } from '#core/library/search/track-changes.ts';
import { nameKey, readCredits } from '#shared/credits.ts';
import { moods } from '#shared/findings.ts';
import { foldText } from '#shared/fold-text.ts';
import type { MixTrack } from '#shared/mixability.ts';

/** What matchers compare of a track. Names are numbers of the table; 0 and empty lists mean that none is known. */
export type TrackFacts = {
  id: number;
  makers: readonly number[];
  guests: readonly number[];
  remixers: readonly number[];
  album: number;
  label: number;
  genres: readonly number[];
  /** Learned from the sound, not from its tags. */
  isGenreSuggested: boolean;
  year: number | null;
  mix: MixTrack;
  /** One bit for each mood, in the order of `moods`. */
  moods: number;
  /** 0 to 5 stars. */
  rating: number;
  plays: number;
  lastPlayedAt: number | null;
  durationMs: number | null;
  /** Equal for files with the same sound. */
  audioHash: string | null;
};

/** Numbers for names, from 1: what has one key has one number, and is called as it was read first. */
export class NameNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [''];

  /** 0 for no name. */
  numberOf(key: string, name: string): number {
    if (key === '') return 0;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#names.push(name);
    this.#numbers.set(key, this.#names.length - 1);
    return this.#names.length - 1;
  }

  /** 0 for one that no track has. */
  find(key: string): number {
    return this.#numbers.get(key) ?? 0;
  }

  nameOf(number: number): string {
    return this.#names[number] ?? '';
  }

  get count(): number {
    return this.#names.length;
  }
}

type Row = [
  id: number,
  artist: string,
  title: string,
  remixer: string,
  album: string,
  albumArtist: string,
  label: string,
  genre: string,
  suggestedGenre: string,
  year: number | null,
  key: number | null,
  bpm: number | null,
  energy: number | null,
  arousal: number | null,
  valence: number | null,
  mood: string,
  rating: number,
  plays: number,
  lastPlayedAt: number | null,
  durationMs: number | null,
  audioHash: string | null,
];

const columns = `id, artist, title, remixer, album, album_artist, label, genre, suggested_genre, year, musical_key, bpm, energy,
  arousal, valence, mood, rating, play_count, last_played_at, duration_ms, audio_hash`;
const none: readonly number[] = [];

/**
 * The tracks of a library whose files are there, as matchers compare them: about 400 bytes a track. Read when first asked
 * for and kept up with by the log of changes, in a thread that only reads.
 */
export class TrackTable {
  readonly artists = new NameNumbers();
  readonly albums = new NameNumbers();
  readonly labels = new NameNumbers();
  readonly genres = new NameNumbers();
  readonly #db: Db;
  readonly #changes: TrackChanges;
  readonly #facts = new Map<number, TrackFacts>();
  #all: readonly TrackFacts[] | null = null;
  /** Many tracks share their lists. */
  readonly #genresOf = new Map<string, readonly number[]>();
  readonly #makersOf = new Map<string, readonly number[]>();

  constructor(db: Db) {
    this.#db = db;
    this.#changes = new TrackChanges(db);
  }

  /** Brings the table up to what the library is now, and names that state. */
  refresh(): number {
    const changed = this.#changes.take();
    if (changed.length > 0) this.#all = null;
    if (changed === 'all') this.#load();
    else for (const id of changed) this.#reread(id);
    return this.#changes.generation;
  }

  get size(): number {
    return this.#facts.size;
  }

  /** In no order that means anything. */
  get all(): readonly TrackFacts[] {
    this.#all ??= [...this.#facts.values()];
    return this.#all;
  }

  get(id: number): TrackFacts | undefined {
    return this.#facts.get(id);
  }

  /** Also one whose file is gone; undefined where there is no such track. */
  read(id: number): TrackFacts | undefined {
    const known = this.#facts.get(id);
    if (known) return known;
    const row = prepare(this.#db, `SELECT ${columns} FROM track WHERE id = ?`).raw().get(id) as Row | undefined;
    return row && this.#toFacts(row);
  }

  /** The numbers of genres that a tag names. */
  genreNumbers(genre: string): readonly number[] {
    const known = this.#genresOf.get(genre);
    if (known) return known;
    const names = genre.split(/[;,/|]/).map((name) => name.trim());
    const numbers = names.map((name) => this.genres.numberOf(genreKey(name), name)).filter((number) => number > 0);
    this.#genresOf.set(genre, numbers);
    return numbers;
  }

  #load(): void {
    this.#facts.clear();
    const rows = prepare(this.#db, `SELECT ${columns} FROM track WHERE missing_since IS NULL ORDER BY id`).raw();
    for (const row of rows.iterate() as IterableIterator<Row>) this.#facts.set(row[0], this.#toFacts(row));
  }

  #reread(id: number): void {
    const sql = `SELECT ${columns} FROM track WHERE id = ? AND missing_since IS NULL`;
    const row = prepare(this.#db, sql).raw().get(id) as Row | undefined;
    if (row) this.#facts.set(id, this.#toFacts(row));
    else this.#facts.delete(id);
  }

  #toFacts(row: Row): TrackFacts {
    const [id, artist, title, remixer, album, albumArtist, label, genre, suggestedGenre, year, ...heard] = row;
    const [key, bpm, energy, arousal, valence, mood, rating, plays, lastPlayedAt, durationMs, audioHash] = heard;
    const albumBy = nameKey(albumArtist || artist);
    return {
      id,
      ...this.#credits(artist, title, remixer),
      album: album === '' ? 0 : this.albums.numberOf(`${foldText(album)}\n${albumBy}`, album),
      label: this.labels.numberOf(nameKey(label), label),
      genres: this.genreNumbers(genre === '' ? suggestedGenre : genre),
      isGenreSuggested: genre === '',
      year: year !== null && year > 0 ? year : null,
      mix: {
        key,
        bpm,
        energy: energy === null ? null : energy / 100,
        arousal: arousal === null ? null : arousal / 100,
        valence,
      },
      moods: moodBits(mood),
      rating,
      plays,
      lastPlayedAt,
      durationMs,
      audioHash,
    };
  }

  #credits(artist: string, title: string, remixer: string): Pick<TrackFacts, 'makers' | 'guests' | 'remixers'> {
    const numbers = (names: readonly { key: string; name: string }[]) =>
      names.length === 0 ? none : names.map(({ key, name }) => this.artists.numberOf(key, name));
    // Nearly all titles name nobody, and then the makers are those of the artist alone.
    if (remixer === '' && !/feat|ft|mix|rmx|rework|fix|edit|bootleg|flip/i.test(`${artist} ${title}`)) {
      const makers = this.#makersOf.get(artist) ?? numbers(readCredits(artist, '').makers);
      this.#makersOf.set(artist, makers);
      return { makers, guests: none, remixers: none };
    }
    const { makers, guests, remixers } = readCredits(artist, title, remixer);
    return { makers: numbers(makers), guests: numbers(guests), remixers: numbers(remixers) };
  }
}

/** "Drum & Bass", "drum and bass" and "Drum'n'Bass" are one. */
export function genreKey(name: string): string {
  return foldText(name)
    .replace(/&|\+|\bn\b|'n'/g, ' and ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

function moodBits(mood: string): number {
  if (mood === '') return 0;
  const names = mood.split(' ');
  return moods.reduce((bits, name, index) => (names.includes(name) ? bits | (1 << index) : bits), 0);
}

/** Whether two lists of numbers share one. They are short. */
export function shares(one: readonly number[], other: readonly number[]): boolean {
  for (const number of one) if (other.includes(number)) return true;
  return false;
}
