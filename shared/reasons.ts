import { z } from 'zod';
import type { WheelRelation } from './mixability.ts';
import type { MusicKey } from './music-key.ts';

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
  'otherMood',
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

type KeyStep = { relation: WheelRelation; from: MusicKey; to: MusicKey };
type Nothing = Record<string, never>;

/** What fills the text of each kind. Keys are numbers, so that the window writes them in the user's notation. */
export type ReasonValues = {
  sameKey: { key: MusicKey };
  keyStep: KeyStep;
  weakKeyStep: KeyStep;
  sameTempo: Nothing;
  /** By how many beats a minute the second track is faster. */
  tempoChange: { bpm: number };
  /** 2: the second one plays half as fast; 0.5: twice as fast. `bpm` as above, after it was taken so many times. */
  halfDouble: { ratio: 2 | 0.5; bpm: number };
  sameEnergy: Nothing;
  /** From the first to the second track, in tenths of the scale. */
  energyStep: { step: number };
  onCurve: Nothing;
  sameMood: Nothing;
  otherMood: Nothing;
  /** What of the sound is most alike. */
  soundsAlike: { part: 'all' | 'timbre' | 'rhythm' };
  sameArtist: { artist: string };
  /** By what the artist is related: a shared credit, a remix, a label, playlists and tracklists. */
  relatedArtist: { artist: string; through: 'credit' | 'remix' | 'label' | 'playlist' };
  sameAlbum: { album: string };
  sameGenre: { genre: string };
  /** The years between them. */
  sameEra: { years: number };
  sameLabel: { label: string };
  outroMeetsIntro: Nothing;
  /** In how many playlists and tracklists both stand. */
  playedTogether: { count: number };
  heardTogether: Nothing;
  /** For how many days; 0 for never played. */
  notPlayedLately: { days: number };
  /** In stars, 1 to 5. */
  likedByUser: { stars: number };
};

export const reason = z.object({
  kind: z.enum(reasonKinds),
  /** As `ReasonValues` says for the kind. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** 'weak' speaks against it. */
  tone: z.enum(['good', 'plain', 'weak']),
});
export type Reason = z.output<typeof reason>;

/** A reason with the values of its kind. */
export function because<Kind extends ReasonKind>(
  kind: Kind,
  values: ReasonValues[Kind],
  tone: Reason['tone'] = 'good',
): Reason {
  return { kind, values, tone };
}

/** What speaks against it first; the rest as it is. */
export function weakFirst(reasons: readonly Reason[]): Reason[] {
  return [...reasons.filter(({ tone }) => tone === 'weak'), ...reasons.filter(({ tone }) => tone !== 'weak')];
}
