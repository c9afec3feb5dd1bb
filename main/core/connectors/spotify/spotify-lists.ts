import type { Context } from '#core/context.ts';
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

/** What a list and its playlist held when they were last equal; the names Spotify gives its tracks. */
export function readBase({ db, now }: Pick<Lists, 'db' | 'now'>, listId: string): string[] {
  return (findAnswer(db, 'spotify', `base:${listId}`, now()) as string[] | undefined) ?? [];
}

export function keepBase({ db, now }: Pick<Lists, 'db' | 'now'>, listId: string, uris: readonly string[]): void {
  keepAnswer(db, 'spotify', `base:${listId}`, uris, { now: now(), forMs: forEver });
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
    const change = known ? updateChange(lists, known, linked) : makeChange(lists, list, linked);
    if (change) history.apply('importLibrary', [change], list.name);
    keepBase(lists, list.id, uris);
  })();
  changes.add({ topics: ['playlists', 'tracks', 'connectors'] });
  return { linked };
}

function makeChange({ db, now }: Lists, list: { id: string; name: string }, linked: readonly Linked[]): ValueChange {
  const source: PlaylistSource = { kind: 'spotify' satisfies SpotifySourceKind, item: list.id, state: '' };
  const entries = linked.map(toEntry);
  return createChange(db, new Numbers(db), { name: list.name, kind: 'list', source, entries }, { now: now() });
}

function updateChange(lists: Lists, known: Playlist, linked: readonly Linked[]): ValueChange | null {
  const { db, now } = lists;
  const before = readEntries(db, known.id);
  const there = new Map(linked.map((each) => [each.track.uri, each]));
  const base = new Set(readBase(lists, known.source?.item ?? ''));
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

/** Says that a playlist is kept in a list at Spotify too; undoable like the rest. */
export function noteCopy({ history, changes }: Lists, playlist: Playlist, listId: string): void {
  const newValue = { kind: 'spotifyCopy' satisfies SpotifySourceKind, item: listId, state: '' };
  const oldValue = playlist.source as JsonValue;
  history.apply('editPlaylist', [{ itemId: playlist.id, field: 'playlist:source', oldValue, newValue }], playlist.name);
  changes.add({ topics: ['playlists', 'connectors'] });
}
