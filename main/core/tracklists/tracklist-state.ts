import type { Tracklist, TracklistVersion } from '#shared/contract/tracklists.ts';
import type { EntryFacts, TracklistFacts } from '#shared/tracklist/tracklist-parts.ts';

/** An entry as it is kept; what history and versions note of it. */
export type EntryState = EntryFacts & {
  id: number;
  trackId: number | null;
  matchScore: number | null;
  isMatchFixed: boolean;
  isManual: boolean;
};

/** What is said of the mix or the event; part of each version. */
export type FactsState = TracklistFacts & { note: string };

/** Which recording it is about, and where it came from. */
export type OriginState = {
  mixTrackId: number | null;
  mixScore: number | null;
  durationMs: number | null;
  source: Tracklist['source'];
  confidence: number | null;
};

/** Which version the list is, and whether that is what was published. */
export type Standing = { version: number; state: Tracklist['state'] };

export type Content = { facts: FactsState; entries: EntryState[] };

export type VersionState = Pick<TracklistVersion, 'at' | 'state' | 'change'> & { content: Content };

/** A tracklist with all it holds, as history keeps one that is made or removed. */
export type TracklistState = Content &
  Standing & { origin: OriginState; createdAt: number; versions: (VersionState & { number: number })[] };

export const factNames = ['name', 'artist', 'event', 'venue', 'date', 'genre', 'note'] as const;
export const entryNames = [
  'startMs',
  'endMs',
  'artist',
  'title',
  'remix',
  'label',
  'isrc',
  'isUnknown',
  'transition',
  'bpm',
  'musicalKey',
  'note',
] as const;
