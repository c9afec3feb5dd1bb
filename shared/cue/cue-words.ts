import { framesPerSecond } from './cue-sheet.ts';

/** Longer ones are no time: 11 years would be. */
const longestDigits = 8;
const time = /^(\d+):(\d+)(?::(\d+))?(?::(\d+))?$/;

/** The first word of a line as written and in upper case, and what follows it. All empty for a blank line. */
export function splitCommand(line: string): { word: string; command: string; rest: string } {
  const text = line.trim();
  const space = text.search(/\s/);
  const word = space === -1 ? text : text.slice(0, space);
  return { word, command: word.toUpperCase(), rest: text.slice(word.length).trim() };
}

/**
 * A value with or without quotes. It ends at the last quote of the line, because sheets have no way to write one inside:
 * `TITLE "12" Mix"` is `12" Mix`.
 */
export function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"')) return text;
  const end = text.lastIndexOf('"');
  return end === 0 ? text.slice(1) : text.slice(1, end);
}

/** A file's name and the word behind it; a name without quotes ends at the last blank. */
export function splitFileName(text: string): { name: string; format: string } {
  if (text.startsWith('"')) {
    const end = text.lastIndexOf('"');
    if (end === 0) return { name: text.slice(1), format: '' };
    return {
      name: text.slice(1, end),
      format: text
        .slice(end + 1)
        .trim()
        .toUpperCase(),
    };
  }
  const space = text.search(/\s\S*$/);
  const word = space === -1 ? '' : text.slice(space + 1);
  // 'FILE my song.wav' has no format: its last word is the end of the name.
  if (space === -1 || word.includes('.')) return { name: text, format: '' };
  return { name: text.slice(0, space).trimEnd(), format: word.toUpperCase() };
}

/** A number of digits only, or undefined. */
export function readNumber(text: string): number | undefined {
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

export type CueClock = 'frames' | 'hours';

/**
 * The frames of `mm:ss:ff`, also of `mm:ss` and `hh:mm:ss:ff`; with the clock 'hours', as rekordbox writes it, of
 * `hh:mm:ss`. Too many seconds or frames count on. Undefined for anything else.
 */
export function readCueTime(text: string, clock: CueClock = 'frames'): number | undefined {
  const match = time.exec(text);
  if (!match) return;
  const parts = match.slice(1).filter((part) => part !== undefined);
  if (parts.some((part) => part.length > longestDigits)) return;
  const [first = 0, second = 0, third = 0, fourth = 0] = parts.map(Number);
  if (parts.length === 4) return ((first * 60 + second) * 60 + third) * framesPerSecond + fourth;
  if (clock === 'hours' && parts.length === 3) return ((first * 60 + second) * 60 + third) * framesPerSecond;
  return (first * 60 + second) * framesPerSecond + third;
}
