import { z } from 'zod';

/** Why a track stands where it stands: a word for the window to say, with its numbers. */
export const reasonKinds = [
  'sameKey',
  'keyStep',
  'weakKeyStep',
  'sameTempo',
  'tempoChange',
  'halfDouble',
  'sameEnergy',
  'energyStep',
  'onCurve',
  'sameMood',
  'soundsAlike',
  'sameArtist',
  'relatedArtist',
  'sameAlbum',
  'sameGenre',
  'sameEra',
  'sameLabel',
  'outroMeetsIntro',
  'playedTogether',
  'heardTogether',
  'notPlayedLately',
  'likedByUser',
] as const;
export type ReasonKind = (typeof reasonKinds)[number];

/** `values` fill the text of the kind: `{ from: '8A', to: '9A' }`, `{ bpm: 1.2 }`, `{ artist: 'Sable Ohm' }`. */
export const reason = z.object({
  kind: z.enum(reasonKinds),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** 'weak' speaks against it. */
  tone: z.enum(['good', 'plain', 'weak']),
});
export type Reason = z.output<typeof reason>;
