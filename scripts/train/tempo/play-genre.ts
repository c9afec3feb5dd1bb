import type { Random } from '../random.ts';
import { finishMix } from '../room.ts';
import { addHit, addNote, type Kit, makeKit, makeTimbre, type Timbre, voiceRate } from '../voices.ts';
import type { DrumPart, Genre, PitchedPart, Steps } from './genre.ts';

/** Music the trainer has made up, with what is to be found in it. */
export type Piece = { genre: string; bpm: number; beats: number; firstDownbeat: number; samples: Float32Array };

type Score = {
  random: Random;
  genre: Genre;
  samples: Float32Array;
  /** Seconds a step. */
  step: number;
  stepsPerBar: number;
  bars: number;
  /** When bar 0 begins, in seconds; below 0 for music that has begun before. */
  begin: number;
  swing: number;
  loose: number;
  /** How much the second of two players keeps to what the pattern says. */
  variety: number;
  /** Bars in which drums or pitched parts are silent. */
  silent: { drums: Set<number>; pitched: Set<number> };
  chords: number[][];
  chordSteps: number;
};

const majorTriads = [
  [0, 4, 7],
  [5, 9, 12],
  [7, 11, 14],
  [9, 12, 16],
  [2, 5, 9],
  [4, 7, 11],
];
const minorTriads = [
  [0, 3, 7],
  [5, 8, 12],
  [7, 10, 14],
  [8, 12, 15],
  [3, 7, 10],
  [10, 14, 17],
];
const majorScale = [0, 2, 4, 5, 7, 9, 11];
const minorScale = [0, 2, 3, 5, 7, 8, 10];

/** Plays a genre at a tempo out of its range, or at the one given, for some seconds. Mono at 22,050 Hz. */
export function playGenre(genre: Genre, random: Random, seconds: number, tempo?: number): Piece {
  const bpm = tempo ?? genre.bpm[0] * (genre.bpm[1] / genre.bpm[0]) ** random.number();
  const step = 60 / bpm / genre.steps;
  const stepsPerBar = genre.beats * genre.steps;
  const barSeconds = step * stepsPerBar;
  const begin = random.chance(0.5) ? random.between(0, 0.1) : -random.between(0, barSeconds);
  const bars = Math.ceil((seconds - begin) / barSeconds);
  const isMinor = random.chance(0.5);
  const triads = isMinor ? minorTriads : majorTriads;
  const cycle = Array.from({ length: random.pick([2, 4, 4, 8]) }, () => random.pick(triads));
  const score: Score = {
    random,
    genre,
    samples: new Float32Array(Math.round(seconds * voiceRate)),
    step,
    stepsPerBar,
    bars,
    begin,
    swing: genre.swing && random.chance(0.7) ? random.between(...genre.swing) : 0,
    loose: random.between(...genre.loose),
    variety: random.pick([0, 0.02, 0.05, 0.1]),
    silent: { drums: silentBars(bars, random), pitched: silentBars(bars, random) },
    chords: cycle,
    chordSteps: Math.max(1, Math.round(random.pick(genre.chordBars) * stepsPerBar)),
  };
  const tonic = random.below(12);
  playDrums(score);
  const parts = genre.pitched.filter((part) => random.chance(part.presence ?? 1));
  const hasDrums = score.genre.drums.some((kit) => kit.length > 0);
  const chosen = parts.length === 0 && !hasDrums ? [random.pick(genre.pitched)] : parts;
  const scale = isMinor ? minorScale : majorScale;
  const balance = 10 ** (random.between(-8, 4) / 20);
  for (const part of chosen) playPitched(score, part, tonic, scale, balance);
  finishMix(score.samples, random);
  return {
    genre: genre.name,
    bpm,
    beats: genre.beats,
    firstDownbeat: begin < 0 ? begin + barSeconds : begin,
    samples: score.samples,
  };
}

function silentBars(bars: number, random: Random): Set<number> {
  if (random.chance(0.6)) return new Set();
  const from = random.below(bars);
  const count = Math.min(random.pick([1, 2, 4]), Math.floor(bars / 3));
  return new Set(Array.from({ length: count }, (_, index) => from + index));
}

function timeOf(score: Score, bar: number, step: number): number {
  const late = step % 2 === 1 ? score.swing : 0;
  const stray = Math.max(-2.5, Math.min(2.5, score.random.normal())) * score.loose;
  return score.begin + (bar * score.stepsPerBar + step + late) * score.step + stray;
}

/** How hard a step is hit; 0 for a rest. */
function forceOf(score: Score, steps: Steps, bar: number, step: number): number {
  const { random, variety, stepsPerBar } = score;
  const mark = steps[(bar * stepsPerBar + step) % steps.length]!;
  const isHit = mark === 'x' || mark === 'o' || (mark === '?' && random.chance(0.5));
  if (isHit !== random.chance(variety)) {
    if (!isHit) return step % 2 === 0 ? 0.35 : 0.2;
    return (mark === 'x' ? 1 : 0.5) * random.between(0.75, 1);
  }
  return 0;
}

function playDrums(score: Score): void {
  const { random, genre } = score;
  const kit = makeKit(random);
  const parts = random
    .pick(genre.drums)
    .filter((part) => random.chance(part.presence ?? 1))
    .map((part) => ({ ...part, chosen: random.pick(part.steps), gain: part.gain * random.between(0.5, 1.1) }));
  const fillEvery = random.pick([0, 0, 4, 8]);
  const fillSteps = random.pick([genre.steps, 2 * genre.steps]);
  for (let bar = 0; bar < score.bars; bar += 1) {
    if (score.silent.drums.has(bar)) continue;
    const fillsFrom =
      fillEvery > 0 && bar % fillEvery === fillEvery - 1 && parts.length > 1 ? score.stepsPerBar - fillSteps : Infinity;
    for (let step = 0; step < score.stepsPerBar; step += 1) {
      if (step >= fillsFrom) playFill(score, kit, bar, step);
      else for (const part of parts) playHit(score, kit, part, bar, step);
    }
  }
}

function playHit(score: Score, kit: Kit, part: DrumPart & { chosen: Steps }, bar: number, step: number): void {
  const force = forceOf(score, part.chosen, bar, step);
  if (force > 0) addHit(score.samples, kit[part.drum], timeOf(score, bar, step), force * part.gain);
}

function playFill(score: Score, kit: Kit, bar: number, step: number): void {
  const { random } = score;
  if (random.chance(0.8))
    addHit(score.samples, kit[random.pick(['snare', 'tom', 'tom'] as const)], timeOf(score, bar, step), 0.7);
}

function chordAt(score: Score, bar: number, step: number): number[] {
  const index = Math.floor((bar * score.stepsPerBar + step) / score.chordSteps);
  return score.chords[index % score.chords.length]!;
}

function playPitched(score: Score, part: PitchedPart, tonic: number, scale: readonly number[], balance: number): void {
  const { random } = score;
  const timbre = makeTimbre(random.pick(part.timbres), random);
  const steps = random.pick(part.steps);
  const gain = part.gain * balance * random.between(0.5, 1.2) * 0.5;
  const state = { tone: 0, degree: random.below(7), direction: random.pick([1, -1, 0]) };
  // Every second section of some tunes is another one.
  const other = random.chance(0.4) ? random.pick(part.steps) : steps;
  const hold = random.between(0.5, 1);
  for (let bar = 0; bar < score.bars; bar += 1) {
    if (score.silent.pitched.has(bar)) continue;
    const now = bar % 4 >= 2 ? other : steps;
    for (let step = 0; step < score.stepsPerBar; step += 1) {
      const force = forceOf(score, now, bar, step);
      if (force === 0) continue;
      const length = hold * score.step * heldSteps(score, now, bar, step);
      const notes = notesOf(part.role, chordAt(score, bar, step), scale, state, random);
      playNotes(
        score,
        timbre,
        notes.map((note) => note + tonic),
        timeOf(score, bar, step),
        length,
        gain * force,
        part.role,
      );
    }
  }
}

/** Steps until the next hit or rest. */
function heldSteps(score: Score, steps: Steps, bar: number, step: number): number {
  let count = 1;
  while (count < 16 && steps[(bar * score.stepsPerBar + step + count) % steps.length] === '-') count += 1;
  return count;
}

type Walk = { tone: number; degree: number; direction: number };

function notesOf(
  role: PitchedPart['role'],
  chord: readonly number[],
  scale: readonly number[],
  walk: Walk,
  random: Random,
): number[] {
  const root = chord[0]! % 12;
  switch (role) {
    case 'bass':
      return [36 + root + (random.chance(0.08) ? 12 : 0) + (random.chance(0.06) ? 7 : 0)];
    case 'walk':
      walk.tone += 1;
      return [36 + root + [0, 4, 7, 9][walk.tone % 4]!];
    case 'power':
      return [40 + root, 47 + root, 52 + root];
    case 'drone':
      return [48 + root];
    case 'chord':
    case 'strum':
      return chord.map((tone) => 52 + tone + (role === 'strum' && random.chance(0.2) ? 12 : 0));
    case 'arpeggio': {
      walk.tone += walk.direction === 0 ? random.pick([-1, 1, 2]) : walk.direction;
      const index = ((walk.tone % 4) + 4) % 4;
      return [52 + (index === 3 ? chord[0]! + 12 : chord[index]!)];
    }
    case 'melody': {
      walk.degree = Math.max(0, Math.min(13, walk.degree + random.pick([-2, -1, -1, 0, 1, 1, 2, 4, -4])));
      return [64 + scale[walk.degree % 7]! + (walk.degree >= 7 ? 12 : 0)];
    }
  }
}

function playNotes(
  score: Score,
  timbre: Timbre,
  notes: readonly number[],
  at: number,
  seconds: number,
  gain: number,
  role: PitchedPart['role'],
): void {
  const { random, samples } = score;
  const spread = role === 'strum' ? random.between(0.003, 0.014) : 0;
  const each = gain / Math.sqrt(notes.length);
  for (const [index, midi] of notes.entries()) {
    addNote(samples, timbre, { at: at + index * spread, seconds, midi, gain: each }, random);
  }
}
