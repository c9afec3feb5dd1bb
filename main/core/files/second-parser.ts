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
    const tokenizer = new WindowTokenizer(new ScanWindow(fd, sizeBytes), extension);
    return readingOf(await parseFromTokenizer(tokenizer, { duration: false }));
  } catch {
    return null;
  }
}

function readingOf(metadata: IAudioMetadata): SecondReading {
  const { common, format, native } = metadata;
  const natives = Object.entries(native)
    // ID3v1 has room for the start of a few fields; what counts stands in the other tag.
    .filter(([type], _index, all) => type !== 'ID3v1' || all.length === 1)
    .flatMap(([, tags]) => tags)
    .map(({ id, value }) => named(id.toUpperCase(), textOf(value)));
  const matching = (pattern: RegExp) => natives.filter(({ name }) => pattern.test(name)).map(({ value }) => value);
  return {
    texts: (field) => {
      const place = places[field];
      const values = place.common?.(common) ?? [];
      if (values.length > 0) return values.map(textOf);
      return place.native ? matching(place.native) : (place.all?.(matching) ?? []);
    },
    custom: (name) => {
      const wanted = name.toUpperCase();
      return natives
        .filter((each) => each.name === wanted || each.name.endsWith(`:${wanted}`))
        .map(({ value }) => value);
    },
    covers: (common.picture ?? [])
      .filter(({ type }) => type === undefined || /front/i.test(type))
      .map(({ data }) => createHash('sha256').update(data).digest('hex')),
    durationSeconds: format.duration ?? null,
  };
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
type Place = {
  common?: (common: Common) => unknown[];
  native?: RegExp;
  all?: (matching: (name: RegExp) => string[]) => string[];
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
  date: { all: dateOf },
  originalDate: { all: (matching) => firstOf(matching(/^(TDOR|ORIGINALDATE)$|:ORIGINALDATE$/), matching(/^TORY$/)) },
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
  encodedBy: { common: ({ encodedby }) => given(encodedby) },
  language: { common: ({ language }) => given(language) },
  replayGainTrackGain: { native: /(^|:)REPLAYGAIN_TRACK_GAIN$/ },
  replayGainTrackPeak: { native: /(^|:)REPLAYGAIN_TRACK_PEAK$/ },
};

/** ID3 2.3 divides a date into the year and 'DDMM'. */
function dateOf(matching: (name: RegExp) => string[]): string[] {
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
