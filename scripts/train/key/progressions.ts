import type { Random } from '../random.ts';

/** A chord: semitones from the tonic to its root, and its notes above the root. */
export type Chord = { root: number; notes: readonly number[]; symbol: string };

const qualities: Readonly<Record<string, readonly number[]>> = {
  M: [0, 4, 7],
  m: [0, 3, 7],
  d: [0, 3, 6],
  '7': [0, 4, 7, 10],
  j: [0, 4, 7, 11],
  n: [0, 3, 7, 10],
  h: [0, 3, 6, 10],
  s: [0, 5, 7],
  p: [0, 7],
  a: [0, 4, 7, 14],
};

// Root in semitones above the tonic and quality: major, minor, diminished, 7, major 7 (j), minor 7 (n), half-diminished,
// suspended, power chord, added ninth.
const majorProgressions = [
  // Pop and rock
  '0M 7M 9m 5M',
  '0M 7M 9m 5M',
  '0M 9m 5M 7M',
  '0M 5M 7M 0M',
  '0M 5M 9m 7M',
  '0M 5M 7M 5M',
  '0M 4m 5M 7M',
  '0M 2m 5M 7M',
  '0M 7M 9m 4m 5M 0M 5M 7M',
  '0M 7M 9m 4m 5M 0M 2m 7M',
  '5M 7M 4m 9m 2m 7M 0M 0M',
  '5j 7M 4n 9m 2n 7M 0M 0M',
  '5M 0M 7M 9m',
  '5M 7M 0M 9m',
  '9m 5M 0M 7M',
  '5M 7M 4m 9m',
  '5M 7M 0M 9m',
  '9m 7M 5M 0M',
  '2m 7M 0M 9m',
  '0M 0M 5M 5M 0M 0M 7M 7M',
  '0M 0M 7M 7M 7M 7M 0M 0M',
  '0M 4m 9m 7M 5M 4m 2m 7M',
  '0M 0M 9m 9m 5M 5M 7s 7M',
  '0a 7M 9n 5a',
  '0M 5M 2m 7M',
  '0M 11d 9m 7M 5M 4m 2m 7M',
  // Secondary dominants and borrowed chords
  '0M 4M 9m 5M',
  '0M 47 9m 07 5M 5m 0M 7M',
  '0M 2M 5M 0M',
  '0M 9M 2m 7M',
  '0M 5M 5m 0M',
  '0M 10M 5M 0M',
  '0M 3M 5M 0M',
  '0M 8M 10M 0M',
  '0M 97 27 77',
  '0p 5p 7p 5p',
  '0p 3p 5p 0p',
  // Jazz and soul
  '2n 77 0j 0j',
  '0j 9n 2n 77',
  '4n 97 2n 77',
  '0j 5j 4n 97 2n 77 0j 77',
  '5j 4n 2n 0j',
  '0j 5j',
  // Blues, vamps, dance
  '07 07 07 07 57 57 07 07 77 57 07 77',
  '07 57 07 77',
  '0M 10M',
  '0M 5M',
  '0M 0M 0M 7M',
  '0M 2m',
] as const;

const minorProgressions = [
  // Pop, rock and dance, natural minor
  '0m 8M 3M 10M',
  '0m 8M 3M 10M',
  '0m 10M 8M 10M',
  '0m 5m 10M 3M',
  '0m 8M 10M 0m',
  '0m 10M 3M 8M',
  '0m 3M 10M 8M',
  '8M 10M 0m 0m',
  '8M 10M 7m 0m',
  '8M 10M 0m 3M',
  '0m 7m 8M 10M',
  '0m 7m 8M 3M 5m 0m 8M 10M',
  '0m 10M 5m 8M',
  '0m 0m 8M 10M',
  '0m 5m 8M 10M',
  '0m 5m 7m 0m',
  '0m 7m',
  '0m 8M',
  '0m 10M',
  '0p 8p 10p 0p',
  '0p 3p 5p 10p',
  // Harmonic minor
  '0m 10M 8M 7M',
  '0m 10M 8M 7M',
  '0m 5m 7M 0m',
  '0m 5m 0m 7M',
  '0m 8M 5m 7M',
  '0m 8M 7M 7M',
  '0m 3M 5m 7M',
  '0m 8M 10M 7M',
  '0m 8M 3M 7M',
  '5m 10M 3M 8M 2d 7M 0m 0m',
  '5m 0m 7M 0m',
  '0m 7m 8M 3M 5m 0m 2h 77',
  '0m 7M 10M 5M 8M 3M 5m 7M',
  '0m 77 0m 77',
  '0m 5m 2h 77',
  '8M 10M 3M 0m 8M 2h 7s 7M',
  '8j 77 0n 37',
  '0m 07 5m 10M 3M 8M 7M 7M',
  '0m 10M 3M 8M 5m 2h 7M 0m',
  // Jazz and soul
  '2h 77 0n 0n',
  '0n 5n 2h 77',
  '0n 87 77 0n',
  '0n 5n 0n 7n',
  '0n 0n 0n 0n 5n 5n 0n 0n 87 77 0n 77',
  // Dorian, Phrygian, vamps of house
  '0n 5n',
  '0n 5n 7n 5n',
  '0n 57',
  '0m 5M',
  '0m 10M 5M 0m',
  '0m 1M',
  '0m 1M 10m 0m',
  '0n 10M',
  '0m 0m 0m 0m',
  '0n 0n 3M 10M',
] as const;

/** Chords of the key with how well they follow any other; the walk starts and ends as most music does. */
const walks = {
  major: [
    ['0M', 6],
    ['5M', 5],
    ['7M', 5],
    ['9m', 4],
    ['2m', 3],
    ['4m', 2],
    ['77', 1],
    ['10M', 0.4],
    ['47', 0.4],
    ['5m', 0.3],
  ],
  minor: [
    ['0m', 6],
    ['8M', 4],
    ['10M', 3.5],
    ['5m', 4],
    ['3M', 3],
    ['7M', 2.5],
    ['7m', 1.5],
    ['77', 1],
    ['2d', 0.6],
    ['5M', 0.4],
    ['1M', 0.3],
  ],
} as const;

/** Four, eight or twelve chords. */
export function chooseProgression(random: Random, isMinor: boolean): Chord[] {
  const text = random.chance(0.25)
    ? walk(random, isMinor)
    : random.pick<string>(isMinor ? minorProgressions : majorProgressions);
  const sevenths = random.chance(0.15);
  return text.split(' ').map((symbol) => parseChord(symbol, sevenths && random.chance(0.6)));
}

function walk(random: Random, isMinor: boolean): string {
  const choices = walks[isMinor ? 'minor' : 'major'];
  const length = random.chance(0.6) ? 4 : 8;
  const symbols: string[] = [];
  while (symbols.length < length) {
    const isFirst = symbols.length === 0;
    const isLast = symbols.length === length - 1;
    const weights = choices.map(([symbol, weight]) => {
      if (symbol === symbols.at(-1)) return 0;
      if (isFirst && symbol.startsWith('0')) return 4 * weight;
      return isLast && /^[07]/.test(symbol) ? 2.5 * weight : weight;
    });
    let left = random.number() * weights.reduce((sum, weight) => sum + weight, 0);
    const index = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    symbols.push(choices[Math.max(0, index)]![0]);
  }
  return symbols.join(' ');
}

/** `9m`: the minor chord on the note nine semitones above the tonic. */
export function parseChord(symbol: string, withSeventh = false): Chord {
  const quality = symbol.at(-1)!;
  const root = Number(symbol.slice(0, -1));
  const notes = qualities[quality]!;
  if (!withSeventh || notes.length !== 3 || quality === 's') return { root, notes, symbol };
  const seventh = quality === 'M' && root !== 7 && root !== 10 ? 11 : 10;
  return { root, notes: [...notes, seventh], symbol };
}
