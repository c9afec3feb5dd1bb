import { keyCount } from '#shared/music-key.ts';

/** Where a key is not known; the tables of keys have a place for it. */
export const unknownKey = keyCount;
/** Rows at the end of a table for locked entries that are not in the library. */
const spareRows = 512;

/** What a set is built from: one row a track, one array a fact. Numbers that are not known are NaN. */
export type SetTracks = {
  /** Rows in use. */
  count: number;
  ids: Int32Array;
  /** 0 to 23 in Camelot order, 24 where unknown. */
  key: Uint8Array;
  bpm: Float64Array;
  /** Natural logarithm of the beats a minute. */
  logBpm: Float64Array;
  /** 0 to 10. */
  energy: Float32Array;
  /** 0 to 1, and -1 to 1. */
  arousal: Float32Array;
  valence: Float32Array;
  /** 0 where unknown. */
  durationMs: Float64Array;
  /** Rows of one number are copies of one recording. */
  recording: Int32Array;
  /** All numbers of recordings and artists are below these. */
  recordingCount: number;
  artistCount: number;
  /** The first two names of the credit; 0 for none. */
  artist: Int32Array;
  secondArtist: Int32Array;
  /** 0 for none. */
  album: Int32Array;
  /** Lengths of the quiet ends, in milliseconds; NaN until they are asked for or where nothing is known. */
  introMs: Float32Array;
  outroMs: Float32Array;
  /** Unix milliseconds, 0 for never. */
  lastPlayedAt: Float64Array;
};

/** A track as the library tells of it. */
export type SetTrackFacts = {
  id: number;
  title: string;
  artist: string;
  album: string;
  albumArtist: string;
  key: number | null;
  bpm: number | null;
  /** 0 to 100. */
  energy: number | null;
  /** 0 to 100. */
  arousal: number | null;
  valence: number | null;
  durationMs: number | null;
  audioHash: string | null;
  /** Of files that were found to be the same recording. */
  duplicateGroup: number | null;
  lastPlayedAt: number | null;
};

/** Words that stand between the names of a credit; texts are folded. */
const betweenNames = /\s*(?:[,;/&+]|\b(?:feat|ft|featuring|vs|with|and|x|pres)\b\.?)\s*/u;

/** Puts tracks into columns, and numbers what they share: artists, albums, recordings. */
export class SetTracksBuilder {
  readonly tracks: SetTracks;
  readonly #capacity: number;
  readonly #artists = new Map<string, number>();
  readonly #creditOf = new Map<string, readonly [number, number]>();
  readonly #albums = new Map<string, number>();
  readonly #recordings = new Map<string, number>();

  constructor(count: number) {
    const size = count + spareRows;
    this.#capacity = size;
    const unknown = () => new Float32Array(size).fill(Number.NaN);
    this.tracks = {
      count: 0,
      ids: new Int32Array(size),
      key: new Uint8Array(size).fill(unknownKey),
      bpm: new Float64Array(size).fill(Number.NaN),
      logBpm: new Float64Array(size).fill(Number.NaN),
      energy: unknown(),
      arousal: unknown(),
      valence: unknown(),
      durationMs: new Float64Array(size),
      recording: new Int32Array(size),
      recordingCount: 1,
      artistCount: 1,
      artist: new Int32Array(size),
      secondArtist: new Int32Array(size),
      album: new Int32Array(size),
      introMs: unknown(),
      outroMs: unknown(),
      lastPlayedAt: new Float64Array(size),
    };
  }

  /** Answers the row. Throws where the table is full. */
  add(facts: SetTrackFacts): number {
    const { tracks } = this;
    const row = tracks.count;
    if (row >= this.#capacity) throw new RangeError(`Expected at most ${this.#capacity} rows`);
    tracks.count += 1;
    const [artist, secondArtist] = this.#creditNumbers(facts.artist);
    const bpm = facts.bpm !== null && facts.bpm >= 1 ? facts.bpm : Number.NaN;
    tracks.ids[row] = facts.id;
    tracks.key[row] = facts.key ?? unknownKey;
    tracks.bpm[row] = bpm;
    tracks.logBpm[row] = Math.log(bpm);
    tracks.energy[row] = facts.energy === null ? Number.NaN : facts.energy / 10;
    tracks.arousal[row] = facts.arousal === null ? Number.NaN : facts.arousal / 100;
    tracks.valence[row] = facts.valence ?? Number.NaN;
    tracks.durationMs[row] = facts.durationMs ?? 0;
    tracks.recording[row] = this.#recordingNumber(facts);
    tracks.artist[row] = artist;
    tracks.secondArtist[row] = secondArtist;
    tracks.album[row] = this.#albumNumber(facts);
    tracks.introMs[row] = Number.NaN;
    tracks.outroMs[row] = Number.NaN;
    tracks.lastPlayedAt[row] = facts.lastPlayedAt ?? 0;
    return row;
  }

  /** Takes back rows that were added for one question. */
  shrinkTo(count: number): void {
    this.tracks.count = Math.min(this.tracks.count, count);
  }

  #creditNumbers(credit: string): readonly [number, number] {
    const known = this.#creditOf.get(credit);
    if (known) return known;
    const names = credit.split(betweenNames).filter((name) => name !== '');
    const [first = 0, second = 0] = [...new Set(names)].slice(0, 2).map((name) => numberOf(this.#artists, name));
    this.#creditOf.set(credit, [first, second]);
    this.tracks.artistCount = this.#artists.size + 1;
    return [first, second];
  }

  #albumNumber({ album, albumArtist, artist }: SetTrackFacts): number {
    return album === '' ? 0 : numberOf(this.#albums, `${album}\n${albumArtist || artist}`);
  }

  /** The first of its copies gives the number: by its sound, by what was found to be the same, or by its name. */
  #recordingNumber({ audioHash, duplicateGroup, title, artist }: SetTrackFacts): number {
    const names = [
      ...(audioHash === null ? [] : [`a${audioHash}`]),
      ...(duplicateGroup === null ? [] : [`d${duplicateGroup}`]),
      ...(title === '' || artist === '' ? [] : [`t${artist}\n${title}`]),
    ];
    const known = names.map((name) => this.#recordings.get(name)).find((number) => number !== undefined);
    const number = known ?? this.tracks.recordingCount++;
    for (const name of names) if (!this.#recordings.has(name)) this.#recordings.set(name, number);
    return number;
  }
}

function numberOf(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  const number = numbers.size + 1;
  numbers.set(name, number);
  return number;
}
