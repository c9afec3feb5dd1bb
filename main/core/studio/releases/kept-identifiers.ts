import { AppError } from '#shared/errors.ts';
import { type IdentifierKind, parseIdentifier } from '#shared/identifiers/identifiers.ts';
import type { ReleaseTrackState } from '../pack-records.ts';

/**
 * An identifier in the form it is kept in. What is none is refused, but for what stood there before: it came from a file, and is
 * said elsewhere to be wrong. Throws IDENTIFIER_INVALID.
 */
export function keptIdentifier(kind: IdentifierKind, typed: string, before: readonly string[]): string {
  const parsed = typed === '' ? '' : parseIdentifier(kind, typed);
  if (parsed !== null) return parsed;
  if (before.includes(typed)) return typed;
  throw new AppError('IDENTIFIER_INVALID', 'This is no such identifier.', { kind, typed });
}

/** Tracks with their codes so. Throws IDENTIFIER_INVALID. */
export function withKeptCodes<Track extends Pick<ReleaseTrackState, 'isrc' | 'iswc'>>(
  tracks: readonly Track[],
  before: readonly ReleaseTrackState[],
): Track[] {
  const [isrcs, iswcs] = [before.map(({ isrc }) => isrc), before.map(({ iswc }) => iswc)];
  return tracks.map((track) => ({
    ...track,
    isrc: keptIdentifier('isrc', track.isrc, isrcs),
    iswc: keptIdentifier('iswc', track.iswc, iswcs),
  }));
}
