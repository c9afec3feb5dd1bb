import { expect, test } from 'vitest';
import type { PersonRow } from '#shared/contract/people.ts';
import type { Playlist } from '#shared/contract/playlists.ts';
import { text } from '../../messages/use-text.ts';
import type { Command } from '../commands/index.ts';
import { listEntries, type PaletteSources } from './palette-entries.ts';

const command = (id: string, group: Command['group'], message: Command['text']): Command => ({
  id,
  group,
  text: message,
  run: () => undefined,
});

const sources: PaletteSources = {
  commands: [
    command('a', 'go', 'app.view.library'),
    command('b', 'go', 'app.view.problems'),
    command('d', 'window', 'ui.undo'),
    command('e', 'selection', 'app.settings'),
  ],
  recentIds: ['d', 'gone'],
  folders: [],
  playlists: [],
  people: [],
  tracks: [],
  trackTotal: 0,
  hasSelection: true,
};

const shown = (input: string, change: Partial<PaletteSources> = {}) =>
  listEntries(text, input, { ...sources, ...change }).map(({ id, entries }) => [
    id,
    ...entries.map(({ label }) => label),
  ]);

test('an empty input lists what was used last, then all groups', () => {
  expect(shown('')).toEqual([
    ['recent', 'Undo'],
    ['selection', 'Settings'],
    ['go', 'Library', 'Problems'],
  ]);
});

test('without a selection nothing acts on it', () => {
  expect(shown('s', { hasSelection: false })).toEqual([['go', 'Problems']]);
  // But what acts on other things than tracks says itself whether it can.
  const commands = [{ ...command('e', 'selection', 'app.settings'), isOfItems: true }];
  expect(shown('s', { hasSelection: false, commands })).toEqual([['selection', 'Settings']]);
});

test('playlists follow a #, and stand among the places otherwise', () => {
  const playlist = (name: string, kind: Playlist['kind']) => ({ id: name.length, name, kind, count: 3 }) as Playlist;
  const playlists = [playlist('Friday', 'list'), playlist('Library of sets', 'folder')];
  expect(shown('#', { playlists })).toEqual([['go', 'Friday', 'Library of sets']]);
  expect(shown('#fri', { playlists })).toEqual([['go', 'Friday']]);
  expect(shown('lib', { playlists, hasSelection: false })).toEqual([['go', 'Library', 'Library of sets']]);
  expect(shown('', { playlists, hasSelection: false, recentIds: [] })[0]).toEqual(['go', 'Library', 'Problems']);
});

test('people follow an @, and are found by name among the places', () => {
  const people = ['Ines Valloria', 'Library Trio'].map((name, id) => ({ id, name }) as PersonRow);
  expect(shown('@', { people })).toEqual([['go', 'Ines Valloria', 'Library Trio']]);
  expect(shown('@val ines', { people })).toEqual([['go', 'Ines Valloria']]);
  expect(shown('lib', { people, hasSelection: false })).toEqual([['go', 'Library', 'Library Trio']]);
  expect(shown('', { people, hasSelection: false, recentIds: [] })[0]).toEqual(['go', 'Library', 'Problems']);
});

test('only commands follow a >', () => {
  expect(shown('>lib')).toEqual([['window', 'Library']]);
});
