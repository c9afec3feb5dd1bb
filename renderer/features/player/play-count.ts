import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlayerState } from './player.store.ts';

/** A track was played once half of it was heard, or so much of a long one. */
const enoughMs = 240_000;
/** The sound tells where it is several times a second; more at once was a seek. */
const mostStepMs = 1500;

export type Heard = { trackId: TrackId | null; positionMs: number; heardMs: number; isCounted: boolean };

export const nothingHeard: Heard = { trackId: null, positionMs: 0, heardMs: 0, isCounted: false };

type Sound = Pick<PlayerState, 'positionMs' | 'durationMs' | 'part'> & { trackId: TrackId | null };

/** What was heard of a track, with the news of where the sound is; `isPlay` where that makes it a play. */
export function hear(
  heard: Heard,
  { trackId, positionMs, durationMs, part }: Sound,
): { heard: Heard; isPlay: boolean } {
  const hasBegunAgain = heard.isCounted && positionMs < heard.positionMs && positionMs < mostStepMs;
  if (trackId === null || trackId !== heard.trackId || hasBegunAgain) {
    return { heard: { ...nothingHeard, trackId, positionMs }, isPlay: false };
  }
  const stepMs = positionMs - heard.positionMs;
  // A part that is played again and again is work, not listening.
  const isHeard = part === null && stepMs > 0 && stepMs <= mostStepMs;
  const heardMs = heard.heardMs + (isHeard ? stepMs : 0);
  const isPlay = !heard.isCounted && durationMs > 0 && heardMs >= Math.min(durationMs / 2, enoughMs);
  return { heard: { trackId, positionMs, heardMs, isCounted: heard.isCounted || isPlay }, isPlay };
}
