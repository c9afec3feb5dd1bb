import { type KeyFindings, sureFrom } from '#shared/findings.ts';
import { keyFromPitch, type MusicKey } from '#shared/music-key.ts';
import { isWorthAsking } from '../essentia/is-worth-asking.ts';
import { judgeStretch } from './judge-stretch.ts';
import { type KeyBlocks, keyBlocks } from './key-blocks.ts';
import { certaintyOf } from './key-model.ts';
import { findStretches, type KeyWindow, keyWindows, type Stretch } from './key-stretches.ts';
import { blockSeconds, PitchChroma } from './pitch-chroma.ts';
import { isPitched } from './pitchedness.ts';
import { SecondOpinion } from './second-opinion.ts';

/** What two methods that agree, and two that do not, do to the confidence. */
const agreementGain = 1.2;
const disagreementGain = 0.8;
const candidateCount = 3;

type Ranked = { key: MusicKey; share: number };

/**
 * Finds the key of music that streams by, where it changes, and how far it is tuned from 440 Hz.
 *
 * Give it frames of the pitch tap (`pitchRows`) and mono audio at 22,050 Hz, in chunks of any length. What it keeps grows
 * by 400 bytes a second. The key is that of the longest stretch; Essentia is asked when that is not sure enough.
 */
export class KeyMeter {
  readonly #chroma = new PitchChroma();
  readonly #second: SecondOpinion;

  constructor(second: SecondOpinion = new SecondOpinion()) {
    this.#second = second;
  }

  pushPitch(frames: Float32Array): void {
    this.#chroma.push(frames);
  }

  pushMono22(samples: Float32Array): void {
    this.#second.push(samples);
  }

  /** Call once, at the end. */
  result(durationSeconds: number): KeyFindings {
    const pitches = this.#chroma.result();
    const blocks = keyBlocks(pitches);
    const chroma = meanChroma(blocks);
    if (!isPitched(blocks)) {
      return { key: null, confidence: 0, candidates: [], opinions: [], tuningCents: 0, chroma, segments: [] };
    }
    const windows = keyWindows(blocks);
    const stretches = findStretches(windows, blocks.count);
    const judged = (stretches.length > 1 ? stretches : [{ first: 0, end: blocks.count }]).map((stretch) => ({
      ...stretch,
      ranked: rank(blocks, stretch, windows),
    }));
    const main = judged.reduce((best, one) => (one.end - one.first > best.end - best.first ? one : best));
    const vote = this.#vote(main.ranked, durationSeconds);
    return {
      ...vote,
      tuningCents: Math.round(10 * pitches.tuningCents) / 10,
      chroma,
      segments: segmentsOf(judged, vote, durationSeconds),
    };
  }

  #vote(
    ranked: readonly Ranked[],
    seconds: number,
  ): Pick<KeyFindings, 'key' | 'confidence' | 'candidates' | 'opinions'> {
    const [best] = ranked as [Ranked];
    const own = { method: 'profiles' as const, key: best.key, confidence: best.share };
    const asked = best.share < sureFrom.key && isWorthAsking(seconds) ? this.#second.ask() : null;
    if (!asked) return { key: best.key, confidence: best.share, candidates: [...ranked], opinions: [own] };
    const opinions = [own, { method: 'essentia' as const, key: asked.key, confidence: asked.strength }];
    const isSame = asked.key === best.key;
    const confidence = Math.min(1, best.share * (isSame ? agreementGain : disagreementGain));
    return { key: best.key, confidence, candidates: withAlternative(ranked, confidence, asked.key), opinions };
  }
}

/** The likeliest keys of a stretch: the best with its confidence, the others sharing the rest. */
function rank(blocks: KeyBlocks, stretch: Pick<Stretch, 'first' | 'end'>, windows: readonly KeyWindow[]): Ranked[] {
  const { shares, order, certainty } = judgeStretch(blocks, stretch, windows);
  const confidence = certaintyOf(certainty);
  const rest = 1 - certainty.best + 1e-12;
  return order.slice(0, candidateCount).map((key, index) => ({
    key: musicKey(key),
    share: index === 0 ? confidence : Math.min(confidence, (shares[key]! / rest) * (1 - confidence)),
  }));
}

/** The key of the other method is among the candidates, with what doubt it raised; none is likelier than the answer. */
function withAlternative(ranked: readonly Ranked[], confidence: number, key: MusicKey): Ranked[] {
  const [best, ...others] = ranked as [Ranked, ...Ranked[]];
  const doubt = Math.max(0, best.share - confidence);
  const scale = best.share < 1 ? (1 - confidence - doubt) / (1 - best.share) : 0;
  const scaled = others.map((other) => ({ key: other.key, share: other.share * Math.max(0, scale) }));
  if (key === best.key)
    return [
      { key: best.key, share: confidence },
      ...scaled.map((other) => ({ ...other, share: Math.min(confidence, other.share) })),
    ];
  const alternative = { key, share: doubt + (scaled.find((other) => other.key === key)?.share ?? 0) };
  const rest = scaled.filter((other) => other.key !== key).slice(0, candidateCount - 2);
  const sorted = [alternative, ...rest].toSorted((left, right) => right.share - left.share);
  return [
    { key: best.key, share: confidence },
    ...sorted.map((other) => ({ key: other.key, share: Math.min(confidence, other.share) })),
  ];
}

function segmentsOf(
  judged: readonly (Pick<Stretch, 'first' | 'end'> & { ranked: readonly Ranked[] })[],
  vote: { key: MusicKey | null; confidence: number },
  durationSeconds: number,
): KeyFindings['segments'] {
  const durationMs = 1000 * durationSeconds;
  return judged.map(({ first, end, ranked }, index) => ({
    startMs: Math.min(durationMs, Math.round(1000 * first * blockSeconds)),
    endMs: index === judged.length - 1 ? durationMs : Math.min(durationMs, Math.round(1000 * end * blockSeconds)),
    key: judged.length === 1 ? (vote.key ?? ranked[0]!.key) : ranked[0]!.key,
    confidence: judged.length === 1 ? vote.confidence : ranked[0]!.share,
  }));
}

/** How strong each pitch class is, the strongest 1; zeros for silence. */
function meanChroma(blocks: KeyBlocks): number[] {
  const sums = new Array<number>(12).fill(0);
  for (const [index, value] of blocks.chroma.entries()) sums[index % 12]! += value;
  const highest = Math.max(...sums);
  return sums.map((sum) => (highest > 0 ? Math.round((1000 * sum) / highest) / 1000 : 0));
}

function musicKey(index: number): MusicKey {
  return keyFromPitch(index % 12, index < 12 ? 'major' : 'minor');
}
