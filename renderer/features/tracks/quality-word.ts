import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type { Text } from '../../messages/use-text.ts';

/** Under this score a file is worth a look, whatever it was made from. */
const poorScore = 50;

/** What is wrong with a file in one word; null where nothing is. */
export function qualityWord(
  { qualityVerdict, qualityScore }: Pick<TrackRow, 'qualityVerdict' | 'qualityScore'>,
  text: Text,
): string | null {
  if (qualityVerdict === 'transcode') return text('tracks.quality.transcode');
  if (qualityVerdict === 'uncertain') return text('tracks.quality.uncertain');
  if (qualityScore !== null && qualityScore < poorScore) return text('tracks.quality.poor');
  return null;
}
