import { createHash } from 'node:crypto';
import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { createChange, entriesChange, Numbers, toStates } from '#core/playlists/playlist-changes.ts';
import { type EntryState, listPlaylists, readEntries } from '#core/playlists/playlists.repository.ts';
import type { Playlist, PlaylistSource } from '#shared/contract/playlists.ts';
import type { SpotifyTrack } from '#shared/contract/spotify.ts';
import { findAnswer, keepAnswer } from '../connections.repository.ts';
import { keepLinks, type Linked, linkTracks, toEntry, uriOf } from './spotify-links.ts';

/** Came from there; or is ours, and kept there too. */
export type SpotifySourceKind = 'spotify' | 'spotifyCopy';

const forEver = 100 * 365 * 24 * 3_600_000;

type Lists = Pick<Context, 'db' | 'history' | 'changes'> & { now(): number };

/** The playlist here that came from a list there, or is kept in it. */
export function findByList(lists: Pick<Lists, 'db'>, listId: string): Playlist | undefined {
  return listPlaylists(lists.db).find(({ source }) => isSpotify(source) && source?.item === listId);
}

export function isSpotify(source: PlaylistSource | null): boolean {
  return source?.kind === 'spotify' || source?.kind === 'spotifyCopy';
}

/**
 * What a list and its playlist held when they were last equal; the names Spotify gives its tracks. The playlist's source names
 * it, so that undoing what was brought takes this back as well.
 */
export function readBase({ db, now }: Pick<Lists, 'db' | 'now'>, source: PlaylistSource | null): string[] {
  return (findAnswer(db, 'spotify', `base:${source?.state}`, now()) as string[] | undefined) ?? [];
}

/** Keeps it, and answers with the state that names it. */
function keepBase({ db, now }: Pick<Lists, 'db' | 'now'>, uris: readonly string[]): string {
  const state = createHash('sha256').update(uris.join(' ')).digest('hex').slice(0, 24);
  keepAnswer(db, 'spotify', `base:${state}`, uris, { now: now(), forMs: forEver });
  return state;
}

/** What was changed at Spotify is no operation here: the source names what both hold now, and nothing is to be undone. */
export function setBase(lists: Pick<Lists, 'db' | 'now'>, playlistId: number, uris: readonly string[]): void {
  const state = keepBase(lists, uris);
  prepare(lists.db, "UPDATE playlist SET source = json_set(source, '$.state', ?) WHERE id = ?").run(state, playlistId);
}

/**
 * Brings a list into the library: a new playlist, or the one it was brought into before, where what came there is added and
 * what went there is taken out; what the user added here stays. One undoable operation.
 */
export function bringList(
  lists: Lists,
  list: { id: string; name: string },
  tracks: readonly SpotifyTrack[],
): { linked: Linked[] } {
  const { db, history, changes, now } = lists;
  const linked = linkTracks(db, tracks);
  const uris = tracks.map(({ uri }) => uri);
  db.transaction(() => {
    keepLinks(db, linked, now());
    const known = findByList(lists, list.id);
    if (known) {
      const change = updateChange(lists, known, linked);
      if (change) history.apply('importLibrary', [change, baseChange(lists, known, uris)], list.name);
      else setBase(lists, known.id, uris);
    } else {
      history.apply('importLibrary', [makeChange(lists, list, linked)], list.name);
    }
  })();
  changes.add({ topics: ['playlists', 'tracks', 'connectors'] });
  return { linked };
}

function makeChange(lists: Lists, list: { id: string; name: string }, linked: readonly Linked[]): ValueChange {
  const { db, now } = lists;
  const state = keepBase(
    lists,
    linked.map(({ track }) => track.uri),
  );
  const source: PlaylistSource = { kind: 'spotify' satisfies SpotifySourceKind, item: list.id, state };
  const entries = linked.map(toEntry);
  return createChange(db, new Numbers(db), { name: list.name, kind: 'list', source, entries }, { now: now() });
}

function baseChange(lists: Lists, { id, source }: Playlist, uris: readonly string[]): ValueChange {
  const newValue = { ...source, state: keepBase(lists, uris) } as JsonValue;
  return { itemId: id, field: 'playlist:source', oldValue: source as JsonValue, newValue };
}

function updateChange(lists: Lists, known: Playlist, linked: readonly Linked[]): ValueChange | null {
  const { db, now } = lists;
  const before = readEntries(db, known.id);
  const there = new Map(linked.map((each) => [each.track.uri, each]));
  const base = new Set(readBase(lists, known.source));
  const uriOfEntry = new Map(before.map((entry) => [entry.id, uriOf(db, entry)]));
  // Gone there since; what never was there is the user's own.
  const kept = before.filter(({ id }) => {
    const uri = uriOfEntry.get(id) ?? null;
    return uri === null || there.has(uri) || !base.has(uri);
  });
  const held = new Set(kept.map(({ id }) => uriOfEntry.get(id)));
  const fresh = linked.filter(({ track }) => !held.has(track.uri) && !isTakenOutHere(track.uri, base));
  const after = [
    ...kept.map((entry) => relinked(entry, there)),
    ...toStates(new Numbers(db), fresh.map(toEntry), now()),
  ];
  return entriesChange(known.id, before, after);
}

/** It was here when both were equal, and is no more: the user took it out. */
function isTakenOutHere(uri: string, base: ReadonlySet<string>): boolean {
  return base.has(uri);
}

/** A wish whose track came into the library since. */
function relinked(entry: EntryState, there: ReadonlyMap<string, Linked>): EntryState {
  const trackId = there.get(entry.location)?.trackId ?? null;
  return entry.trackId === null && trackId !== null ? { ...entry, trackId } : entry;
}

/** Says that a playlist is kept in a list at Spotify too, which holds these tracks; undoable like the rest. */
export function noteCopy(lists: Lists, playlist: Playlist, listId: string, uris: readonly string[]): void {
  const { history, changes } = lists;
  const newValue = { kind: 'spotifyCopy' satisfies SpotifySourceKind, item: listId, state: keepBase(lists, uris) };
  const oldValue = playlist.source as JsonValue;
  history.apply('editPlaylist', [{ itemId: playlist.id, field: 'playlist:source', oldValue, newValue }], playlist.name);
  changes.add({ topics: ['playlists', 'connectors'] });
}
