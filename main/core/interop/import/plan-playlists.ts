import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { createChange, entriesChange, type NewEntry, Numbers, toStates } from '#core/playlists/playlist-changes.ts';
import { readEntries } from '#core/playlists/playlists.repository.ts';
import type { ImportCount } from '#shared/contract/interop.ts';
import type { FormatId } from '#shared/contract/interop-formats.ts';
import type { ForeignPlaylist } from '../foreign-library.ts';
import { emptyForeignTrack } from '../foreign-library.ts';
import type { KeyBook, KeyMeaning } from './key-book.ts';
import type { ForeignMatcher } from './match-foreign.ts';

type Options = {
  db: Db;
  book: KeyBook;
  matcher: ForeignMatcher;
  format: FormatId;
  path: string;
  /** For lists that say nothing themselves. */
  fallbackName: string;
  conflicts: 'mine' | 'theirs';
  now(): number;
  /** Makes the change at once, for what follows builds on it; does nothing in a preview. */
  apply(change: ValueChange): void;
  count(name: ImportCount, by?: number): void;
  missing(key: string, playlist: string): void;
};

type Known = { id: number; kind: string };
const mostName = 200;

/** Makes another program's playlists ours: folders of the same name are the same folder, lists of the same name the same list. */
export class PlaylistPlanner {
  readonly #options: Options;
  /** Folders by their path there; null where a preview would make it. */
  readonly #folders = new Map<string, number | null>();
  readonly #taken = new Set<string>();

  constructor(options: Options) {
    this.#options = options;
  }

  take(playlist: ForeignPlaylist): void {
    const path = playlist.path.map((name) => name.trim().slice(0, mostName) || this.#options.fallbackName);
    if (path.length === 0) path.push(this.#options.fallbackName);
    if (playlist.kind === 'folder') this.#folder(path);
    else if (playlist.kind === 'list') this.#list(path, playlist.keys);
    // Smart lists are in the notes of their readers: other programs' rules are not ours.
  }

  #folder(path: readonly string[]): number | null {
    if (path.length === 0) return null;
    const key = JSON.stringify(path);
    const known = this.#folders.get(key);
    if (known !== undefined) return known;
    const parentId = this.#folder(path.slice(0, -1));
    const isInNew = path.length > 1 && parentId === null;
    const name = path.at(-1) as string;
    const there = isInNew ? undefined : this.#find(parentId, name, ['folder']);
    const id = there?.id ?? this.#make({ name, kind: 'folder', parentId });
    if (!there) this.#options.count('folders');
    this.#folders.set(key, id);
    return id;
  }

  #list(path: readonly string[], keys: readonly string[]): void {
    const { count } = this.#options;
    const parentId = this.#folder(path.slice(0, -1));
    const isInNew = path.length > 1 && parentId === null;
    const name = this.#freeName(path);
    const entries = keys.map((key) => this.#entry(key, name));
    const there = isInNew ? undefined : this.#find(parentId, name, ['list', 'crate']);
    if (there) {
      this.#merge(there.id, entries);
      return;
    }
    this.#make({ name, kind: 'list', parentId, entries });
    count('playlists');
    this.#countEntries(entries);
  }

  #merge(id: number, entries: readonly NewEntry[]): void {
    const { db, conflicts, count, now, apply } = this.#options;
    const before = readEntries(db, id);
    const isSame =
      before.length === entries.length && before.every((entry, index) => sameEntry(entry, entries[index] as NewEntry));
    if (isSame) {
      count('samePlaylists');
      return;
    }
    count('conflicts');
    if (conflicts === 'mine') {
      count('keptPlaylists');
      return;
    }
    const change = entriesChange(id, before, toStates(new Numbers(db), entries, now()));
    if (change) apply(change);
    count('playlists');
    this.#countEntries(entries);
  }

  #countEntries(entries: readonly NewEntry[]): void {
    this.#options.count('entries', entries.length);
    this.#options.count('deadEntries', entries.filter(({ trackId }) => trackId === null).length);
  }

  #make(playlist: { name: string; kind: 'folder' | 'list'; parentId: number | null; entries?: NewEntry[] }): number {
    const { db, format, path, now, apply } = this.#options;
    const source = { kind: format, item: path, state: '' };
    const change = createChange(db, new Numbers(db), { ...playlist, source }, { now: now() });
    apply(change);
    return change.itemId;
  }

  #find(parentId: number | null, name: string, kinds: readonly string[]): Known | undefined {
    const rows = prepare(
      this.#options.db,
      'SELECT id, kind FROM playlist WHERE parent_id IS ? AND name = ? ORDER BY position, id',
    ).all(parentId, name) as Known[];
    return rows.find(({ kind }) => kinds.includes(kind));
  }

  /** Programs may call two lists in one folder the same. */
  #freeName(path: readonly string[]): string {
    const name = path.at(-1) as string;
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? name : `${name} ${number}`;
      const key = JSON.stringify([...path.slice(0, -1), candidate]);
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return candidate;
    }
  }

  #entry(key: string, playlist: string): NewEntry {
    const known = this.#options.book.get(key);
    if (known) return toEntry(known);
    const track = { ...emptyForeignTrack(key), path: key.includes('/') ? key : '' };
    const match = this.#options.matcher.match(track);
    if (match.trackId !== null) {
      this.#options.book.set(track, match.trackId);
      const meaning = this.#options.book.get(key);
      if (meaning) return toEntry(meaning);
    }
    this.#options.missing(key, playlist);
    return {
      ...{ trackId: null, title: '', artist: '', album: '', durationMs: null, isrc: '' },
      location: track.path || key,
    };
  }
}

function toEntry({ trackId, facts }: KeyMeaning): NewEntry {
  return { ...facts, trackId };
}

function sameEntry(
  one: { trackId: number | null; title: string; location: string },
  other: { trackId: number | null; title: string; location: string },
): boolean {
  if (one.trackId !== null || other.trackId !== null) return one.trackId === other.trackId;
  return one.title === other.title && one.location === other.location;
}
