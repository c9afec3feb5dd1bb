import type { SetStep } from '#shared/contract/sets.ts';
import { mixReasons } from '#shared/mix-reasons.ts';
import type { MixTrack } from '#shared/mixability.ts';
import { because, type Reason } from '#shared/reasons.ts';
import { type SetTracks, unknownKey } from './set-tracks.ts';
import { curveScore, endsScore, type Place, roundStep, scoreStep } from './step-score.ts';

/** Below this a step is weak whatever its single facts are. Two tracks nobody knows anything of score 50. */
const weakScore = 45;
/** Ends of so many milliseconds are long. */
const longEndsMs = 16_000;

/** A step with its points and its reasons, for people. */
export function describeStep(tracks: SetTracks, first: number, second: number, place: Place): SetStep {
  const { score, parts } = roundStep(scoreStep(tracks, first, second, place));
  // A set may change its mood: that alone is no fault.
  const mix = mixReasons(mixTrackOf(tracks, first), mixTrackOf(tracks, second)).map(
    (reason): Reason => (reason.kind === 'otherMood' ? { ...reason, tone: 'plain' } : reason),
  );
  const reasons = [...mix, ...setReasons(tracks, first, second, place)];
  return { score, parts, reasons, isWeak: score < weakScore || reasons.some(({ tone }) => tone === 'weak') };
}

function setReasons(tracks: SetTracks, first: number, second: number, place: Place): Reason[] {
  const reasons: Reason[] = [];
  if (!Number.isNaN(tracks.energy[second]!) && curveScore(tracks, second, place) === 1) {
    reasons.push(because('onCurve', {}));
  }
  const common = Math.min(tracks.outroMs[first]!, tracks.introMs[second]!);
  if (common >= longEndsMs && endsScore(tracks, first, second) > 0.5) reasons.push(because('outroMeetsIntro', {}));
  if (tracks.album[first] !== 0 && tracks.album[first] === tracks.album[second]) {
    reasons.push(because('sameAlbum', { album: '' }, 'plain'));
  }
  return reasons;
}

function mixTrackOf(tracks: SetTracks, row: number): MixTrack {
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  const energy = known(tracks.energy[row]!);
  const key = tracks.key[row]!;
  return {
    key: key === unknownKey ? null : key,
    bpm: known(tracks.bpm[row]!),
    energy: energy === null ? null : energy / 10,
    arousal: known(tracks.arousal[row]!),
    valence: known(tracks.valence[row]!),
  };
}
