import { foldText } from '#shared/fold-text.ts';
import { parseKey } from '#shared/music-key.ts';
import type { TagColumns } from '../file-reading.ts';
import { TagFields } from './tag-fields.ts';

/** No text of a tag is kept longer. */
const maxTextLength = 1_000_000;
/** Longer than any name; folded forms are for comparing and sorting. */
const maxFoldedLength = 500;
const maxNumber = 99_999;

/** The columns of a file without tags. */
export function emptyTags(fileName: string): TagColumns {
  return tagColumns(new TagFields(), fileName, null);
}

/**
 * Turns what the tags say into columns: every value checked, whatever the file held.
 *
 * Without a title a track sorts by its file name.
 */
export function tagColumns(fields: TagFields, fileName: string, artworkHash: string | null): TagColumns {
  const title = cleanText(fields.first('title'));
  const artist = joinTexts(fields.all('artist')) || joinTexts(fields.all('artists'));
  const album = cleanText(fields.first('album'));
  const albumArtist = joinTexts(fields.all('albumArtist'));
  const genre = joinTexts(fields.all('genre'));
  const label = joinTexts(fields.all('label'));
  return {
    title,
    artist,
    album,
    album_artist: albumArtist,
    genre,
    label,
    comment: cleanText(fields.first('comment')),
    grouping: joinTexts(fields.all('grouping')),
    composer: joinTexts(fields.all('composer')),
    remixer: joinTexts(fields.all('remixer')),
    isrc: cleanText(fields.first('isrc')),
    year: yearOf(fields.first('date')) ?? yearOf(fields.first('originalDate')),
    track_number: leadingInteger(fields.first('track'), 1, maxNumber),
    disc_number: leadingInteger(fields.first('disc'), 1, maxNumber),
    tag_bpm: tempoOf(fields.first('bpm')),
    tag_key: keyOf(fields.all('key')),
    rating: integerBetween(fields.stars, 0, 5) ?? 0,
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
export function cleanText(text: string): string {
  const short = text.length > maxTextLength ? text.slice(0, maxTextLength) : text;
  return (short.includes('\0') ? short.replaceAll('\0', ' ') : short).toWellFormed().trim();
}

export function integerBetween(value: number | undefined, least: number, most: number): number | null {
  if (value === undefined || !Number.isFinite(value)) return null;
  const rounded = Math.round(value);
  return rounded >= least && rounded <= most ? rounded : null;
}

function fold(text: string): string {
  return foldText(text.length > maxFoldedLength ? text.slice(0, maxFoldedLength).toWellFormed() : text);
}

/** Several values as one text. */
function joinTexts(texts: readonly string[]): string {
  if (texts.length < 2) return cleanText(texts[0] ?? '');
  return cleanText([...new Set(texts.map(cleanText))].filter((text) => text !== '').join(', '));
}

function leadingInteger(text: string, least: number, most: number): number | null {
  return integerBetween(Number.parseInt(text, 10), least, most);
}

/** The first four digits in a row: dates are written in many ways. */
function yearOf(text: string): number | null {
  const digits = /\d{4}/.exec(text.slice(0, 40))?.[0];
  return digits === undefined ? null : integerBetween(Number(digits), 1, 9999);
}

function tempoOf(text: string): number | null {
  const tempo = Number.parseFloat(text.replace(',', '.'));
  return Number.isFinite(tempo) && tempo >= 1 && tempo < 1000 ? Math.round(tempo * 1000) / 1000 : null;
}

function keyOf(texts: readonly string[]): number | null {
  for (const text of texts.slice(0, 10)) {
    const key = parseKey(cleanText(text.slice(0, 40)));
    if (key !== null) return key;
  }
  return null;
}

function withoutExtension(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot > 0 ? fileName.slice(0, dot) : fileName;
}
