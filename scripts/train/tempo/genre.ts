import type { DrumName, TimbreName } from '../voices.ts';

/**
 * One bar or several of steps: `x` a loud hit, `o` a soft one, `?` one that is there half of the time, `-` held,
 * anything else a rest.
 */
export type Steps = string;
export type DrumPart = { drum: DrumName; steps: readonly Steps[]; gain: number; presence?: number };
export type PitchedPart = {
  timbres: readonly TimbreName[];
  /** What a hit plays: the root, all of the chord, one tone of it after another, or a tune. */
  role: 'bass' | 'walk' | 'chord' | 'strum' | 'arpeggio' | 'power' | 'melody' | 'drone';
  steps: readonly Steps[];
  gain: number;
  presence?: number;
};

/** How music of a kind goes, and in which range of tempos people count it. */
export type Genre = {
  name: string;
  bpm: readonly [number, number];
  beats: number;
  /** Steps a beat. */
  steps: number;
  /** How far every second step comes late, in steps. */
  swing?: readonly [number, number];
  /** How far hits stray, in seconds (standard deviation). */
  loose: readonly [number, number];
  /** Bars each chord lasts. */
  chordBars: readonly number[];
  drums: readonly (readonly DrumPart[])[];
  pitched: readonly PitchedPart[];
};
