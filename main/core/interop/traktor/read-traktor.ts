import { keyFromPitch, parseKey } from '#shared/music-key.ts';
import type { ReadOptions } from '../foreign-format.ts';
import { thinTempos } from '../foreign-grid.ts';
import {
  emptyForeignTrack,
  type ForeignCue,
  type ForeignNoteCode,
  type ForeignPart,
  type ForeignPlaylist,
  type ForeignTrack,
} from '../foreign-library.ts';
import { readDay, readNumber, readPositive, readRating255 } from '../foreign-values.ts';
import { shiftTimes } from '../shift-times.ts';
import { readXml, type XmlAttributes, type XmlHandler } from '../xml-reader.ts';
import { fromPlace, fromPrimaryKey, toPrimaryKey } from './location.ts';

/** By TYPE; 4 is a marker of the beat grid. */
const cueKinds: Readonly<Record<string, ForeignCue['kind']>> = {
  0: 'cue',
  1: 'fadeIn',
  2: 'fadeOut',
  3: 'load',
  5: 'loop',
};
const gridType = '4';

const slots = 8;
const rootName = '$ROOT';
/** Lists that Traktor keeps for itself. */
const internalLists: ReadonlySet<string> = new Set(['_LOOPS', '_RECORDINGS']);

/** Reads collection.nml, exported playlists and the history of Traktor 3 and 4 (NML 19 and 20, and older ones). */
export function readTraktor(file: string, { signal, mp3ShiftMs = 0 }: ReadOptions): AsyncIterable<ForeignPart> {
  return readXml<ForeignPart>(file, (emit) => new TraktorHandler(emit, mp3ShiftMs), { signal });
}

class TraktorHandler implements XmlHandler {
  readonly #emit: (part: ForeignPart) => void;
  readonly #shiftMs: number;
  readonly #keys = new Set<string>();
  #isInCollection = false;
  #track: ForeignTrack | null = null;
  /** Of the track that is read; markers of the grid that say none of their own have it. */
  #bpm: number | null = null;
  #markers: { startMs: number; bpm: number | null }[] = [];
  readonly #nodes: (ForeignPlaylist | null)[] = [];

  constructor(emit: (part: ForeignPart) => void, shiftMs: number) {
    this.#emit = emit;
    this.#shiftMs = shiftMs;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'COLLECTION') this.#isInCollection = true;
    else if (name === 'ENTRY' && this.#isInCollection) this.#openTrack(attributes);
    else if (name === 'NODE') this.#openNode(attributes);
    else if (name === 'PRIMARYKEY') this.#addEntry(attributes);
    else if (name === 'SEARCH_EXPRESSION') this.#addRules(attributes);
    else if (this.#track) this.#addTo(this.#track, name, attributes);
  }

  close(name: string): void {
    if (name === 'COLLECTION') this.#isInCollection = false;
    else if (name === 'ENTRY' && this.#track) this.#closeTrack(this.#track);
    else if (name === 'NODE') this.#closeNode();
  }

  #note(code: ForeignNoteCode, subject: string): void {
    this.#emit({ part: 'note', note: { code, subject } });
  }

  #openTrack({ TITLE = '', ARTIST = '' }: XmlAttributes): void {
    this.#track = { ...emptyForeignTrack(''), title: TITLE, artist: ARTIST };
    this.#bpm = null;
    this.#markers = [];
  }

  #addTo(track: ForeignTrack, name: string, attributes: XmlAttributes): void {
    if (name === 'LOCATION') {
      const place = { volume: attributes.VOLUME ?? '', dir: attributes.DIR ?? '/:', file: attributes.FILE ?? '' };
      track.key = toPrimaryKey(place);
      track.path = place.file === '' ? '' : fromPlace(place);
    } else if (name === 'ALBUM') {
      track.album = attributes.TITLE ?? '';
      track.trackNumber = readPositive(attributes.TRACK);
    } else if (name === 'INFO') {
      Object.assign(track, readInfo(attributes));
      for (const day of [attributes.IMPORT_DATE, attributes.LAST_PLAYED]) {
        if (day && readDay(day) === null) this.#note('badDate', day);
      }
    } else if (name === 'TEMPO') {
      const bpm = readNumber(attributes.BPM);
      this.#bpm = bpm !== null && bpm > 0 ? bpm : null;
      track.bpm = this.#bpm;
    } else if (name === 'MUSICAL_KEY') {
      track.musicalKey = readKey(attributes.VALUE) ?? track.musicalKey;
    } else if (name === 'CUE_V2') {
      this.#addCue(track, attributes);
    } else if (name === 'GRID') {
      const marker = this.#markers.at(-1);
      if (marker) marker.bpm = readNumber(attributes.BPM);
    }
  }

  #addCue(track: ForeignTrack, { NAME = '', TYPE = '0', START, LEN, HOTCUE, COLOR = '' }: XmlAttributes): void {
    const start = readNumber(START);
    if (start === null) return;
    const startMs = toMs(start);
    const slot = readNumber(HOTCUE) ?? -1;
    if (TYPE === gridType) {
      this.#markers.push({ startMs, bpm: null });
      // The marker that Traktor set by itself is nobody's cue.
      if (slot < 0 || NAME === 'AutoGrid') return;
    }
    if (slot >= slots) this.#note('moreCuesThanSlots', track.title || track.path);
    const kind = cueKinds[TYPE] ?? 'cue';
    const length = readNumber(LEN) ?? 0;
    track.cues.push({
      kind: kind === 'loop' && !(length > 0) ? 'cue' : kind,
      slot: slot >= 0 && slot < slots ? slot : null,
      startMs,
      endMs: kind === 'loop' && length > 0 ? toMs(start + length) : null,
      name: NAME === 'n.n.' ? '' : NAME,
      colour: /^#[0-9a-f]{6}$/i.test(COLOR) ? COLOR.toLowerCase() : '',
    });
  }

  #closeTrack(track: ForeignTrack): void {
    this.#track = null;
    track.grid = thinTempos(
      this.#markers.flatMap(({ startMs, bpm }) => {
        const tempo = bpm ?? this.#bpm;
        return tempo !== null && tempo > 0 ? [{ startMs, bpm: tempo, beat: 1 }] : [];
      }),
    );
    if (track.path === '') this.#note('brokenTrack', `${track.artist} ${track.title}`.trim());
    if (track.key === '' || this.#keys.has(track.key)) track.key = `${track.key}#${this.#keys.size}`;
    this.#keys.add(track.key);
    this.#emit({ part: 'track', track: shiftTimes(track, this.#shiftMs) });
  }

  #openNode({ TYPE = '', NAME = '' }: XmlAttributes): void {
    const above = this.#nodes.at(-1);
    const isSkipped = above === null || internalLists.has(NAME);
    if (isSkipped) {
      if (above !== null) this.#note('skippedInternalList', NAME);
      this.#nodes.push(null);
      return;
    }
    const path = above === undefined || NAME === rootName ? (above?.path ?? []) : [...above.path, NAME];
    const kind = TYPE === 'FOLDER' ? 'folder' : TYPE === 'SMARTLIST' ? 'smart' : 'list';
    const playlist: ForeignPlaylist = { path, kind, keys: [], rules: '' };
    this.#nodes.push(playlist);
    if (kind === 'folder' && path.length > 0 && NAME !== rootName) this.#emit({ part: 'playlist', playlist });
  }

  #closeNode(): void {
    const playlist = this.#nodes.pop();
    if (!playlist || playlist.kind === 'folder') return;
    if (playlist.kind === 'smart') {
      this.#note('skippedSmartList', `${playlist.path.join(' / ')}: ${playlist.rules}`);
    }
    // An exported list may stand without a folder above it.
    this.#emit({ part: 'playlist', playlist });
  }

  #addEntry({ KEY = '' }: XmlAttributes): void {
    const playlist = this.#nodes.at(-1);
    if (!playlist || KEY === '') return;
    if (!this.#keys.has(KEY)) {
      this.#keys.add(KEY);
      this.#emit({ part: 'track', track: { ...emptyForeignTrack(KEY), path: fromPrimaryKey(KEY) } });
    }
    playlist.keys.push(KEY);
  }

  #addRules({ QUERY = '' }: XmlAttributes): void {
    const playlist = this.#nodes.at(-1);
    if (playlist) playlist.rules = QUERY;
  }
}

function readInfo(attributes: XmlAttributes): Partial<ForeignTrack> {
  const text = (name: string) => attributes[name] ?? '';
  const seconds = readNumber(attributes.PLAYTIME_FLOAT) ?? readNumber(attributes.PLAYTIME);
  return {
    genre: text('GENRE'),
    label: text('LABEL'),
    comment: text('COMMENT'),
    remixer: text('REMIXER'),
    mixName: text('MIX'),
    musicalKey: parseKey(text('KEY')),
    bitrate: readPositive(attributes.BITRATE),
    durationMs: seconds !== null && seconds > 0 ? Math.round(seconds * 1000) : null,
    playCount: readNumber(attributes.PLAYCOUNT),
    rating: readRating255(attributes.RANKING),
    addedAt: readDay(attributes.IMPORT_DATE),
    lastPlayedAt: readDay(attributes.LAST_PLAYED),
    year: readPositive(/^\d{4}/.exec(text('RELEASE_DATE'))?.[0]),
    // FILESIZE is rounded up to KiB, and so no size of a file.
    sizeBytes: null,
  };
}

/** 0 to 11 are C to B major, 12 to 23 the same in minor. */
function readKey(text: string | undefined): number | null {
  const value = readNumber(text);
  if (value === null || !Number.isInteger(value) || value < 0 || value > 23) return null;
  return keyFromPitch(value % 12, value < 12 ? 'major' : 'minor');
}

/** Microseconds are what Traktor writes and a thousandth of what anybody hears. */
function toMs(value: number): number {
  return Math.max(0, Math.round(value * 1000) / 1000);
}
