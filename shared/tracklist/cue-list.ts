import { type CueSheet, type CueTrack, msOfFrames, remarkOf, startOf } from '../cue/cue-sheet.ts';
import { parseCue } from '../cue/parse.ts';
import { parseKey } from '../music-key.ts';
import { readDate } from './about-lines.ts';
import { finishEntry, splitRemix } from './track-name.ts';
import {
  type EntryFacts,
  emptyEntry,
  listConfidence,
  type ParsedLine,
  type ParsedTracklist,
  type TracklistFacts,
} from './tracklist-parts.ts';

const longest = 200;

/** Whether a text is a CUE sheet. */
export function looksLikeCue(text: string): boolean {
  return /^\s*TRACK\s+\d+\s+\w+/im.test(text) && /^\s*(?:FILE|INDEX)\s+/im.test(text);
}

/** Reads a CUE sheet as a tracklist. Never throws. */
export function parseCueList(text: string): ParsedTracklist {
  const sheet = parseCue(text);
  const { facts, entries } = entriesOfSheet(sheet);
  const lines = sheet.tracks.map(
    (track, entry): ParsedLine => ({
      number: track.line,
      text: (sheet.lines[track.line - 1]?.text ?? '').trim(),
      confidence: entries[entry]?.confidence ?? 0,
      role: 'track',
      part: 0,
      entry,
    }),
  );
  const unread = sheet.notes.map(
    (note): ParsedLine => ({ number: note.line, text: note.text, confidence: 0.8, role: 'leftOut', reason: 'words' }),
  );
  const parts = entries.length === 0 ? [] : [{ facts, entries, confidence: listConfidence(entries, facts) }];
  return { format: 'cue', parts, lines: [...lines, ...unread].sort((one, other) => one.number - other.number) };
}

/** What a sheet says as a tracklist. Of a sheet with several files only the first one's times are times of the mix. */
export function entriesOfSheet(sheet: CueSheet): { facts: TracklistFacts; entries: EntryFacts[] } {
  const facts: TracklistFacts = {
    name: (sheet.title ?? '').slice(0, longest),
    artist: (sheet.performer ?? '').slice(0, longest),
    event: '',
    venue: '',
    date: readDate(remarkOf(sheet.remarks, 'DATE') ?? ''),
    genre: (remarkOf(sheet.remarks, 'GENRE') ?? '').slice(0, longest),
  };
  return { facts, entries: sheet.tracks.map((track) => entryOf(track, sheet)) };
}

function entryOf(track: CueTrack, sheet: CueSheet): EntryFacts {
  const start = startOf(track);
  const bpm = Number(remarkOf(track.remarks, 'BPM') ?? '');
  const named = splitRemix((track.title ?? '').slice(0, 500));
  const known = named.title === '' && named.remix === '' ? { title: 'ID', remix: '' } : named;
  return finishEntry({
    ...emptyEntry,
    ...known,
    // Nobody else is named: the sheet's performer played it all.
    artist: (track.performer ?? sheet.performer ?? '').slice(0, 500),
    startMs: start && start.file <= 0 ? Math.round(msOfFrames(start.frames)) : null,
    isrc: track.isrc ?? '',
    label: (remarkOf(track.remarks, 'LABEL') ?? '').slice(0, longest),
    bpm: bpm >= 20 && bpm <= 400 ? bpm : null,
    musicalKey: parseKey(remarkOf(track.remarks, 'KEY') ?? ''),
  });
}
