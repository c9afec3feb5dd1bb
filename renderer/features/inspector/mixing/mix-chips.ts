import type { MixableTrack } from '#shared/contract/library/tracks.ts';
import type { WheelRelation } from '#shared/mixability.ts';
import { keyMode } from '#shared/music-key.ts';
import type { MessageId } from '../../../messages/index.ts';
import type { Text } from '../../../messages/use-text.ts';

/** A fact in words; one that speaks against mixing comes first and is marked. */
export type MixChip = { text: string; isBad: boolean };

/** Parts that score less speak against it. */
const badUnder = 0.5;
/** Tempi this near, in percent, are the same. */
const sameTempoPercent = 0.05;
const sameMood = 0.12;
/** As many as fit under a title. */
const mostChips = 3;

const relations: Readonly<Record<WheelRelation, MessageId>> = {
  same: 'inspector.relation.same',
  oneUp: 'inspector.relation.oneUp',
  oneDown: 'inspector.relation.oneDown',
  relative: 'inspector.relation.toMajor',
  diagonal: 'inspector.relation.diagonal',
  twoUp: 'inspector.relation.twoUp',
  twoDown: 'inspector.relation.twoDown',
  parallel: 'inspector.relation.parallel',
  semitoneUp: 'inspector.relation.semitoneUp',
  semitoneDown: 'inspector.relation.semitoneDown',
  far: 'inspector.relation.far',
};

const signedPercent = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'always',
});

/** Why a track mixes with another one. */
export function mixChips({ track, key, tempo, energy, mood }: MixableTrack, text: Text): MixChip[] {
  const chips: MixChip[] = [];
  if (key) {
    const isToMinor = key.relation === 'relative' && track.key !== null && keyMode(track.key) === 'minor';
    chips.push({
      text: text(isToMinor ? 'inspector.relation.toMinor' : relations[key.relation]),
      isBad: key.score < badUnder,
    });
  }
  if (tempo) chips.push({ text: tempoText(tempo, text), isBad: tempo.score < badUnder });
  if (energy && energy.step !== 0) {
    const steps = Math.abs(energy.step);
    chips.push({
      text: text(energy.step > 0 ? 'inspector.mix.energyUp' : 'inspector.mix.energyDown', { steps }),
      isBad: energy.score < badUnder,
    });
  }
  if (mood && (mood.distance <= sameMood || mood.score < badUnder)) {
    chips.push({
      text: text(mood.score < badUnder ? 'inspector.mix.otherMood' : 'inspector.mix.sameMood'),
      isBad: mood.score < badUnder,
    });
  }
  return [...chips.filter(({ isBad }) => isBad), ...chips.filter(({ isBad }) => !isBad)].slice(0, mostChips);
}

function tempoText({ ratio, changePercent }: NonNullable<MixableTrack['tempo']>, text: Text): string {
  const change =
    Math.abs(changePercent) < sameTempoPercent
      ? text('inspector.mix.sameTempo')
      : text('inspector.mix.change', { percent: signedPercent.format(changePercent).replace('-', '−') });
  if (ratio === 1) return change;
  return text(ratio === 2 ? 'inspector.mix.half' : 'inspector.mix.double', { change });
}
