import { z } from 'zod';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { EntryMatcher, sureScore } from '#core/playlists/match-entry.ts';
import { newEntry } from '#core/tracklists/entry-steps.ts';
import { TrackMatcher } from '#core/tracklists/match-tracks.ts';
import { nextNumbers, wholeChange } from '#core/tracklists/tracklist-changes.ts';
import type { EntryState, TracklistState } from '#core/tracklists/tracklist-state.ts';
import { getState, listTracklists } from '#core/tracklists/tracklists.repository.ts';
import { entryFields, mostEntries, tracklistFacts, tracklistSources } from '#shared/contract/tracklists.ts';

/** How a track is known again: by its sound, else by where it lies. */
const sound = z.object({ audioHash: z.string().nullable(), location: z.string() }).nullable();
type Sound = z.output<typeof sound>;

/** One line of an export: a tracklist as it is now, without the versions it had. */
const exportedTracklist = z.object({
  type: z.literal('tracklist'),
  facts: tracklistFacts,
  source: z.enum(tracklistSources),
  isPublished: z.boolean(),
  durationMs: z.number().nullable(),
  /** The recording. */
  mix: sound,
  entries: z
    .array(entryFields.extend({ track: sound, isMatchFixed: z.boolean(), isManual: z.boolean() }))
    .max(mostEntries),
});
export type ExportedTracklist = z.output<typeof exportedTracklist>;

/** The line of each tracklist. */
export function* exportTracklists(db: Db): Generator<ExportedTracklist> {
  const find = prepare(
    db,
    `SELECT audio_hash AS audioHash, folder.path || '/' || track.path AS location
     FROM track JOIN folder ON folder.id = folder_id WHERE track.id = ?`,
  );
  const soundOf = (trackId: number | null) => (find.get(trackId) as Sound | undefined) ?? null;
  for (const { id } of listTracklists(db).toReversed()) {
    const { facts, origin, state, entries } = getState(db, id);
    yield {
      type: 'tracklist',
      facts,
      source: origin.source,
      isPublished: state === 'published',
      durationMs: origin.durationMs,
      mix: soundOf(origin.mixTrackId),
      entries: entries.map(({ id: _, trackId, matchScore: __, ...entry }) => ({
        ...entry,
        track: soundOf(trackId),
      })),
    };
  }
}

/** Makes the tracklists of an export that the library does not have: one of the same name and date is that one, and stays. */
export class TracklistReading {
  readonly #db: Db;
  readonly #now: number;
  readonly #matcher: TrackMatcher;
  readonly #places: EntryMatcher;
  readonly #known: Set<string>;
  #nextList: number;
  #nextEntry: number;

  constructor(db: Db, now: number) {
    this.#db = db;
    this.#now = now;
    this.#matcher = new TrackMatcher(db);
    this.#places = new EntryMatcher(db);
    this.#known = new Set(listTracklists(db).map(nameOf));
    this.#nextList = nextNumbers(db, 'tracklist', 1)[0] as number;
    this.#nextEntry = nextNumbers(db, 'tracklist_entry', 1)[0] as number;
  }

  /** Nothing for what is no tracklist, or is there already. */
  read(line: unknown): ValueChange[] {
    const parsed = exportedTracklist.safeParse(line);
    if (!parsed.success || this.#known.has(nameOf(parsed.data.facts))) return [];
    const { facts, source, isPublished, durationMs, mix } = parsed.data;
    this.#known.add(nameOf(facts));
    const entries = parsed.data.entries.map((entry) => this.#toEntry(entry));
    const state = isPublished ? 'published' : 'draft';
    const made: TracklistState = {
      facts,
      entries,
      version: 1,
      state,
      createdAt: this.#now,
      origin: { mixTrackId: this.#find(mix), mixScore: null, durationMs, source, confidence: null },
      versions: [{ number: 1, at: this.#now, state, change: 'importUpdate', content: { facts, entries } }],
    };
    return [wholeChange(this.#nextList++, null, made)];
  }

  #toEntry({ track, isMatchFixed, isManual, ...values }: ExportedTracklist['entries'][number]): EntryState {
    const entry = { ...newEntry(this.#nextEntry++, values), isManual };
    const trackId = this.#find(track);
    if (isMatchFixed) return { ...entry, trackId, isMatchFixed: trackId !== null || track === null };
    return this.#matcher.match([entry])[0] ?? entry;
  }

  #find(track: Sound): number | null {
    if (track === null) return null;
    const bySound = prepare(
      this.#db,
      'SELECT id FROM track WHERE audio_hash = ? ORDER BY missing_since LIMIT 1',
    ).pluck();
    const found = bySound.get(track.audioHash) as number | undefined;
    if (found !== undefined) return found;
    const facts = { title: '', artist: '', album: '', durationMs: null, isrc: '', location: track.location };
    const match = this.#places.match(facts);
    return match && match.score >= sureScore ? match.trackId : null;
  }
}

function nameOf({ name, date }: { name: string; date: string }): string {
  return `${name}\n${date}`;
}
