import type { LucideIcon } from 'lucide-react';
import type { Folder } from '#shared/contract/library/folders.ts';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type { PersonRow } from '#shared/contract/people.ts';
import type { Playlist } from '#shared/contract/playlists.ts';
import type { Text } from '../../messages/use-text.ts';
import type { Command } from '../commands/index.ts';
import { matchText, type TextMatch } from './match-text.ts';

type Found = { id: string; label: string; match: TextMatch };

/** One line of the palette. */
export type PaletteEntry =
  | (Found & { kind: 'command'; icon: LucideIcon | undefined; keys: string | undefined; command: Command })
  | (Found & { kind: 'folder'; note: string; folder: Folder })
  | (Found & { kind: 'playlist'; note: string; playlist: Playlist })
  | (Found & { kind: 'person'; note: string; person: PersonRow })
  | (Found & { kind: 'track'; note: string; track: TrackRow })
  /** All tracks that match, in the library. */
  | (Found & { kind: 'all'; query: string });

export type PaletteGroup = {
  id: 'recent' | 'selection' | 'go' | 'window' | 'tracks';
  entries: readonly PaletteEntry[];
};

export type PaletteSources = {
  /** Those that can run now. */
  commands: readonly Command[];
  recentIds: readonly string[];
  folders: readonly Folder[];
  playlists: readonly Playlist[];
  people: readonly PersonRow[];
  /** The first tracks that match, and how many there are. */
  tracks: readonly TrackRow[];
  trackTotal: number;
  hasSelection: boolean;
};

const maxInGroup = 8;
const maxPlaylists = 50;
const maxPeople = 50;

/** `>` before the text leaves only commands, `#` only playlists, `@` only people. */
export function readInput(input: string): {
  text: string;
  isCommandsOnly: boolean;
  isPlaylistsOnly: boolean;
  isPeopleOnly: boolean;
} {
  const isCommandsOnly = input.startsWith('>');
  const isPlaylistsOnly = input.startsWith('#');
  const isPeopleOnly = input.startsWith('@');
  const isOnly = isCommandsOnly || isPlaylistsOnly || isPeopleOnly;
  return { text: (isOnly ? input.slice(1) : input).trim(), isCommandsOnly, isPlaylistsOnly, isPeopleOnly };
}

/** What the palette lists for an input: for the selection first, then places, commands, and tracks. */
export function listEntries(text: Text, input: string, sources: PaletteSources): PaletteGroup[] {
  const { text: query, isCommandsOnly, isPlaylistsOnly, isPeopleOnly } = readInput(input);
  const people = sources.people.flatMap((person) => personEntry(query, person));
  if (isPeopleOnly) return withEntries([{ id: 'go', entries: best(people, maxPeople) }]);
  const playlists = sources.playlists.flatMap((playlist) => playlistEntry(text, query, playlist));
  if (isPlaylistsOnly) return withEntries([{ id: 'go', entries: best(playlists, maxPlaylists) }]);
  const recent = query === '' && !isCommandsOnly ? recentEntries(text, sources) : [];
  const recentIds = new Set(recent.map(({ id }) => id));
  const inGroup = (group: Command['group'], limit: number) =>
    best(
      sources.commands
        .filter((command) => command.group === group && !recentIds.has(command.id))
        .filter((command) => group !== 'selection' || sources.hasSelection || command.isOfItems)
        .flatMap((command) => commandEntry(text, query, command)),
      limit,
    );
  const selection = inGroup('selection', isCommandsOnly ? 100 : maxInGroup);
  if (isCommandsOnly) {
    const all = [...inGroup('go', 100), ...inGroup('window', 100)];
    return withEntries([
      { id: 'selection', entries: selection },
      { id: 'window', entries: all },
    ]);
  }
  const folders = sources.folders.flatMap((folder) => folderEntry(text, query, folder));
  return withEntries([
    { id: 'recent', entries: recent },
    { id: 'selection', entries: selection },
    {
      id: 'go',
      entries: best(
        [...inGroup('go', maxInGroup), ...(query === '' ? [] : [...playlists, ...people, ...folders])],
        maxInGroup,
      ),
    },
    { id: 'window', entries: inGroup('window', maxInGroup) },
    { id: 'tracks', entries: trackEntries(text, query, sources) },
  ]);
}

function withEntries(groups: PaletteGroup[]): PaletteGroup[] {
  return groups.filter(({ entries }) => entries.length > 0);
}

/** The best first; where two are as good the given order stays. */
function best(entries: PaletteEntry[], limit: number): PaletteEntry[] {
  return entries.sort((first, second) => first.match.rank - second.match.rank).slice(0, limit);
}

function recentEntries(text: Text, { commands, recentIds }: PaletteSources): PaletteEntry[] {
  return recentIds
    .slice(0, 5)
    .flatMap((id) => commands.filter((command) => command.id === id))
    .flatMap((command) => commandEntry(text, '', command));
}

function commandEntry(text: Text, query: string, command: Command): PaletteEntry[] {
  const label = text(command.text);
  const match = matchText(label, query);
  if (!match) return [];
  return [{ kind: 'command', id: command.id, label, match, icon: command.icon, keys: command.keys?.[0], command }];
}

function folderEntry(text: Text, query: string, folder: Folder): PaletteEntry[] {
  const match = matchText(folder.name, query);
  if (!match) return [];
  const note = text('palette.folder', { count: folder.trackCount });
  return [{ kind: 'folder', id: `folder ${folder.id}`, label: folder.name, match, note, folder }];
}

function playlistEntry(text: Text, query: string, playlist: Playlist): PaletteEntry[] {
  const match = matchText(playlist.name, query);
  if (!match) return [];
  const note = text('palette.playlist', { kind: playlist.kind, count: playlist.count ?? 0 });
  return [{ kind: 'playlist', id: `playlist ${playlist.id}`, label: playlist.name, match, note, playlist }];
}

function personEntry(query: string, person: PersonRow): PaletteEntry[] {
  const match = matchText(person.name, query);
  return match ? [{ kind: 'person', id: `person ${person.id}`, label: person.name, match, note: '', person }] : [];
}

function trackEntries(text: Text, query: string, { tracks, trackTotal }: PaletteSources): PaletteEntry[] {
  const shown = tracks.map((track) => trackEntry(query, track));
  return trackTotal > shown.length ? [...shown, allTracksEntry(text, query, trackTotal)] : shown;
}

export function allTracksEntry(text: Text, query: string, count: number): PaletteEntry {
  const label = text('palette.allInSearch', { count });
  return { kind: 'all', id: 'all tracks', label, match: { rank: 0, marks: [] }, query };
}

/** The library already found it, perhaps by its artist or album; marks are for what the title shows of it. */
function trackEntry(query: string, track: TrackRow): PaletteEntry {
  const label = track.title || track.fileName;
  const match = matchText(label, query) ?? { rank: 0, marks: [] };
  return { kind: 'track', id: `track ${track.id}`, label, match, note: track.artist, track };
}
