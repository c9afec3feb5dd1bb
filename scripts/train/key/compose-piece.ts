import type { Random } from '../random.ts';
import { type Chord, chooseProgression, parseChord } from './progressions.ts';

export const layers = ['melody', 'chords', 'arpeggio', 'pad', 'bass'] as const;
export type Layer = (typeof layers)[number];
/** Seconds, MIDI numbers, gains from 0 to 1. */
export type Note = {
  layer: Layer;
  pitch: number;
  start: number;
  length: number;
  gain: number;
};
export type Hit = {
  drum: 'kick' | 'snare' | 'hat' | 'tom';
  start: number;
  gain: number;
};

export type Piece = {
  /** 0 for C. */
  tonic: number;
  isMinor: boolean;
  seconds: number;
  notes: Note[];
  hits: Hit[];
  /** Which chord sounds from when on; the pitch class of its root is not relative to the tonic. */
  chords: { start: number; chord: Chord }[];
  /** Where the key moves for good, and by how many semitones. */
  modulation: { start: number; steps: number } | null;
};

export type PieceOptions = {
  seconds?: number;
  tonic?: number;
  isMinor?: boolean;
  /** Semitones the second half is higher; by chance if left out. */
  modulateBy?: number;
};

/** `scale` has the semitones above the tonic that melodies use, and how often. */
type Plan = { beat: number; tonic: number; isMinor: boolean; scale: ReadonlyMap<number, number> };

/** Semitones above the tonic with how often melodies use them, roughly as folk songs do. */
const degrees = {
  major: { 0: 18, 2: 16, 4: 19, 5: 10, 7: 21, 9: 10, 11: 6 },
  minor: { 0: 19, 2: 13, 3: 17, 5: 13, 7: 20, 8: 8, 10: 8 },
};
/** Other scales, as changes to those: none, pentatonic, then Mixolydian or Dorian, and harmonic minor. */
const scaleChanges = {
  major: [{}, {}, {}, { 5: 0, 11: 0 }, { 10: 7, 11: 0 }],
  minor: [{}, {}, {}, { 2: 0, 8: 0 }, { 8: 0, 9: 8 }, { 10: 1, 11: 8 }],
};

/** Composes music of a known key: sections of chords with melody, accompaniment, bass and drums, any of which may be missing. */
export function composePiece(random: Random, options: PieceOptions = {}): Piece {
  const isMinor = options.isMinor ?? random.chance(0.5);
  const tonic = options.tonic ?? random.below(12);
  const beat = 60 / random.between(62, 168);
  const seconds = options.seconds ?? random.between(18, 60);
  const piece: Piece = {
    tonic,
    isMinor,
    seconds,
    notes: [],
    hits: [],
    chords: [],
    modulation: null,
  };
  const mode = isMinor ? 'minor' : 'major';
  const plan: Plan = { beat, tonic, isMinor, scale: scaleOf(degrees[mode], random.pick<object>(scaleChanges[mode])) };
  const steps = options.modulateBy ?? (random.chance(0.06) ? random.pick([1, 2, 3]) : 0);
  const changeAt = steps === 0 ? Number.POSITIVE_INFINITY : seconds * (options.modulateBy === undefined ? 0.7 : 0.5);
  const style = chooseStyle(random);
  const sections = [chooseProgression(random, isMinor), chooseProgression(random, isMinor)];
  const beatsPerChord = random.pick([4, 4, 4, 2, 8]);
  const form = random.pick(['AABB', 'ABAB', 'AAAA', 'AAAB']);
  const endsOnTonic = random.chance(0.5);
  // A clip mostly begins somewhere within the music.
  let time = random.chance(0.65) ? 0 : -beat * (1 + random.below(30));
  const lastChordAt = endsOnTonic ? seconds - 4 * beat : seconds;
  let position = 0;
  while (time < lastChordAt) {
    const progression = sections[form[Math.floor(position / 8) % 4] === 'A' ? 0 : 1]!;
    const chord = progression[position % progression.length]!;
    if (time >= changeAt && !piece.modulation) piece.modulation = { start: time, steps };
    const current = { ...plan, tonic: tonic + (piece.modulation ? steps : 0) };
    const isPhraseEnd = position % 4 === 3;
    playChord(random, piece, current, style, chord, time, beatsPerChord * beat, isPhraseEnd);
    time += beatsPerChord * beat;
    position += 1;
  }
  if (endsOnTonic) {
    const final = { ...plan, tonic: tonic + (piece.modulation ? steps : 0) };
    playFinal(piece, final, style, time);
    piece.seconds = time + 4 * beat + random.between(0, 2);
  }
  if (style.drums) addDrums(random, piece, beat, style.drums);
  clip(piece);
  return piece;
}

type Style = {
  melody: number;
  melodyOctave: number;
  /** How busy the melody is: chance of a note on each half beat. */
  density: number;
  chords: 'block' | 'beats' | 'offbeats' | 'none';
  arpeggio: 'up' | 'alberti' | 'broken' | 'sixteenths' | 'none';
  pad: boolean;
  bass: 'whole' | 'eighths' | 'fifths' | 'octaves' | 'walking' | 'none';
  drums: 'four' | 'rock' | 'sparse' | null;
  voicing: number;
  gains: Record<Layer, number>;
};

function chooseStyle(random: Random): Style {
  const style: Style = {
    melody: random.chance(0.8) ? 1 : 0,
    melodyOctave: random.pick([60, 60, 72, 67]),
    density: random.between(0.3, 0.85),
    chords: random.pick(['block', 'block', 'beats', 'offbeats', 'none']),
    arpeggio: random.pick(['up', 'alberti', 'broken', 'broken', 'sixteenths', 'none', 'none']),
    pad: random.chance(0.35),
    bass: random.pick(['whole', 'whole', 'eighths', 'fifths', 'octaves', 'walking', 'none', 'none']),
    drums: random.pick([null, null, 'four', 'rock', 'sparse'] as const),
    voicing: 46 + random.below(17),
    gains: { melody: 1, chords: 1, arpeggio: 1, pad: 1, bass: 1 },
  };
  if (style.chords === 'none' && style.arpeggio === 'none') style.chords = 'block';
  for (const layer of layers) style.gains[layer] = 10 ** random.between(-0.5, 0.1);
  return style;
}

function playChord(
  random: Random,
  piece: Piece,
  plan: Plan,
  style: Style,
  chord: Chord,
  start: number,
  length: number,
  isPhraseEnd: boolean,
): void {
  const { beat } = plan;
  const add = (layer: Layer, pitch: number, at: number, duration: number, gain = 1) =>
    piece.notes.push({
      layer,
      pitch,
      start: at,
      length: duration,
      gain: gain * style.gains[layer] * random.between(0.75, 1),
    });
  const root = (plan.tonic + chord.root) % 12;
  piece.chords.push({ start, chord: { ...chord, root } });
  const voiced = chord.notes.map((note) => inRegister(root + note, style.voicing));
  const halves = Math.round((2 * length) / beat);
  if (style.chords === 'block') for (const pitch of voiced) add('chords', pitch, start, 0.95 * length);
  if (style.chords === 'beats' || style.chords === 'offbeats') {
    for (let half = style.chords === 'beats' ? 0 : 1; half < halves; half += 2) {
      for (const pitch of voiced) add('chords', pitch, start + (half * beat) / 2, 0.45 * beat);
    }
  }
  if (style.pad) for (const pitch of voiced) add('pad', pitch + 12, start, length);
  playArpeggio(style.arpeggio, voiced, inRegister(root, 40), halves, (pitch, half, duration) =>
    add('arpeggio', pitch, start + (half * beat) / 2, duration * beat),
  );
  playBass(random, style.bass, inRegister(root, 33), halves, (pitch, half, duration) =>
    add('bass', pitch, start + (half * beat) / 2, duration * beat),
  );
  if (style.melody > 0) playMelody(random, plan, style, chord, halves, isPhraseEnd, start, add);
}

function playArpeggio(
  kind: Style['arpeggio'],
  voiced: readonly number[],
  low: number,
  halves: number,
  add: (pitch: number, half: number, beats: number) => void,
): void {
  if (kind === 'none') return;
  const sorted = voiced.toSorted((left, right) => left - right);
  const patterns = {
    up: [0, 1, 2, 3],
    alberti: [0, 2, 1, 2],
    broken: [0, 1, 2, 1],
    sixteenths: [0, 1, 2, 1, 3, 2, 1, 2],
  };
  const pattern = patterns[kind];
  const step = kind === 'sixteenths' ? 0.5 : 1;
  for (let index = 0; index * step < halves; index += 1) {
    const note = pattern[index % pattern.length]!;
    const pitch =
      kind === 'broken' && index === 0 ? low : sorted[note % sorted.length]! + (note >= sorted.length ? 12 : 0);
    add(pitch, index * step, kind === 'broken' ? 2 : step);
  }
}

function playBass(
  random: Random,
  kind: Style['bass'],
  root: number,
  halves: number,
  add: (pitch: number, half: number, beats: number) => void,
): void {
  if (kind === 'none') return;
  if (kind === 'whole') add(root, 0, 0.48 * halves);
  if (kind === 'whole') return;
  for (let half = 0; half < halves; half += kind === 'walking' || kind === 'fifths' ? 2 : 1) {
    const isOdd = half % 4 >= 2;
    if (kind === 'eighths') add(root, half, 0.4);
    if (kind === 'octaves') add(root + 12 * (half % 2), half, 0.4);
    if (kind === 'fifths') add(root + (isOdd ? 7 : 0), half, 0.9);
    if (kind === 'walking') add(half === 0 ? root : root + random.pick([2, 3, 4, 5, 7, -1, -2]), half, 0.9);
  }
}

/** Notes close to the one before, of the chord on strong beats, home at the end of a phrase. */
function playMelody(
  random: Random,
  plan: Plan,
  style: Style,
  chord: Chord,
  halves: number,
  isPhraseEnd: boolean,
  start: number,
  add: (layer: Layer, pitch: number, at: number, length: number) => void,
): void {
  const { beat, tonic } = plan;
  const chordSteps = new Set(chord.notes.map((note) => (chord.root + note) % 12));
  let before = inRegister(tonic + random.pick([0, 4, 7]), style.melodyOctave);
  for (let half = 0; half < halves; ) {
    const length = random.pick([1, 1, 2, 2, 3, 4]);
    if (random.chance(style.density)) {
      const isHome = isPhraseEnd && half >= halves - 4;
      const weights = Array.from({ length: 20 }, (_, index) => {
        const pitch = style.melodyOctave - 3 + index;
        const step = (((pitch - tonic) % 12) + 12) % 12;
        const inChord = chordSteps.has(step);
        const isAltered = !inChord && chordSteps.has((step + 1) % 12) && !plan.scale.has((step + 1) % 12);
        const weight = isAltered ? 0 : Math.max(plan.scale.get(step) ?? 0, inChord ? 6 : 0);
        const fit = inChord ? (half % 2 === 0 ? 3 : 1.5) : 1;
        return weight * fit * (isHome && step === 0 ? 4 : 1) * Math.exp(-Math.abs(pitch - before) / 3.5);
      });
      before = style.melodyOctave - 3 + weightedIndex(random, weights);
      add('melody', before, start + (half * beat) / 2, 0.48 * Math.min(length, halves - half) * beat);
    }
    half += length;
  }
}

function scaleOf(usual: object, changes: object): Map<number, number> {
  const weights = Object.entries({ ...usual, ...changes }) as [string, number][];
  return new Map(weights.filter(([, weight]) => weight > 0).map(([step, weight]) => [Number(step), weight]));
}

function weightedIndex(random: Random, weights: readonly number[]): number {
  let left = random.number() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return Math.max(0, index);
}

function playFinal(piece: Piece, plan: Plan, style: Style, start: number): void {
  const chord = parseChord(plan.isMinor ? '0m' : '0M');
  const root = (plan.tonic + chord.root) % 12;
  piece.chords.push({ start, chord: { ...chord, root } });
  const length = 4 * plan.beat;
  for (const note of chord.notes) {
    piece.notes.push({
      layer: 'chords',
      pitch: inRegister(root + note, style.voicing),
      start,
      length,
      gain: 0.6,
    });
  }
  const gain = style.gains.bass;
  if (style.bass !== 'none')
    piece.notes.push({
      layer: 'bass',
      pitch: inRegister(root, 33),
      start,
      length,
      gain,
    });
}

function addDrums(random: Random, piece: Piece, beat: number, kind: 'four' | 'rock' | 'sparse'): void {
  const level = 10 ** random.between(-0.5, 0.3);
  const hit = (drum: Hit['drum'], start: number, gain: number) =>
    piece.hits.push({
      drum,
      start,
      gain: gain * level * random.between(0.8, 1),
    });
  for (let index = 0; index * beat < piece.seconds; index += 1) {
    const at = index * beat;
    if (kind === 'four' || index % 2 === 0) hit('kick', at, 1);
    if (kind !== 'sparse' && index % 2 === 1) hit('snare', at, 0.8);
    if (kind !== 'sparse' || index % 4 === 2) hit('hat', at + beat / 2, 0.4);
    if (kind === 'rock') hit('hat', at, 0.4);
    if (index % 16 === 15 && random.chance(0.5)) {
      for (const part of [0, 0.25, 0.5, 0.75]) hit('tom', at + part * beat, 0.6);
    }
  }
}

/** What lies before the start or past the end is not heard. */
function clip(piece: Piece): void {
  piece.notes = piece.notes.flatMap((note) => {
    const start = Math.max(0, note.start);
    const end = Math.min(piece.seconds, note.start + note.length);
    return end - start > 0.03 ? [{ ...note, start, length: end - start }] : [];
  });
  piece.hits = piece.hits.filter((hit) => hit.start >= 0 && hit.start < piece.seconds);
}

/** The MIDI number of a pitch class from `low` on, within an octave. */
function inRegister(pitch: number, low: number): number {
  return low + ((((pitch - low) % 12) + 12) % 12);
}
