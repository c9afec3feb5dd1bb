import { latestMs } from './read-time.ts';
import type { EntryFacts, ParsedPart } from './tracklist-parts.ts';

const longest = { name: 200, text: 500, note: 4000, isrc: 40 };

/** A part within what one tracklist may hold: so many entries, texts so long, times up to two days. */
export function fitPart({ facts, entries, confidence }: ParsedPart, mostEntries: number): ParsedPart {
  return {
    facts: {
      name: cut(facts.name, longest.name),
      artist: cut(facts.artist, longest.text),
      event: cut(facts.event, longest.text),
      venue: cut(facts.venue, longest.text),
      date: facts.date,
      genre: cut(facts.genre, longest.text),
    },
    entries: entries.slice(0, mostEntries).map(fitEntry),
    confidence,
  };
}

function fitEntry(entry: EntryFacts): EntryFacts {
  const time = (ms: number | null) => (ms !== null && ms <= latestMs ? ms : null);
  return {
    ...entry,
    startMs: time(entry.startMs),
    endMs: time(entry.endMs),
    artist: cut(entry.artist, longest.text),
    title: cut(entry.title, longest.text),
    remix: cut(entry.remix, longest.text),
    label: cut(entry.label, longest.text),
    isrc: cut(entry.isrc, longest.isrc),
    note: cut(entry.note, longest.note),
  };
}

/** Half a letter, as cutting may leave it, is no text a database keeps. */
function cut(text: string, most: number): string {
  return text.slice(0, most).toWellFormed();
}
