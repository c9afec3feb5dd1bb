import { type Mixability, type MixTrack, mixability } from './mixability.ts';
import { because, type Reason } from './reasons.ts';

/** Parts that score less speak against it. */
const weakUnder = 0.5;
/** A key step that scores so much is a usual one. */
const usualStepFrom = 0.9;
/** Tempi this near, in beats a minute, are the same: analysis does not know them better. */
const sameTempoBpm = 0.15;
const sameMoodWithin = 0.12;

/** Why a second track follows a first in a mix, or why not: key, tempo, energy and mood, each where both are known. */
export function mixReasons(first: MixTrack, second: MixTrack, facts: Mixability = mixability(first, second)): Reason[] {
  return [
    ...keyReasons(first, second, facts),
    ...tempoReasons(first, second, facts),
    ...energyReasons(facts),
    ...moodReasons(facts),
  ];
}

function keyReasons(first: MixTrack, second: MixTrack, { key }: Mixability): Reason[] {
  if (key === null || first.key === null || second.key === null) return [];
  if (key.relation === 'same') return [because('sameKey', { key: second.key })];
  const step = { relation: key.relation, from: first.key, to: second.key };
  // The seldom ones at the border are heard, but not as a clash.
  if (key.score <= weakUnder) return [because('weakKeyStep', step, 'weak')];
  return [because('keyStep', step, key.score >= usualStepFrom ? 'good' : 'plain')];
}

function tempoReasons(first: MixTrack, second: MixTrack, { tempo }: Mixability): Reason[] {
  if (tempo === null || first.bpm === null || second.bpm === null) return [];
  const bpm = Math.round(10 * (second.bpm * tempo.ratio - first.bpm)) / 10;
  const isSame = Math.abs(bpm) < sameTempoBpm;
  const tone = tempo.score < weakUnder ? 'weak' : 'good';
  if (tempo.ratio !== 1) {
    return [because('halfDouble', { ratio: tempo.ratio, bpm: isSame ? 0 : bpm }, tone === 'good' ? 'plain' : tone)];
  }
  return [isSame ? because('sameTempo', {}) : because('tempoChange', { bpm }, tone)];
}

function energyReasons({ energy }: Mixability): Reason[] {
  if (energy === null) return [];
  if (energy.step === 0) return [because('sameEnergy', {}, 'plain')];
  return [because('energyStep', { step: energy.step }, energy.score < weakUnder ? 'weak' : 'plain')];
}

function moodReasons({ mood }: Mixability): Reason[] {
  if (mood === null) return [];
  if (mood.score < weakUnder) return [because('otherMood', {}, 'weak')];
  return mood.distance <= sameMoodWithin ? [because('sameMood', {})] : [];
}
