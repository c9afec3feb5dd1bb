import { formatKey, type KeyNotation, keyMode } from '#shared/music-key.ts';
import type { Reason, ReasonKind, ReasonValues } from '#shared/reasons.ts';
import type { Text } from '../../messages/use-text.ts';

type Words = { [Kind in ReasonKind]: (values: ReasonValues[Kind], notation: KeyNotation, text: Text) => string };

const signedTenth = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'always',
});
const signedWhole = new Intl.NumberFormat('en', { maximumFractionDigits: 0, signDisplay: 'always' });
const signed = (format: Intl.NumberFormat, value: number) => format.format(value).replace('-', '−');

function keyStep({ relation, from, to }: ReasonValues['keyStep'], notation: KeyNotation, text: Text): string {
  const step = relation === 'relative' ? (keyMode(to) === 'major' ? 'toMajor' : 'toMinor') : relation;
  return text(`generate.reason.key.${step}`, { from: formatKey(from, notation), to: formatKey(to, notation) });
}

/** Kinds without a text do not compile. */
const words: Words = {
  sameKey: ({ key }, notation, text) => text('generate.reason.key.same', { to: formatKey(key, notation) }),
  keyStep,
  weakKeyStep: keyStep,
  sameTempo: (_, __, text) => text('generate.reason.sameTempo'),
  tempoChange: ({ bpm }, _, text) => text('generate.reason.tempoChange', { bpm: signed(signedTenth, bpm) }),
  halfDouble: ({ ratio, bpm }, _, text) => {
    const speed = text(ratio === 2 ? 'generate.reason.half' : 'generate.reason.double');
    if (bpm === 0) return speed;
    return `${speed}, ${text('generate.reason.tempoChange', { bpm: signed(signedTenth, bpm) })}`;
  },
  sameEnergy: (_, __, text) => text('generate.reason.sameEnergy'),
  energyStep: ({ step }, _, text) => text('generate.reason.energyStep', { step: signed(signedWhole, step) }),
  onCurve: (_, __, text) => text('generate.reason.onCurve'),
  sameMood: (_, __, text) => text('generate.reason.sameMood'),
  otherMood: (_, __, text) => text('generate.reason.otherMood'),
  soundsAlike: ({ part }, _, text) => text('generate.reason.soundsAlike', { part }),
  sameArtist: ({ artist }, _, text) => text('generate.reason.sameArtist', { artist }),
  relatedArtist: ({ artist, through }, _, text) => text('generate.reason.relatedArtist', { artist, through }),
  sameAlbum: (_, __, text) => text('generate.reason.sameAlbum'),
  sameGenre: ({ genre }, _, text) => text('generate.reason.sameGenre', { genre }),
  sameEra: ({ years }, _, text) => text('generate.reason.sameEra', { years }),
  sameLabel: ({ label }, _, text) => text('generate.reason.sameLabel', { label }),
  outroMeetsIntro: (_, __, text) => text('generate.reason.outroMeetsIntro'),
  playedTogether: ({ count }, _, text) => text('generate.reason.playedTogether', { count }),
  heardTogether: (_, __, text) => text('generate.reason.heardTogether'),
  notPlayedLately: ({ days }, _, text) => text('generate.reason.notPlayedLately', { days }),
  likedByUser: ({ stars }, _, text) => text('generate.reason.likedByUser', { stars }),
};

/** A reason as a fact in words: "One up, 8A to 9A". */
export function whyText({ kind, values }: Reason, notation: KeyNotation, text: Text): string {
  // What `because` gave the kind is what its words take.
  const say = words[kind] as (values: Reason['values'], notation: KeyNotation, text: Text) => string;
  return say(values, notation, text);
}
