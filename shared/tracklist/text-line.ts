import { readTime } from './read-time.ts';

/** What a line of a pasted text holds, before anything is known of the lines around it. */
export type LinePieces = {
  /** What it is numbered with. 'weak' is a number that may as well be part of a name: "808 State - Pacific". */
  number: { value: number; isSure: boolean } | null;
  startMs: number | null;
  endMs: number | null;
  /** A time at its end: when it starts, or how long it is. */
  tailMs: number | null;
  /** The line without all that, and without a number that is sure. */
  rest: string;
  /** The same with the number where it is weak. */
  whole: string;
  hadLink: boolean;
  /** Begins with "w/": played together with the track before. */
  isWith: boolean;
  /** Says that its time is not known: "[??:??]". */
  hasOpenTime: boolean;
  isIndented: boolean;
};

const timePattern = String.raw`(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?|\d{1,2}\s?h\s?\d{1,2}\s?m?(?:\s?\d{1,2}\s?s)?|\d{1,3}\s?m\s?\d{1,2}\s?s|\d{1,3}['’′]\s?\d{2}(?:["”″]|''|’’)|\d{1,4}\s?min(?:utes?|s)?(?![\p{L}])`;
const firstTime = new RegExp(
  String.raw`^[[(<{]?\s*@?\s*(${timePattern})(?:\s*(?:-|–|—|>|→|to)\s*(${timePattern}))?\s*[\])>}]?(?=$|[\s\-–—|:.~•\[(])\s*(?:[-–—|:.~•]+(?=\s|$))?\s*`,
  'u',
);
const lastTime = new RegExp(
  String.raw`(?:^|\s|(?<=[\])]))(?:[-–—|@]\s*)?[[(]?\s*@?\s*(${timePattern})\s*[\])]?\s*$`,
  'u',
);
const openTime = /^[[(]\s*[?]{1,2}(?::[?]{1,2}){0,2}\s*[\])]\s*(?:[-–—|:]\s+)?/;
const sureNumber = /^(?:#|no\.?\s*|track\s+)?[[(]?(\d{1,5})(?:[.)\]]+)(?=\s|$|\D)\s*(?:[-–—|:]\s+)?/i;
const weakNumber = /^#?(\d{1,3})(?:\s*[-–—|:]\s+|\s+)(?=\S)/;
const bullet = /^(?:[•·▪►▶♫♪★☆➤»>*+]|[-–—](?=\s))+\s*/u;
const link = /\bhttps?:\/\/\S+|\bwww\.\S+/gi;
const withBefore = /^(?:w\/|with:)\s*/i;

/** Takes a line apart. Linear in its length. */
export function readLine(line: string): LinePieces {
  const unlinked = line.replace(link, ' ');
  const pieces: LinePieces = {
    number: null,
    startMs: null,
    endMs: null,
    tailMs: null,
    rest: '',
    whole: '',
    hadLink: unlinked !== line,
    isWith: false,
    hasOpenTime: false,
    isIndented: /^(?: {2,}|\t)\s*\S/.test(line),
  };
  let rest = takeTail(unlinked.trim(), pieces);
  let before: string;
  do {
    before = rest;
    rest = takeFront(rest, pieces);
  } while (rest !== before);
  const weak = pieces.number === null ? weakNumber.exec(rest) : null;
  pieces.whole = rest;
  pieces.rest = rest;
  if (weak) {
    const value = Number(weak[1]);
    pieces.number = { value, isSure: (weak[1] as string).startsWith('0') };
    pieces.rest = takeRestOfFront(rest.slice(weak[0].length), pieces);
  }
  return pieces;
}

/** One piece off the front: a bullet, a time or a number. */
function takeFront(text: string, pieces: LinePieces): string {
  const together = withBefore.exec(text);
  if (together) {
    pieces.isWith = true;
    return text.slice(together[0].length);
  }
  const open = pieces.startMs === null ? openTime.exec(text) : null;
  if (open) {
    pieces.hasOpenTime = true;
    return text.slice(open[0].length);
  }
  const timed = takeTime(text, pieces);
  if (timed !== null) return timed;
  const numbered = pieces.number === null ? sureNumber.exec(text) : null;
  if (numbered) {
    pieces.number = { value: Number(numbered[1]), isSure: true };
    return text.slice(numbered[0].length);
  }
  const mark = bullet.exec(text);
  return mark ? text.slice(mark[0].length) : text;
}

/** A time may follow a number that is weak: "01 00:12:30 Artist". */
function takeRestOfFront(text: string, pieces: LinePieces): string {
  const together = withBefore.exec(text);
  if (together) pieces.isWith = true;
  const rest = together ? text.slice(together[0].length) : text;
  return takeTime(rest, pieces) ?? rest;
}

function takeTime(text: string, pieces: LinePieces): string | null {
  const match = pieces.startMs === null ? firstTime.exec(text) : null;
  const start = match ? readTime(match[1] as string) : null;
  if (!match || start === null) return null;
  pieces.startMs = start;
  pieces.endMs = match[2] === undefined ? null : readTime(match[2]);
  return text.slice(match[0].length);
}

function takeTail(text: string, pieces: LinePieces): string {
  // Only the end is looked at: the pattern would try each digit of a long line.
  const cut = Math.max(0, text.length - 24);
  const match = lastTime.exec(text.slice(cut));
  const ms = match ? readTime(match[1] as string) : null;
  if (!match || ms === null || cut + match.index === 0) return text;
  pieces.tailMs = ms;
  return text.slice(0, cut + match.index).trimEnd();
}
