import { parseKey } from '#shared/music-key.ts';
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
import { colourOf, readDay, readNumber, readPositive, readRating255 } from '../foreign-values.ts';
import { shiftTimes } from '../shift-times.ts';
import { readXml, type XmlAttributes, type XmlHandler } from '../xml-reader.ts';
import { fromLocation } from './location.ts';

const cueKinds = ['cue', 'fadeIn', 'fadeOut', 'load', 'loop'] as const;

/** Hot cues that there is place for. */
const slots = 8;

/** Reads the XML that rekordbox 5 to 7 export, and programs that write like it. */
export function readRekordbox(file: string, { signal, mp3ShiftMs = 0 }: ReadOptions): AsyncIterable<ForeignPart> {
  return readXml<ForeignPart>(file, (emit) => new RekordboxHandler(emit, mp3ShiftMs), { signal });
}

class RekordboxHandler implements XmlHandler {
  readonly #emit: (part: ForeignPart) => void;
  readonly #shiftMs: number;
  readonly #keys = new Set<string>();
  #track: ForeignTrack | null = null;
  #isInCollection = false;
  /** Open nodes of the tree of playlists, the root first. */
  readonly #nodes: { playlist: ForeignPlaylist; namesPaths: boolean }[] = [];

  constructor(emit: (part: ForeignPart) => void, shiftMs: number) {
    this.#emit = emit;
    this.#shiftMs = shiftMs;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'COLLECTION') this.#isInCollection = true;
    else if (name === 'NODE') this.#openNode(attributes);
    else if (name === 'TRACK' && this.#isInCollection) this.#openTrack(attributes);
    else if (name === 'TRACK') this.#addEntry(attributes);
    else if (name === 'TEMPO') this.#addTempo(attributes);
    else if (name === 'POSITION_MARK') this.#addMark(attributes);
  }

  close(name: string): void {
    if (name === 'COLLECTION') this.#isInCollection = false;
    else if (name === 'NODE') this.#closeNode();
    else if (name === 'TRACK' && this.#track) this.#closeTrack(this.#track);
  }

  #note(code: ForeignNoteCode, subject: string): void {
    this.#emit({ part: 'note', note: { code, subject } });
  }

  #openTrack(attributes: XmlAttributes): void {
    const id = attributes.TrackID ?? '';
    // Playlists mean the first of those that share a number.
    const key = id !== '' && !this.#keys.has(id) ? id : `${id}#${this.#keys.size}`;
    if (key !== id) this.#note('badValue', `TrackID ${id}`);
    this.#keys.add(key);
    this.#track = readTrack(key, attributes);
    const { DateAdded: added = '' } = attributes;
    if (added !== '' && this.#track.addedAt === null) this.#note('badDate', added);
  }

  #closeTrack(track: ForeignTrack): void {
    this.#track = null;
    track.grid = thinTempos(track.grid);
    track.cues = withoutTwins(track.cues);
    if (track.path === '' && track.title === '' && track.artist === '') this.#note('brokenTrack', track.key);
    this.#emit({ part: 'track', track: shiftTimes(track, this.#shiftMs) });
  }

  #addTempo({ Inizio, Bpm, Battito }: XmlAttributes): void {
    const [start, bpm, beat] = [readNumber(Inizio), readNumber(Bpm), readNumber(Battito)];
    if (start === null || bpm === null || !(bpm > 0)) return;
    const isBeat = beat !== null && beat >= 1 && beat <= 4;
    this.#track?.grid.push({ startMs: toMs(start), bpm, beat: isBeat ? Math.round(beat) : 1 });
  }

  #addMark(attributes: XmlAttributes): void {
    const start = readNumber(attributes.Start);
    if (!this.#track || start === null) return;
    const kind = cueKinds[readNumber(attributes.Type) ?? 0] ?? 'cue';
    const end = readNumber(attributes.End);
    const number = readNumber(attributes.Num) ?? -1;
    if (number >= slots) this.#note('moreCuesThanSlots', this.#track.title || this.#track.path);
    this.#track.cues.push({
      kind: kind === 'loop' && end === null ? 'cue' : kind,
      slot: number >= 0 && number < slots ? number : null,
      startMs: toMs(start),
      endMs: kind === 'loop' && end !== null ? toMs(end) : null,
      name: attributes.Name ?? '',
      colour: colourOf(readNumber(attributes.Red), readNumber(attributes.Green), readNumber(attributes.Blue)),
    });
  }

  #openNode({ Type, Name = '', KeyType }: XmlAttributes): void {
    const above = this.#nodes.at(-1)?.playlist.path;
    const kind = Type === '0' ? 'folder' : 'list';
    const playlist: ForeignPlaylist = { path: above ? [...above, Name] : [], kind, keys: [], rules: '' };
    this.#nodes.push({ playlist, namesPaths: KeyType === '1' });
    // A folder comes before what it holds; a list when its entries are known.
    if (above && kind === 'folder') this.#emit({ part: 'playlist', playlist });
  }

  #closeNode(): void {
    const node = this.#nodes.pop();
    if (node && this.#nodes.length > 0 && node.playlist.kind === 'list') {
      this.#emit({ part: 'playlist', playlist: node.playlist });
    }
  }

  #addEntry({ Key = '' }: XmlAttributes): void {
    const node = this.#nodes.at(-1);
    if (Key !== '') node?.playlist.keys.push(node.namesPaths ? fromLocation(Key) : Key);
  }
}

function readTrack(key: string, attributes: XmlAttributes): ForeignTrack {
  const text = (name: string) => attributes[name] ?? '';
  const seconds = readPositive(attributes.TotalTime);
  const bitrate = readPositive(attributes.BitRate);
  const bpm = readNumber(attributes.AverageBpm);
  return {
    ...emptyForeignTrack(key),
    path: fromLocation(text('Location')),
    title: text('Name'),
    artist: text('Artist'),
    album: text('Album'),
    genre: text('Genre'),
    label: text('Label'),
    comment: text('Comments'),
    grouping: text('Grouping'),
    composer: text('Composer'),
    remixer: text('Remixer'),
    mixName: text('Mix'),
    year: readPositive(attributes.Year),
    trackNumber: readPositive(attributes.TrackNumber),
    discNumber: readPositive(attributes.DiscNumber),
    durationMs: seconds === null ? null : seconds * 1000,
    sizeBytes: readPositive(attributes.Size),
    bitrate: bitrate === null ? null : bitrate * 1000,
    sampleRate: readPositive(attributes.SampleRate),
    bpm: bpm !== null && bpm > 0 ? bpm : null,
    musicalKey: parseKey(text('Tonality')),
    rating: readRating255(attributes.Rating),
    playCount: readNumber(attributes.PlayCount),
    lastPlayedAt: readDay(attributes.LastPlayed),
    addedAt: readDay(attributes.DateAdded),
    colour: /^0x[0-9a-f]{6}$/i.test(text('Colour')) ? `#${text('Colour').slice(2).toLowerCase()}` : '',
  };
}

/** Seconds with three decimals, without what binary fractions leave behind. */
function toMs(seconds: number): number {
  return Math.max(0, Math.round(seconds * 1e6) / 1e3);
}

/** Hot cues are written a second time as memory cues, which players jump between; here one is enough. */
function withoutTwins(cues: readonly ForeignCue[]): ForeignCue[] {
  const keyOf = ({ kind, startMs, endMs }: ForeignCue, name: string) => JSON.stringify([kind, startMs, endMs, name]);
  const hot = cues.filter(({ slot }) => slot !== null);
  const taken = new Set(hot.flatMap((cue) => [keyOf(cue, cue.name), keyOf(cue, '')]));
  return cues.filter((cue) => cue.slot !== null || !taken.has(keyOf(cue, cue.name)));
}
