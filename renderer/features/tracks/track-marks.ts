import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { type Mood, moods, sureFrom } from '#shared/findings.ts';
import type { Text } from '../../messages/use-text.ts';

/** The bits of `TrackRow.locked`. */
const lockBits = { bpm: 1, key: 2, quality: 4, mood: 8, grid: 32 } as const;
/** The bits of `TrackRow.review`. */
const reviewBits = { bpm: 1, key: 2, quality: 4, mood: 8 } as const;

/** Whether the user has set a field by hand. */
export function isLocked(row: Pick<TrackRow, 'locked'>, field: keyof typeof lockBits): boolean {
  return (row.locked & lockBits[field]) !== 0;
}

type Doubtful = Pick<TrackRow, 'locked' | 'review' | 'bpmConfidence' | 'keyConfidence' | 'moodConfidence'>;

/** Whether a value waits for a look, or would if it were not alone: analysis is not sure, and nobody has said. */
export function isUnsure(row: Doubtful, field: 'bpm' | 'key' | 'mood'): boolean {
  if (isLocked(row, field)) return false;
  const confidence = row[`${field}Confidence`];
  const limit = field === 'bpm' ? sureFrom.tempo : sureFrom[field];
  return (row.review & reviewBits[field]) !== 0 || (confidence !== null && confidence < limit);
}

/** The moods of a row, best first. */
export function moodsOf({ mood }: Pick<TrackRow, 'mood'>): Mood[] {
  const names = mood.split(' ');
  return moods
    .filter((each) => names.includes(each))
    .sort((first, second) => names.indexOf(first) - names.indexOf(second));
}

/** Moods in words: "happy, party"; a dash for none. */
export function moodText(chosen: readonly Mood[], text: Text): string {
  return chosen.length === 0 ? '–' : chosen.map((mood) => text(`tracks.mood.${mood}`)).join(', ');
}
