import { z } from 'zod';
import { formatKey, parseKey } from '../music-key.ts';
import type { TextTagField } from './tag-fields.ts';

/** What goes into files beside the edits. All is off until the user asks for it. */
export const writeBack = z.object({
  edits: z.boolean(),
  bpm: z.enum(['off', 'whole', 'decimals']),
  /** Where the key goes; any of them. */
  keyInField: z.boolean(),
  /** In front of the comment, with the tempo: "8A - 124 - Vocal ends 4:12". */
  keyInComment: z.boolean(),
  /** As the grouping, where that holds nothing else. */
  keyInGrouping: z.boolean(),
  keyNotation: z.enum(['classical', 'camelot', 'openKey']),
  rating: z.enum(['off', 'windows', 'linear']),
  replayGain: z.boolean(),
  /** Takes the place of the comment where it gives something; empty for none. See shared/name-template. */
  commentTemplate: z.string().max(500),
});
export type WriteBack = z.output<typeof writeBack>;

export const onlyEdits: WriteBack = {
  edits: true,
  bpm: 'off',
  keyInField: false,
  keyInComment: false,
  keyInGrouping: false,
  keyNotation: 'classical',
  rating: 'off',
  replayGain: false,
  commentTemplate: '',
};

/** What analysis and the user say of a track, and what its texts are now. */
export type KnownOfTrack = {
  bpm: number | null;
  key: number | null;
  lufs: number | null;
  truePeakDb: number | null;
  rating: number;
  comment: string;
  grouping: string;
};

/** The loudness that ReplayGain 2 brings everything to. */
const referenceLufs = -18;

/**
 * The texts that write-back puts into a file. What is not known is left out and never clears a field.
 *
 * `comment` is what the template made of the track; empty where there is none.
 */
export function measuredTexts(
  track: KnownOfTrack,
  include: WriteBack,
  comment: string,
): Partial<Record<TextTagField, string[]>> {
  const texts: Partial<Record<TextTagField, string[]>> = {};
  const key = track.key === null ? null : formatKey(track.key, include.keyNotation);
  if (include.bpm !== 'off' && track.bpm !== null) texts.bpm = [formatTempo(track.bpm, include.bpm === 'whole')];
  if (include.keyInField && key !== null) texts.key = [key];
  if (include.replayGain) Object.assign(texts, replayGain(track));
  if (include.keyInGrouping && key !== null && (track.grouping === '' || parseKey(track.grouping) !== null)) {
    texts.grouping = [key];
  }
  const rest = comment === '' ? withoutPrefix(track.comment) : comment;
  if (include.keyInComment && key !== null) {
    const tempo = track.bpm === null ? [] : [formatTempo(track.bpm, true)];
    texts.comment = [[key, ...tempo, ...(rest === '' ? [] : [rest])].join(separator)];
  } else if (comment !== '') texts.comment = [comment];
  return texts;
}

const separator = ' - ';

/** A comment without a key and tempo that a program put in front of it. */
function withoutPrefix(comment: string): string {
  const [first = '', ...rest] = comment.split(separator);
  if (!/^[0-9A-Ga-g#♭♯bmdM]{1,4}$/.test(first) || parseKey(first) === null) return comment;
  while (rest.length > 0 && /^\d{1,3}(?:\.\d{1,2})?$/.test(rest[0] ?? '')) rest.shift();
  return rest.join(separator);
}

function formatTempo(bpm: number, isWhole: boolean): string {
  return isWhole ? String(Math.round(bpm)) : String(Math.round(bpm * 100) / 100);
}

function replayGain({ lufs, truePeakDb }: KnownOfTrack): Partial<Record<TextTagField, string[]>> {
  if (lufs === null) return {};
  const gain = referenceLufs - lufs;
  return {
    replayGainTrackGain: [`${gain < 0 ? '-' : '+'}${Math.abs(gain).toFixed(2)} dB`],
    ...(truePeakDb === null ? {} : { replayGainTrackPeak: [(10 ** (truePeakDb / 20)).toFixed(6)] }),
  };
}
