/**
 * Musical keys as integers 0 to 23 in Camelot order: `(camelotNumber - 1) * 2 + (major ? 1 : 0)`.
 *
 * 0 is 1A (A flat minor), 14 is 8A (A minor), 15 is 8B (C major). Sorting by the integer therefore follows the circle
 * of fifths, with each minor key before its relative major.
 */
export type MusicKey = number;

export type KeyNotation = 'camelot' | 'openKey' | 'classical';
export type KeyMode = 'minor' | 'major';

/** How a key stands to another one that it mixes with: one step on the circle of fifths, or its relative. */
export type KeyRelation = 'same' | 'oneUp' | 'oneDown' | 'relative';

export const keyCount = 24;

const minorNames = ['Abm', 'Ebm', 'Bbm', 'Fm', 'Cm', 'Gm', 'Dm', 'Am', 'Em', 'Bm', 'F#m', 'Dbm'] as const;
const majorNames = ['B', 'F#', 'Db', 'Ab', 'Eb', 'Bb', 'F', 'C', 'G', 'D', 'A', 'E'] as const;

const letterPitches: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };

export function isMusicKey(key: number): key is MusicKey {
  return Number.isInteger(key) && key >= 0 && key < keyCount;
}

export function keyMode(key: MusicKey): KeyMode {
  return key % 2 === 1 ? 'major' : 'minor';
}

/** 1 to 12. */
export function camelotNumber(key: MusicKey): number {
  return Math.floor(key / 2) + 1;
}

function keyFromCamelot(number: number, mode: KeyMode): MusicKey {
  return modulo(number - 1, 12) * 2 + (mode === 'major' ? 1 : 0);
}

/** The key of a tonic given as a pitch class, 0 for C to 11 for B. */
export function keyFromPitch(pitchClass: number, mode: KeyMode): MusicKey {
  // A fifth is seven semitones, and seven is its own inverse modulo twelve. C major and A minor both stand at 8.
  const tonicOfEight = mode === 'major' ? 0 : 9;
  return keyFromCamelot(8 + 7 * (pitchClass - tonicOfEight), mode);
}

/** The pitch class of the tonic, 0 for C to 11 for B. */
export function pitchOfKey(key: MusicKey): number {
  const tonicOfEight = keyMode(key) === 'major' ? 0 : 9;
  return modulo(tonicOfEight + 7 * (camelotNumber(key) - 8), 12);
}

export function formatKey(key: MusicKey, notation: KeyNotation): string {
  if (!isMusicKey(key)) throw new RangeError(`Expected a key from 0 to 23, got ${key}`);
  const number = camelotNumber(key);
  const isMajor = keyMode(key) === 'major';
  if (notation === 'camelot') return `${number}${isMajor ? 'B' : 'A'}`;
  if (notation === 'openKey') return `${((number + 4) % 12) + 1}${isMajor ? 'd' : 'm'}`;
  return (isMajor ? majorNames : minorNames)[number - 1] ?? '';
}

/**
 * Reads any notation that programs write into tags or people type: `8A`, `08a`, `1m`, `Am`, `A minor`, `a#m`, `Bbmaj`,
 * `G♭`, also two notations that agree (`8A - Am`). Answers null for anything else.
 */
export function parseKey(text: string): MusicKey | null {
  const whole = parseSingleKey(text);
  if (whole !== null) return whole;
  const keys = text
    .split(/[/|()]|\s-\s/)
    .filter((part) => part.trim() !== '')
    .map(parseSingleKey);
  const [first = null, ...others] = keys;
  return others.length > 0 && others.every((key) => key === first) ? first : null;
}

function parseSingleKey(text: string): MusicKey | null {
  const plain = text.normalize('NFKC').trim().replaceAll('♯', '#').replaceAll('♭', 'b');
  return parseNumbered(plain) ?? parseNamed(plain);
}

function parseNumbered(text: string): MusicKey | null {
  const [, digits, letter = ''] = /^(0?[1-9]|1[0-2])\s*([abmd])$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const number = Number(digits);
  switch (letter.toLowerCase()) {
    case 'a':
      return keyFromCamelot(number, 'minor');
    case 'b':
      return keyFromCamelot(number, 'major');
    case 'm':
      return keyFromCamelot(number + 7, 'minor');
    default:
      return keyFromCamelot(number + 7, 'major');
  }
}

function parseNamed(text: string): MusicKey | null {
  const form = /^([a-g])[\s-]*(#|b|sharp|flat)?[\s-]*(m|min|minor|moll|maj|major|dur)?\.?$/i;
  const [match, letter, accidental = '', modeText = ''] = form.exec(text) ?? [];
  const natural = letterPitches[letter?.toLowerCase() ?? ''];
  if (match === undefined || natural === undefined) return null;
  // A lone capital M is the chord writer's "major"; a small one is minor everywhere.
  const isMinor = modeText === 'm' || /^(min|minor|moll)$/i.test(modeText);
  return keyFromPitch(natural + accidentalShift(accidental), isMinor ? 'minor' : 'major');
}

function accidentalShift(accidental: string): number {
  switch (accidental.toLowerCase()) {
    case '#':
    case 'sharp':
      return 1;
    case 'b':
    case 'flat':
      return -1;
    default:
      return 0;
  }
}

/** The keys a track in this key mixes with by the usual rule, the key itself first. */
export function compatibleKeys(key: MusicKey): { key: MusicKey; relation: KeyRelation }[] {
  const number = camelotNumber(key);
  const mode = keyMode(key);
  return [
    { key, relation: 'same' },
    { key: keyFromCamelot(number + 1, mode), relation: 'oneUp' },
    { key: keyFromCamelot(number - 1, mode), relation: 'oneDown' },
    { key: keyFromCamelot(number, mode === 'major' ? 'minor' : 'major'), relation: 'relative' },
  ];
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
