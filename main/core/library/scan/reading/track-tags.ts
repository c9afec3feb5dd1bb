import type { IAudioMetadata, ICommonTagsResult } from 'music-metadata';
import { foldText } from '#shared/fold-text.ts';
import { parseKey } from '#shared/music-key.ts';
import type { TagColumns } from '../file-reading.ts';
import { starsOfPopularimeter, starsOfText } from './star-rating.ts';

/** No text of a tag is kept longer. */
const maxTextLength = 1_000_000;
const maxListed = 10_000;
/** Longer than any name; folded forms are for comparing and sorting. */
const maxFoldedLength = 500;

/** Native names (in lower case) of what music-metadata does not offer, or not exactly. */
const nativeFields: Readonly<Record<string, 'bpm' | 'key' | 'rating'>> = {
  tbpm: 'bpm',
  tbp: 'bpm',
  'txxx:bpm': 'bpm',
  'txxx:tempo': 'bpm',
  bpm: 'bpm',
  tempo: 'bpm',
  tmpo: 'bpm',
  '----:com.apple.itunes:bpm': 'bpm',
  'wm/beatsperminute': 'bpm',
  tkey: 'key',
  tke: 'key',
  'txxx:initialkey': 'key',
  'txxx:initial key': 'key',
  'txxx:key': 'key',
  initialkey: 'key',
  initial_key: 'key',
  key: 'key',
  '----:com.apple.itunes:initialkey': 'key',
  '----:com.apple.itunes:key': 'key',
  'wm/initialkey': 'key',
  popm: 'rating',
  pop: 'rating',
  rating: 'rating',
  rate: 'rating',
  '----:com.apple.itunes:rating': 'rating',
  'wm/shareduserrating': 'rating',
};

type NativeValues = { bpm: number | null; key: number | null; rating: number };

/** The columns of a file without tags. `fileName` without its extension is what it sorts by. */
export function emptyTags(fileName: string): TagColumns {
  return {
    title: '',
    artist: '',
    album: '',
    album_artist: '',
    genre: '',
    label: '',
    comment: '',
    grouping: '',
    composer: '',
    remixer: '',
    isrc: '',
    year: null,
    track_number: null,
    disc_number: null,
    tag_bpm: null,
    tag_key: null,
    rating: 0,
    artwork_hash: null,
    title_fold: fold(withoutExtension(fileName)),
    artist_fold: '',
    album_fold: '',
    album_artist_fold: '',
    genre_fold: '',
    label_fold: '',
  };
}

/** Turns what music-metadata read into columns: every value checked, whatever the file held. */
export function tagColumns(metadata: IAudioMetadata, fileName: string, artworkHash: string | null): TagColumns {
  const { common } = metadata;
  const native = nativeValues(metadata);
  const title = cleanText(common.title);
  const artist = artistOf(common.artist, common.artists);
  const album = cleanText(common.album);
  const albumArtist = artistOf(common.albumartist, common.albumartists);
  const genre = joinTexts(common.genre);
  const label = joinTexts(common.label);
  return {
    title,
    artist,
    album,
    album_artist: albumArtist,
    genre,
    label,
    comment: commentOf(common.comment),
    grouping: joinTexts(common.grouping),
    composer: joinTexts(common.composer),
    remixer: joinTexts(common.remixer),
    isrc: joinTexts(common.isrc),
    year: yearOf(common),
    track_number: integerBetween(common.track?.no, 1, 99_999),
    disc_number: integerBetween(common.disk?.no, 1, 9999),
    tag_bpm: native.bpm,
    tag_key: native.key,
    rating: native.rating,
    artwork_hash: artworkHash,
    title_fold: fold(title || withoutExtension(fileName)),
    artist_fold: fold(artist),
    album_fold: fold(album),
    album_artist_fold: fold(albumArtist),
    genre_fold: fold(genre),
    label_fold: fold(label),
  };
}

/** A tag's text without what no text should hold: NUL, lone surrogates, blanks around it. */
export function cleanText(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return '';
  const short = value.length > maxTextLength ? value.slice(0, maxTextLength) : value;
  return short.replaceAll('\0', ' ').toWellFormed().trim();
}

function fold(text: string): string {
  return foldText(text.length > maxFoldedLength ? text.slice(0, maxFoldedLength).toWellFormed() : text);
}

function joinTexts(value: unknown): string {
  const values = Array.isArray(value) ? value.slice(0, maxListed) : [value];
  return cleanText([...new Set(values.map(cleanText))].filter((text) => text !== '').join(', '));
}

/** The credit as one text. Several artists in fields of their own are joined, unless a field credits them already. */
function artistOf(credit: string | undefined, names: string[] | undefined): string {
  const text = cleanText(credit);
  if (!names || names.length < 2 || (text !== '' && text !== cleanText(names[0]))) return text;
  return joinTexts(names);
}

/** The first comment that a person wrote: programs keep their own data in comments with a description. */
function commentOf(comments: ICommonTagsResult['comment']): string {
  if (!Array.isArray(comments)) return '';
  const written = comments
    .slice(0, maxListed)
    .filter(({ descriptor }) => !/^(iTun|Songs-DB|ID3v1)/.test(descriptor ?? ''));
  const best = written.find(({ descriptor }) => !descriptor) ?? written[0] ?? comments[0];
  return cleanText(best?.text);
}

function yearOf({ year, date, originalyear }: ICommonTagsResult): number | null {
  const fromDate = typeof date === 'string' ? Number.parseInt(date.slice(0, 4), 10) : undefined;
  return integerBetween(year, 1, 9999) ?? integerBetween(fromDate, 1, 9999) ?? integerBetween(originalyear, 1, 9999);
}

export function integerBetween(value: unknown, least: number, most: number): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const rounded = Math.round(value);
  return rounded >= least && rounded <= most ? rounded : null;
}

function nativeValues({ native }: IAudioMetadata): NativeValues {
  const values: NativeValues = { bpm: null, key: null, rating: 0 };
  for (const tags of Object.values(native)) {
    for (const { id, value } of tags.slice(0, maxListed)) {
      const name = id.toLowerCase();
      const field = nativeFields[name] ?? (name.startsWith('rating:') ? 'rating' : undefined);
      if (field === 'bpm') values.bpm ??= tempoOf(value);
      else if (field === 'key') values.key ??= parseKey(cleanText(value).slice(0, 40));
      else if (field === 'rating') values.rating ||= ratingOf(name, value);
    }
  }
  return values;
}

function tempoOf(value: unknown): number | null {
  const tempo = Number.parseFloat(cleanText(value).replace(',', '.'));
  return Number.isFinite(tempo) && tempo >= 1 && tempo < 1000 ? Math.round(tempo * 1000) / 1000 : null;
}

function ratingOf(name: string, value: unknown): number {
  if (typeof value === 'object' && value !== null && 'rating' in value) {
    const email = 'email' in value ? cleanText(value.email) : '';
    return starsOfPopularimeter(email, Number(value.rating));
  }
  return starsOfText(cleanText(value), name.startsWith('rating:'));
}

function withoutExtension(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot > 0 ? fileName.slice(0, dot) : fileName;
}
