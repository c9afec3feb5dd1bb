import { type Mood, moods } from '#shared/findings.ts';

/** What moods are told from. Unknown values are null and count as average. */
export type MoodSigns = {
  lufs: number | null;
  loudnessRange: number;
  onsetRate: number;
  flux: number;
  centroidHz: number;
  flatness: number;
  bassPart: number;
  treblePart: number;
  /** Streich and Herrera, 0 to 3. */
  fluctuation: number;
  pulseClarity: number;
  lowPulseClarity: number;
  bpm: number | null;
  /** 1 for a machine's tempo. */
  tempoStability: number | null;
  /** 1 for surely major, -1 for surely minor, 0 for unknown. */
  mode: number;
};

export type MoodNumbers = {
  energy: number;
  danceability: number;
  arousal: number;
  /** -1 dark to 1 bright, before it is cut into three steps. */
  valence: number;
  moods: Record<Mood, number>;
};

/**
 * Middle and spread of each sign over music of many kinds: the middle between the rendered clips of the development set,
 * which are quiet and even, and mastered records (their loudness about -9 LUFS). Ratios are compared as logarithms.
 */
const scales = {
  loudness: [-14, 5.5],
  range: [4, 3.5],
  onsets: [4, 1.7],
  flux: [Math.log(0.095), 0.6],
  brightness: [Math.log2(1800), 0.6],
  noisiness: [0.38, 0.16],
  bass: [0.22, 0.13],
  treble: [0.18, 0.14],
  fluctuation: [1.3, 0.35],
  clarity: [0.65, 0.22],
  lowClarity: [0.5, 0.27],
  tempo: [Math.log2(116), 0.35],
} as const;

type Standardised = Record<keyof typeof scales, number>;

/** How far a weighed sum of standardised signs moves a number from 0.5; sums of correlated signs have a spread near 0.6. */
const steepness = 1.7;

/**
 * Energy, danceability, arousal, valence and moods from what was measured.
 *
 * The directions are those of the literature; only their scale is ours:
 * - arousal rises with loudness, onset rate, flux, brightness and a narrow loudness range, a little with tempo (Schubert
 *   2004; Yang and Chen 2012; Coutinho and Cangelosi 2011). A tempo may be an octave off, so it has a quarter of a vote.
 * - valence rises with the major mode as far as the key is sure, and with pulse clarity, brightness and tempo (Gabrielsson
 *   and Lindström 2010; Eerola, Lartillot and Toiviainen 2009). R² is about 0.36 at best: a hint.
 * - happy, sad, aggressive, relaxed are the quadrants of Russell's circumplex (1980), aggressive with noisiness and
 *   relaxed with few onsets (Laurier, Herrera et al. 2009).
 * - acoustic is quiet, of wide loudness range, dark and smooth in time, electronic loud, with bass, a strict low pulse and
 *   a machine's tempo (Laurier 2011 on timbre of acoustic and electronic music).
 * - party is danceable, aroused and not dark (Laurier 2011).
 * - energy is the mean of danceability, arousal, 0.8 · aggressive, 0.9 · party and 0.7 · (1 - relaxed).
 */
export function moodsFrom(signs: MoodSigns): MoodNumbers {
  const z = standardise(signs);
  const excitement =
    (z.loudness + z.onsets + z.flux + 0.8 * z.brightness - 0.6 * z.range + 0.25 * z.tempo) / (4.65 * 0.85);
  const arousal = logistic(steepness * excitement);
  const pull = 0.4 * z.fluctuation + 0.8 * z.clarity + 0.7 * z.lowClarity + 0.4 * z.flux - 0.3 * distanceToDance(signs);
  const danceability = logistic((steepness * pull) / 1.7);
  const valence = Math.tanh(0.6 * signs.mode + 0.12 * z.clarity + 0.1 * z.brightness + 0.15 * z.tempo);
  const lively = Math.tanh(excitement);
  const machine = signs.tempoStability === null ? 0 : 2 * signs.tempoStability - 1.2;
  const aggressive = logistic(1.5 * excitement + 0.9 * z.noisiness - 0.8 * valence - 0.9);
  const relaxed = logistic(-steepness * excitement - 0.3 * z.onsets - 0.4 * z.noisiness + 0.3 * valence - 0.2);
  const party = logistic(2.4 * (danceability - 0.5) + 2.4 * (arousal - 0.5) + 0.9 * valence - 0.3);
  const numbers: Record<Mood, number> = {
    happy: logistic(2.4 * valence + 1.1 * lively),
    sad: logistic(-2.4 * valence - 1.3 * lively - 0.3),
    aggressive,
    relaxed,
    acoustic: logistic(
      -0.7 * z.loudness +
        0.35 * z.range -
        0.5 * z.treble -
        0.9 * z.flux -
        0.5 * z.lowClarity -
        0.5 * z.bass -
        0.4 * machine,
    ),
    electronic: logistic(
      0.4 * z.loudness +
        0.9 * z.flux +
        0.7 * z.bass +
        0.5 * z.lowClarity +
        0.4 * z.treble +
        0.5 * machine -
        0.5 * z.range,
    ),
    party,
  };
  const energy = (danceability + arousal + 0.8 * aggressive + 0.9 * party + 0.7 * (1 - relaxed)) / 4.4;
  return { energy, danceability, arousal, valence, moods: numbers };
}

/** How sure the strongest moods are: at most 0.85, for nobody agrees on moods; less where key and tempo are unknown. */
export function moodConfidence(numbers: MoodNumbers, signs: MoodSigns): number {
  const strengths = moods.map((mood) => Math.abs(numbers.moods[mood] - 0.5)).sort((a, b) => b - a);
  const strongest = (strengths[0]! + strengths[1]!) / 2;
  const unknown = (signs.bpm === null ? 0.05 : 0) + 0.05 * (1 - Math.abs(signs.mode));
  return Math.max(0.2, Math.min(0.85, 0.42 + 0.85 * strongest - unknown));
}

/** The step of a valence and how sure it is. Even far from the borders not above 0.65: descriptors explain a third of it. */
export function valenceStep(valence: number): { step: -1 | 0 | 1; confidence: number } {
  const border = 0.28;
  const step = valence > border ? 1 : valence < -border ? -1 : 0;
  const distance = Math.abs(Math.abs(valence) - border);
  return { step, confidence: 0.38 + 0.27 * Math.min(1, distance / 0.4) };
}

function standardise(signs: MoodSigns): Standardised {
  const scaled = (name: keyof typeof scales, value: number | null) => {
    const [middle, spread] = scales[name];
    // Bent at the ends: nothing is more than two spreads from the middle, so that no single sign decides.
    return value === null || !Number.isFinite(value) ? 0 : 2 * Math.tanh((value - middle) / spread / 2);
  };
  return {
    loudness: scaled('loudness', signs.lufs),
    range: scaled('range', signs.loudnessRange),
    onsets: scaled('onsets', signs.onsetRate),
    flux: scaled('flux', Math.log(Math.max(1e-4, signs.flux))),
    brightness: scaled('brightness', Math.log2(Math.max(50, signs.centroidHz))),
    noisiness: scaled('noisiness', signs.flatness),
    bass: scaled('bass', signs.bassPart),
    treble: scaled('treble', signs.treblePart),
    fluctuation: scaled('fluctuation', signs.fluctuation),
    clarity: scaled('clarity', signs.pulseClarity),
    lowClarity: scaled('lowClarity', signs.lowPulseClarity),
    tempo: scaled('tempo', signs.bpm === null ? null : Math.log2(Math.max(1, signs.bpm))),
  };
}

/** Octaves from the tempo people like to move to, 120 BPM (Moelants 2002), by the nearest metrical level. */
function distanceToDance(signs: MoodSigns): number {
  if (signs.bpm === null || !(signs.bpm > 0)) return 1;
  const octaves = Math.abs(Math.log2(signs.bpm / 120));
  return Math.min(octaves, 0.4 + Math.abs(octaves - 1));
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
