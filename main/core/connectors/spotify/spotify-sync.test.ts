import { afterEach, beforeEach, expect, test } from 'vitest';
import { SpotifyLab } from '#core/testing/spotify-lab.ts';

let lab: SpotifyLab;
beforeEach(async () => {
  lab = await new SpotifyLab().open();
});
afterEach(() => lab.close());

test('a list brought again is brought up to date, and what the user did to it stays', async () => {
  await lab.withMusic();
  await lab.signIn();
  const list = lab.spotify.addList({
    id: 'mine',
    name: 'Friday',
    uris: ['spotify:track:lanterns', 'spotify:track:tolbooth'],
  });
  await lab.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await lab.finished();
  list.uris = ['spotify:track:tolbooth', 'spotify:track:harbour'];
  await lab.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await lab.finished();
  const { id } = await lab.playlistNamed('Friday');
  expect((await lab.entriesOf(id)).map(({ kept }) => kept.title)).toEqual(['Tolbooth', 'Glass Harbour']);
});

test('both sides are compared with what they once held, and changed both ways', async () => {
  await lab.withMusic();
  await lab.signIn();
  const list = lab.spotify.addList({
    id: 'mine',
    name: 'Friday',
    uris: ['spotify:track:lanterns', 'spotify:track:tolbooth'],
  });
  await lab.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await lab.finished();
  const { id } = await lab.playlistNamed('Friday');
  // There: one comes, one goes. Here: one of those that stay there goes as well.
  list.uris = ['spotify:track:tolbooth', 'spotify:track:harbour'];
  await lab.reopen((db) => db.prepare("DELETE FROM playlist_entry WHERE title = 'Tolbooth'").run());
  await lab.signIn();
  const compared = await lab.call('spotify.compare', { id });
  expect(compared).toMatchObject({
    addedThere: [{ title: 'Glass Harbour' }],
    removedThere: [{ title: 'Paper Lanterns - 2026 Remaster' }],
    addedHere: [],
    removedHere: [{ uri: 'spotify:track:tolbooth' }],
  });
  await lab.call('spotify.sync', { id, pull: true, push: true });
  await lab.finished();
  expect((await lab.entriesOf(id)).map(({ kept }) => kept.title)).toEqual(['Glass Harbour']);
  expect(list.uris).toEqual(['spotify:track:harbour']);
  expect(await lab.call('spotify.compare', { id })).toMatchObject({
    addedThere: [],
    removedThere: [],
    addedHere: [],
    removedHere: [],
  });
});

test('a track whose name at Spotify was forgotten here is not taken out there', async () => {
  await lab.withMusic();
  await lab.signIn();
  const { id } = await lab.call('playlists.create', { name: 'Out', kind: 'list', trackIds: [1, 2] as never });
  await lab.call('spotify.export', { id, name: 'Out' });
  await lab.finished();
  await lab.reopen((db) => db.prepare("DELETE FROM service_link WHERE item = 'spotify:track:tolbooth'").run());
  await lab.signIn();
  lab.spotify.planted = ({ path }) => (path === '/v1/search' ? { json: { tracks: { items: [] } } } : undefined);
  await lab.call('spotify.sync', { id, pull: false, push: true });
  await lab.finished();
  const [list] = [...lab.spotify.lists.values()];
  expect(list?.uris).toEqual(['spotify:track:lanterns', 'spotify:track:tolbooth']);
});

test('a playlist from Spotify cannot be synced once it is disconnected, and says so', async () => {
  await lab.signIn();
  lab.spotify.addList({ id: 'mine', name: 'Friday' });
  await lab.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await lab.finished();
  await lab.call('connectors.disconnect', { service: 'spotify', purge: false });
  const { id } = await lab.playlistNamed('Friday');
  await expect(lab.call('spotify.sync', { id, pull: true, push: false })).rejects.toMatchObject({
    code: 'SERVICE_NOT_CONNECTED',
  });
  expect(lab.logged).toEqual([]);
});

test('undoing what was brought is no wish to take it out there; what is not taken over stays where it is', async () => {
  await lab.withMusic();
  await lab.signIn();
  const list = lab.spotify.addList({ id: 'mine', name: 'Friday', uris: ['spotify:track:lanterns'] });
  await lab.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await lab.finished();
  const { id } = await lab.playlistNamed('Friday');
  list.uris = ['spotify:track:lanterns', 'spotify:track:harbour'];
  await lab.call('spotify.sync', { id, pull: true, push: false });
  await lab.finished();
  expect((await lab.entriesOf(id)).map(({ kept }) => kept.title)).toContain('Glass Harbour');
  await lab.call('history.undo', {});
  expect(await lab.call('spotify.compare', { id })).toMatchObject({
    addedThere: [{ title: 'Glass Harbour' }],
    removedHere: [],
  });
  await lab.call('spotify.sync', { id, pull: false, push: true });
  await lab.finished();
  expect(list.uris).toContain('spotify:track:harbour');
  expect(await lab.call('spotify.compare', { id })).toMatchObject({
    addedThere: [{ title: 'Glass Harbour' }],
    removedHere: [],
  });
  await lab.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await lab.finished();
  expect((await lab.entriesOf(id)).map(({ kept }) => kept.title)).toContain('Glass Harbour');
});
