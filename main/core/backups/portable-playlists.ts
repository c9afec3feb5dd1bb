import { z } from 'zod';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { EntryMatcher, sureScore } from '#core/playlists/match-entry.ts';
import { createChange, type NewEntry, Numbers } from '#core/playlists/playlist-changes.ts';
import { type EntryState, listPlaylists, readEntries } from '#core/playlists/playlists.repository.ts';
import {
  entryFacts,
  type Playlist,
  playlistKinds,
  playlistSource,
  setPlan,
  smartRules,
} from '#shared/contract/playlists.ts';

const exportedEntry = entryFacts.extend({
  audioHash: z.string().nullable(),
  note: z.string(),
  isLocked: z.boolean(),
});

/** One line of an export: a playlist with all it holds, behind the folder it is in. */
const exportedPlaylist = z.object({
  type: z.literal('playlist'),
  /** What the export calls it, and its folder. */
  key: z.number().int(),
  parent: z.number().int().nullable(),
  kind: z.enum(playlistKinds),
  name: z.string().trim().min(1).max(200),
  note: z.string(),
  rules: smartRules.nullable(),
  plan: setPlan.nullable(),
  source: playlistSource.nullable(),
  entries: z.array(exportedEntry).max(1_000_000),
});
export type ExportedPlaylist = z.output<typeof exportedPlaylist>;

/** The line of each playlist, folders before what they hold. */
export function* exportPlaylists(db: Db): Generator<ExportedPlaylist> {
  const all = listPlaylists(db);
  const below = function* (parentId: number | null): Generator<Playlist> {
    for (const playlist of all) {
      if (playlist.parentId !== parentId) continue;
      yield playlist;
      yield* below(playlist.id);
    }
  };
  for (const { id, parentId, kind, name, note, rules, plan, source } of below(null)) {
    const entries = readEntries(db, id).map((entry) => exportEntry(db, entry));
    yield { type: 'playlist', key: id, parent: parentId, kind, name, note, rules, plan, source, entries };
  }
}

/** An entry as its track is now, with the path it lies at. */
function exportEntry(db: Db, { trackId, note, isLocked, ...kept }: EntryState): ExportedPlaylist['entries'][number] {
  const track = prepare(
    db,
    `SELECT audio_hash AS audioHash, coalesce(nullif(title, ''), file_name) AS title, artist, album,
       duration_ms AS durationMs, isrc, folder.path || '/' || track.path AS location
     FROM track JOIN folder ON folder.id = folder_id WHERE track.id = ?`,
  ).get(trackId) as Omit<ExportedPlaylist['entries'][number], 'note' | 'isLocked'> | undefined;
  const { id: _id, addedAt: _addedAt, ...facts } = kept;
  return { audioHash: null, ...facts, ...track, note, isLocked };
}

/**
 * Makes the playlists of an export that the library does not have: one of the same kind and name in the same folder is that
 * one, and stays as it is. Lines come in the order of the export.
 */
export class PlaylistReading {
  readonly #db: Db;
  readonly #now: number;
  readonly #numbers: Numbers;
  readonly #matcher: EntryMatcher;
  readonly #known: Playlist[];
  /** What the library calls the export's folders. */
  readonly #ids = new Map<number, number>();
  readonly #lastPositions = new Map<number | null, number>();

  constructor(db: Db, now: number) {
    this.#db = db;
    this.#now = now;
    this.#numbers = new Numbers(db);
    this.#matcher = new EntryMatcher(db);
    this.#known = listPlaylists(db);
    for (const { parentId, position } of this.#known) this.#lastPositions.set(parentId, position);
  }

  /** Nothing for what is no playlist, or is there already. */
  read(line: unknown): ValueChange[] {
    const parsed = exportedPlaylist.safeParse(line);
    if (!parsed.success) return [];
    const { key, parent, kind, name, note, rules, plan, source, entries } = parsed.data;
    const parentId = parent === null ? null : (this.#ids.get(parent) ?? null);
    const known = this.#known.find((each) => each.parentId === parentId && each.kind === kind && each.name === name);
    if (known) {
      this.#ids.set(key, known.id);
      // Two of one name are two.
      this.#known.splice(this.#known.indexOf(known), 1);
      return [];
    }
    const position = this.#nextPosition(parentId);
    const holds = kind === 'list' || kind === 'crate' ? entries.map((entry) => this.#toEntry(entry)) : [];
    const made = { name, kind, parentId, note, rules, plan, source, entries: holds };
    const change = createChange(this.#db, this.#numbers, made, { now: this.#now, position });
    this.#ids.set(key, change.itemId);
    return [change];
  }

  #nextPosition(parentId: number | null): number {
    const next = (this.#lastPositions.get(parentId) ?? -1) + 1;
    this.#lastPositions.set(parentId, next);
    return next;
  }

  #toEntry({ audioHash, ...entry }: ExportedPlaylist['entries'][number]): NewEntry {
    const bySound = prepare(this.#db, 'SELECT id FROM track WHERE audio_hash = ? ORDER BY missing_since LIMIT 1')
      .pluck()
      .get(audioHash) as number | undefined;
    if (bySound !== undefined) return { ...entry, trackId: bySound };
    const match = this.#matcher.match(entry);
    return { ...entry, trackId: match && match.score >= sureScore ? match.trackId : null };
  }
}
