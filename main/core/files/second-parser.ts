import { createHash } from 'node:crypto';
import { type IAudioMetadata, parseFromTokenizer } from 'music-metadata';
import { ScanWindow } from '#core/library/scan/reading/scan-window.ts';
import { WindowTokenizer } from '#core/library/scan/reading/window-tokenizer.ts';
import type { TextTagField } from '#shared/tags/tag-fields.ts';
import type { AudioFormat } from './audio-format.ts';

/** What a parser that shares no line with ours says of a file. */
export type SecondReading = {
  texts(field: TextTagField): string[];
  /** Values of a free field, under whatever name its format gives it. */
  custom(name: string): string[];
  /** sha256 of the front covers, 64 hexadecimal digits. */
  covers: string[];
  durationSeconds: number | null;
};

/** The extension by which music-metadata chooses its parser. */
const extensions: Readonly<Partial<Record<AudioFormat, string>>> = {
  mp3: '.mp3',
  aac: '.aac',
  flac: '.flac',
  wav: '.wav',
  aiff: '.aif',
  mp4: '.m4a',
  ogg: '.ogg',
};

/** Reads an open file with music-metadata, in bounded memory. Null where it cannot: it is stricter than players are. */
export async function readWithSecondParser(
  fd: number,
  sizeBytes: number,
  format: AudioFormat,
): Promise<SecondReading | null> {
  const extension = extensions[format];
  if (extension === undefined) return null;
  try {
    const window = new ScanWindow(fd, sizeBytes);
    if (isBlindTo(window)) return null;
    const tokenizer = new WindowTokenizer(window, extension);
    return readingOf(await parseFromTokenizer(tokenizer, { duration: false }));
  } catch {
    return null;
  }
}

/** 64-bit WAVE, of which it takes the sound to reach to the end, and FLAC in Ogg, whose comments it does not look for. */
function isBlindTo(window: ScanWindow): boolean {
  const isLongWave = ['RF64', 'BW64'].includes(window.bytes(0, 4).toString('latin1'));
  return isLongWave || window.bytes(0, 64).includes('\x7fFLAC', 0, 'latin1');
}

function readingOf({ common, format, native }: IAudioMetadata): SecondReading {
  const all = Object.entries(native).toSorted(([one], [other]) => trust(one) - trust(other));
  const tags = all.map(([, items]) => items.map(({ id, value }) => named(id.toUpperCase(), textOf(value))));
  /** What the most trusted tag says that says anything. */
  const first = (read: (matching: Matching) => string[]): string[] => {
    for (const items of tags) {
      const values = read((name) => items.filter((item) => name.test(item.name)).map(({ value }) => value));
      if (values.length > 0) return values;
    }
    return [];
  };
  return {
    texts: (field) => {
      const { common: ofCommon, native: name, parts } = places[field];
      const values = ofCommon?.(common) ?? [];
      if (values.length > 0) return values.map(textOf);
      return first(parts ?? ((matching) => (name ? matching(name) : [])));
    },
    custom: (name) => {
      const wanted = name.toUpperCase();
      const isWanted = (each: string) => each === wanted || each.endsWith(`:${wanted}`);
      return tags.flat().flatMap((item) => (isWanted(item.name) ? [item.value] : []));
    },
    covers: (common.picture ?? [])
      .filter(({ type }) => type === undefined || /front/i.test(type))
      .map(({ data }) => createHash('sha256').update(data).digest('hex')),
    durationSeconds: format.duration ?? null,
  };
}

/** Tags in the order in which programs believe them: those at the end hold the start of a few fields. */
function trust(tagType: string): number {
  const order = ['APEv2', 'AIFF', 'exif', 'ID3v1'];
  return order.indexOf(tagType);
}

/** Opus has the gain under a name and in a unit of its own: 256ths of a decibel, against a level 5 dB lower. */
function named(name: string, value: string): { name: string; value: string } {
  if (name !== 'R128_TRACK_GAIN') return { name, value };
  return { name: 'REPLAYGAIN_TRACK_GAIN', value: `${(Number(value) / 256 + 5).toFixed(2)} dB` };
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'text' in value) return String(value.text ?? '');
  return String(value ?? '');
}

type Common = IAudioMetadata['common'];
type Matching = (name: RegExp) => string[];
type Place = {
  common?: (common: Common) => unknown[];
  native?: RegExp;
  /** Where a format divides it. */
  parts?: (matching: Matching) => string[];
};

/** Where music-metadata puts a field: under a common name, or only under the one of the format. */
const places: Readonly<Record<TextTagField, Place>> = {
  title: { common: ({ title }) => given(title) },
  artist: { common: ({ artist, artists }) => severalOr(artist, artists) },
  album: { common: ({ album }) => given(album) },
  albumArtist: { common: ({ albumartist, albumartists }) => severalOr(albumartist, albumartists) },
  // Under the common name styles stand too.
  genre: { native: /^(GENRE|TCON|©GEN|GNRE|IGNR)$/ },
  style: { native: /(^|:)STYLE$/ },
  label: { common: ({ label, publisher }) => label ?? publisher ?? [] },
  catalogNumber: { common: ({ catalognumber }) => catalognumber ?? [] },
  comment: { common: ({ comment }) => (comment ?? []).filter(({ descriptor }) => !descriptor).map(({ text }) => text) },
  grouping: { common: ({ grouping }) => given(grouping) },
  composer: { common: ({ composer }) => composer ?? [] },
  remixer: { common: ({ remixer }) => remixer ?? [] },
  mixName: { common: ({ subtitle }) => subtitle ?? [], native: /(^|:)(SUBTITLE|TIT3)$/ },
  isrc: { common: ({ isrc }) => isrc ?? [] },
  date: { parts: dateOf },
  originalDate: { parts: (matching) => firstOf(matching(/^(TDOR|ORIGINALDATE)$|:ORIGINALDATE$/), matching(/^TORY$/)) },
  trackNumber: { common: ({ track }) => given(track.no) },
  trackTotal: { common: ({ track }) => given(track.of) },
  discNumber: { common: ({ disk }) => given(disk.no) },
  discTotal: { common: ({ disk }) => given(disk.of) },
  bpm: { native: /^(TBPM|TMPO|IBPM|BPM|TEMPO)$|:BPM$/ },
  key: { common: ({ key }) => given(key), native: /(^|:)(TKEY|INITIALKEY|KEY|IKEY)$/ },
  mood: { native: /(^|:)(MOOD|TMOO)$/ },
  lyrics: { common: ({ lyrics }) => (lyrics ?? []).map(({ text }) => text) },
  lyricist: { common: ({ lyricist }) => lyricist ?? [] },
  conductor: { common: ({ conductor }) => conductor ?? [] },
  copyright: { common: ({ copyright }) => given(copyright) },
  // Under the common name the program of WAVE stands too.
  encodedBy: { native: /^(TENC|ENCODED-?BY|©TOO|©ENC)$/ },
  language: { common: ({ language }) => given(language) },
  replayGainTrackGain: { native: /(^|:)REPLAYGAIN_TRACK_GAIN$/ },
  replayGainTrackPeak: { native: /(^|:)REPLAYGAIN_TRACK_PEAK$/ },
};

/** ID3 2.3 divides a date into the year and 'DDMM'. */
function dateOf(matching: Matching): string[] {
  const [year] = matching(/^TYER$/);
  const [dayMonth] = matching(/^TDAT$/);
  const date = year && dayMonth ? `${year}-${dayMonth.slice(2)}-${dayMonth.slice(0, 2)}` : year;
  return firstOf(matching(/^(TDRC|DATE|©DAY|ICRD)$/), date === undefined ? [] : [date]);
}

function firstOf(one: string[], other: string[]): string[] {
  return one.length > 0 ? one : other;
}

function given(value: unknown): unknown[] {
  return value === undefined || value === null || value === '' ? [] : [value];
}

/** music-metadata makes the first of several artists the credit. */
function severalOr(credit: string | undefined, names: string[] | undefined): unknown[] {
  return names && names.length > 1 && credit === names[0] ? names : given(credit);
}
