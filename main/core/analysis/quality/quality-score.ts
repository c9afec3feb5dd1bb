import type { QualityFindings } from '#shared/findings.ts';

export type QualityReason = QualityFindings['reasons'][number];
type Code = QualityReason['code'];

/**
 * What each reason costs. Steps are pairs of a bound and a cost, mildest first: the last bound that the value reaches
 * counts (for `falling` ones, that it is under), and a value that reaches none is no reason at all.
 */
type Cost =
  | { unit: string; rising: readonly (readonly [number, number])[] }
  | { unit: string; falling: readonly (readonly [number, number])[] };

const costs: Readonly<Record<Code, Cost>> = {
  // A fact, and what was lost does not come back.
  TRANSCODE: { unit: '% of coefficients rounded away', rising: [[0, 60]] },
  // Signs that prove nothing: worth a look, not worth a verdict.
  TRANSCODE_UNCERTAIN: { unit: 'Hz', rising: [[0, 8]] },
  TRUNCATED: { unit: '1', rising: [[0, 40]] },
  CHANNEL_SILENT: { unit: 'channel, from 0', rising: [[0, 25]] },
  // Cancels itself on mono speakers, as clubs have them.
  PHASE_INVERTED: { unit: 'correlation', falling: [[-0.9, 20]] },
  // Runs a minute.
  CLIPPED: {
    unit: 'runs a minute',
    rising: [
      [1, 3],
      [10, 6],
      [60, 12],
      [300, 20],
    ],
  },
  // For bitrates of MP3; other codecs do more with as many bits.
  LOW_BITRATE: {
    unit: 'kbit/s of mp3',
    falling: [
      [250, 6],
      [215, 10],
      [175, 16],
      [144, 24],
      [112, 32],
      [80, 40],
    ],
  },
  PADDED_BITS: {
    unit: 'bits',
    falling: [
      [24, 4],
      [14, 10],
      [9, 25],
    ],
  },
  LOW_BANDWIDTH: {
    unit: 'Hz',
    falling: [
      [15_000, 3],
      [11_500, 8],
      [8_500, 14],
      [4_500, 20],
    ],
  },
  UPSAMPLED: { unit: 'Hz of the original rate', rising: [[0, 6]] },
  CRUSHED: {
    unit: 'LU of range',
    falling: [
      [2.5, 5],
      [1.5, 8],
    ],
  },
  DC_OFFSET: {
    unit: 'of full scale',
    rising: [
      [0.002, 2],
      [0.01, 6],
      [0.05, 12],
    ],
  },
  TRUE_PEAK_OVER: {
    unit: 'dBTP',
    rising: [
      [0.1, 1],
      [1, 2],
      [2, 3],
    ],
  },
  MONO_AS_STEREO: { unit: '1', rising: [[0, 2]] },
  SILENT_INSIDE: {
    unit: 'ms',
    rising: [
      [2000, 2],
      [10_000, 6],
      [30_000, 10],
    ],
  },
  SILENT_START: {
    unit: 'ms',
    rising: [
      [2000, 1],
      [5000, 2],
      [10_000, 4],
    ],
  },
  SILENT_END: {
    unit: 'ms',
    rising: [
      [5000, 1],
      [10_000, 2],
      [30_000, 4],
    ],
  },
  DIGITAL_SILENCE: {
    unit: 'ms',
    rising: [
      [200, 1],
      [2000, 3],
    ],
  },
};

/** Null where the value is no reason. */
export function reasonFor(code: Code, value: number): QualityReason | null {
  const rule = costs[code];
  const step =
    'rising' in rule
      ? rule.rising.findLast(([bound]) => value >= bound)
      : rule.falling.findLast(([bound]) => value < bound);
  return step ? { code, value: Math.round(value * 1000) / 1000, cost: step[1] } : null;
}

/** 100 less what the reasons cost, 0 at least; the reasons worst first. */
export function scoreOf(reasons: readonly (QualityReason | null)[]): { score: number; reasons: QualityReason[] } {
  const real = reasons.filter((reason) => reason !== null).toSorted((a, b) => b.cost - a.cost);
  return { score: Math.max(0, 100 - real.reduce((sum, { cost }) => sum + cost, 0)), reasons: real };
}
