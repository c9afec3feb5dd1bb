import { changeCase } from './tags/tools/change-case.ts';

export type TitleLine = { title: string; artist: string };

type TitleListOptions = {
  /** `artist`: each line is a title by that artist; `mixed`: each line is "Artist - Title". */
  mode: 'artist' | 'mixed';
  artist: string;
  /** Words begin with capitals. */
  capitalises: boolean;
};

/** Whose a title is where its line does not say. */
export const unknownArtist = 'Unknown Artist';

/** As many as a pasted list may have; what is longer is cut. */
export const maxTitles = 5000;
const maxLength = 500;

/** Wide ones first: a hyphen inside a name separates only where there is nothing better. */
const separators = [' - ', ' – ', ' — ', '-', '–'];

/**
 * The songs of a pasted list, one a line; empty lines, bullets, and numbers that every line begins with ("1. ", "02) ") are left
 * out.
 */
export function parseTitleList(text: string, { mode, artist, capitalises }: TitleListOptions): TitleLine[] {
  const cleanCase = (words: string) => (capitalises ? changeCase(words, 'title') : words);
  return titleLines(text).map((line) => {
    const parts = mode === 'mixed' ? splitLine(line) : { artist: artist.trim(), title: line };
    return {
      title: cleanCase(parts.title).slice(0, maxLength).trim(),
      artist: (cleanCase(parts.artist).trim() || unknownArtist).slice(0, maxLength).trim(),
    };
  });
}

function titleLines(text: string): string[] {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) =>
      line
        .replaceAll(/\s+/gu, ' ')
        .replace(/^\s*[•*]\s+/u, '')
        .trim(),
    )
    .filter((line) => line !== '')
    .slice(0, maxTitles);
  const number = /^\d{1,4}[.)]\s+(?=\S)/u;
  return lines.every((line) => number.test(line)) ? lines.map((line) => line.replace(number, '')) : lines;
}

function splitLine(line: string): TitleLine {
  for (const separator of separators) {
    const at = line.indexOf(separator);
    if (at < 0) continue;
    const artist = line.slice(0, at).trim();
    const title = line.slice(at + separator.length).trim();
    if (artist !== '' && title !== '') return { artist, title };
  }
  return { artist: '', title: line };
}
