/** How one track goes over into the next. */
export const transitions = ['cut', 'fade', 'blend', 'crossfade', 'echo', 'filter', 'mashup', 'unknown'] as const;
export type Transition = (typeof transitions)[number];

/** What is known of a track that was played. Empty texts and null are not known. */
export type EntryFacts = {
  /** From the start of the mix. A track played together with the one before it has none ('mashup'). */
  startMs: number | null;
  endMs: number | null;
  artist: string;
  title: string;
  remix: string;
  label: string;
  isrc: string;
  /** Nobody knows what it is: "ID". */
  isUnknown: boolean;
  transition: Transition;
  bpm: number | null;
  /** 0 to 23, see shared/music-key.ts. */
  musicalKey: number | null;
  note: string;
  /** 0 to 1, how sure the reading is; null for what was typed by hand. */
  confidence: number | null;
};

/** What is known of a mix or an event. */
export type TracklistFacts = {
  name: string;
  artist: string;
  event: string;
  venue: string;
  /** 'yyyy', 'yyyy-mm' or 'yyyy-mm-dd', or empty. */
  date: string;
  genre: string;
};

export const noFacts: TracklistFacts = { name: '', artist: '', event: '', venue: '', date: '', genre: '' };

export const emptyEntry: EntryFacts = {
  startMs: null,
  endMs: null,
  artist: '',
  title: '',
  remix: '',
  label: '',
  isrc: '',
  isUnknown: false,
  transition: 'unknown',
  bpm: null,
  musicalKey: null,
  note: '',
  confidence: null,
};

/** Why a line is no track. */
export const leftOutReasons = ['rule', 'link', 'heading', 'about', 'credit', 'words', 'tooLong', 'noName'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** What became of one line or row. Lines without any sign are not listed. */
export type ParsedLine = {
  /** From 1. */
  number: number;
  text: string;
  /** 0 to 1, how sure the reading of this line is. */
  confidence: number;
} & ({ role: 'track'; part: number; entry: number } | { role: 'leftOut'; reason: LeftOutReason });

/** What would become one tracklist: texts of an evening hold one for each DJ. */
export type ParsedPart = { facts: TracklistFacts; entries: EntryFacts[]; confidence: number };

export type ParsedTracklist = {
  format: 'text' | 'csv' | 'json' | 'cue';
  parts: ParsedPart[];
  lines: ParsedLine[];
};

export const identifiedConfidence = 0.9;
export const unknownConfidence = 0.5;

/** How much a parsed list is worth: 0.4 times with a start, 0.4 tracks that have a name, 0.2 what is known of the mix. */
export function listConfidence(entries: readonly EntryFacts[], facts: TracklistFacts): number {
  const timed = entries.filter(({ transition, startMs }) => transition !== 'mashup' || startMs !== null);
  if (entries.length === 0) return 0;
  const share = (found: number, of: number) => (of === 0 ? 0 : found / of);
  const times = share(timed.filter(({ startMs }) => startMs !== null).length, timed.length);
  const names = share(entries.filter(({ isUnknown }) => !isUnknown).length, entries.length);
  const about = [facts.name, facts.artist || facts.event, facts.date].filter((text) => text !== '').length / 3;
  return Math.round((0.4 * times + 0.4 * names + 0.2 * about) * 1000) / 1000;
}
