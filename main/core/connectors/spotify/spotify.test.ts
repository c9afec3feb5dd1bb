import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeSpotify } from '#core/testing/fake-spotify.ts';
import { insertTrack, tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';

const clientId = '0123456789abcdef0123456789abcdef';
const folder = tempFolder();
let spotify: FakeSpotify;
let opened: TestCore;
let offsetMs = 0;

beforeEach(async () => {
  offsetMs = 0;
  spotify = await new FakeSpotify().open();
  await open();
});
afterEach(async () => {
  await opened.core.close();
  await spotify.close();
  folder.remove();
});

async function open(): Promise<void> {
  opened = await openTestCore(join(folder.path, 'home'), {
    runAnalysis: false,
    serviceUrls: { spotify: spotify.url },
    now: () => Date.now() + offsetMs,
  });
}

async function reopen(between: (db: Database.Database) => void): Promise<void> {
  await opened.core.close();
  const db = new Database(join(folder.path, 'home', 'library.db'));
  between(db);
  db.close();
  await open();
}

const state = async () =>
  (await opened.call('connectors.list')).services.find(({ id }) => id === 'spotify') ?? expect.fail('no Spotify');

async function signIn(): Promise<void> {
  const { signInUrl } = await opened.call('connectors.connect', { service: 'spotify', values: { clientId } });
  expect(await spotify.agree(signInUrl ?? '')).toBe(200);
  await vi.waitFor(async () => expect(await state()).toMatchObject({ isConnected: true, isConnecting: false }));
}

const finished = () => vi.waitFor(async () => expect(await opened.call('connectors.tasks')).toEqual([]));
const entriesOf = async (id: PlaylistId) =>
  (await opened.call('playlists.entries', { id, start: 0, count: 500 })).entries;
const playlistNamed = async (name: string) =>
  (await opened.call('playlists.list')).find((each) => each.name === name) ?? expect.fail(`no playlist ${name}`);

/** The library has three tracks; Spotify knows two of them, one only by name. */
async function withMusic(): Promise<void> {
  await reopen((db) => {
    insertTrack(db, { title: 'Paper Lanterns', artist: 'Ada Quill', isrc: 'GBAAA2600001', duration_ms: 200_000 });
    insertTrack(db, { title: 'Tolbooth', artist: 'Ada Kessler & Wren', duration_ms: 201_000 });
    insertTrack(db, { title: 'Salt Road', artist: 'Marrow Coast', duration_ms: 300_000 });
  });
  spotify.add({ id: 'lanterns', name: 'Paper Lanterns - 2026 Remaster', artist: 'Ada Quill', isrc: 'GBAAA2600001' });
  spotify.add({ id: 'tolbooth', name: 'Tolbooth', artist: 'Ada Kessler, Wren' });
  spotify.add({ id: 'elsewhere', name: 'Not Here', artist: 'Somebody' });
  spotify.add({ id: 'harbour', name: 'Glass Harbour', artist: 'Sable Ohm' });
}

test('signing in takes PKCE, comes back to 127.0.0.1 and keeps no secret in the library', async () => {
  const { signInUrl } = await opened.call('connectors.connect', { service: 'spotify', values: { clientId } });
  const url = new URL(signInUrl ?? '');
  expect(url.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
  expect(url.searchParams.get('client_id')).toBe(clientId);
  expect(await spotify.agree(signInUrl ?? '', { state: 'guessed' })).toBe(400);
  expect(await state()).toMatchObject({ isConnected: false, isConnecting: true });
  expect(await spotify.agree(signInUrl ?? '')).toBe(200);
  await vi.waitFor(async () => expect(await state()).toMatchObject({ isConnected: true, account: 'Mara Ellery' }));
  await expect(spotify.agree(signInUrl ?? '')).rejects.toThrow();
  await reopen((db) => {
    const kept = JSON.stringify(db.prepare('SELECT * FROM connection').all());
    expect([...spotify.accessTokens, ...spotify.refreshTokens].filter((token) => kept.includes(token))).toEqual([]);
  });
  expect(await state()).toMatchObject({ isConnected: true, needsSignIn: true });
  expect(opened.logged).toEqual([]);
});

test('who refuses is not connected; a client id that can be none is refused before anything is asked', async () => {
  await expect(
    opened.call('connectors.connect', { service: 'spotify', values: { clientId: 'short' } }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const { signInUrl } = await opened.call('connectors.connect', { service: 'spotify', values: { clientId } });
  await spotify.agree(signInUrl ?? '', { isRefused: true });
  await vi.waitFor(async () => expect(await state()).toMatchObject({ connectError: 'SERVICE_REFUSED' }));
  await expect(opened.call('spotify.lists')).rejects.toMatchObject({ code: 'SERVICE_NOT_CONNECTED' });
});

test('lists become playlists: what is here is linked, the rest are wishes; undo takes them away', async () => {
  await withMusic();
  await signIn();
  spotify.liked.push('spotify:track:lanterns', 'spotify:track:elsewhere');
  for (let count = 0; count < 60; count += 1) {
    spotify.liked.push(spotify.add({ id: `more${count}`, name: `More ${count}`, artist: 'Many' }));
  }
  spotify.addList({ id: 'mine', name: 'Friday', uris: ['spotify:track:tolbooth'] });
  spotify.addList({ id: 'theirs', name: 'Theirs', owner: 'other' });
  expect(await opened.call('spotify.lists')).toMatchObject([
    { id: 'liked', count: 62, isReadable: true },
    { id: 'mine', name: 'Friday', count: 1, owner: '', isReadable: true },
    { id: 'theirs', isReadable: false, owner: 'other' },
  ]);
  const lists = [
    { id: 'liked', name: 'Liked' },
    { id: 'mine', name: 'Friday' },
  ];
  await opened.call('spotify.import', { lists });
  await finished();
  const liked = await entriesOf((await playlistNamed('Liked')).id);
  expect(liked).toHaveLength(62);
  expect(liked.slice(0, 2).map(({ track, kept }) => [track?.title ?? null, kept.title, kept.location])).toEqual([
    ['Paper Lanterns', 'Paper Lanterns - 2026 Remaster', 'spotify:track:lanterns'],
    [null, 'Not Here', 'spotify:track:elsewhere'],
  ]);
  expect((await entriesOf((await playlistNamed('Friday')).id)).map(({ track }) => track?.title)).toEqual(['Tolbooth']);
  expect(await opened.call('spotify.report')).toMatchObject({ kind: 'import', matched: 2 });
  expect((await opened.call('spotify.report'))?.missed[0]).toEqual({
    artist: 'Somebody',
    title: 'Not Here',
    reason: 'notHere',
  });
  await opened.call('history.undo', {});
  await opened.call('history.undo', {});
  expect(await opened.call('playlists.list')).toEqual([]);
});

test('a list brought again is brought up to date, and what the user did to it stays', async () => {
  await withMusic();
  await signIn();
  const list = spotify.addList({
    id: 'mine',
    name: 'Friday',
    uris: ['spotify:track:lanterns', 'spotify:track:tolbooth'],
  });
  await opened.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await finished();
  list.uris = ['spotify:track:tolbooth', 'spotify:track:harbour'];
  await opened.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await finished();
  const { id } = await playlistNamed('Friday');
  expect((await entriesOf(id)).map(({ kept }) => kept.title)).toEqual(['Tolbooth', 'Glass Harbour']);
});

test('an expired token is renewed once for many; a refresh token is used once', async () => {
  await signIn();
  spotify.accessTokens.clear();
  offsetMs = 3_700_000;
  await Promise.all([opened.call('spotify.search', { text: 'a' }), opened.call('spotify.search', { text: 'b' })]);
  expect(spotify.requests.filter(({ path }) => path === '/api/token')).toHaveLength(2);
  spotify.accessTokens.clear();
  await opened.call('spotify.search', { text: 'c' });
  expect(spotify.requests.filter(({ path }) => path === '/api/token')).toHaveLength(3);
});

test('after six months it wants a new sign-in, and is not asked again and again', async () => {
  await signIn();
  spotify.accessTokens.clear();
  spotify.refreshTokens.clear();
  offsetMs = 3_700_000;
  await expect(opened.call('spotify.search', { text: 'a' })).rejects.toMatchObject({ code: 'SERVICE_SIGN_IN' });
  const asked = spotify.requests.length;
  await expect(opened.call('spotify.search', { text: 'a' })).rejects.toMatchObject({ code: 'SERVICE_SIGN_IN' });
  expect(spotify.requests).toHaveLength(asked);
  expect(await state()).toMatchObject({ isConnected: true, needsSignIn: true });
});

test('a used-up quota puts the task off for long; a short wait is waited for', async () => {
  await withMusic();
  await signIn();
  spotify.addList({ id: 'mine', name: 'Friday', uris: ['spotify:track:tolbooth'] });
  spotify.next.push({
    status: 429,
    json: { error: { status: 429, message: 'Too many requests', reason: 'QUOTA_EXCEEDED' } },
  });
  await opened.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await vi.waitFor(async () =>
    expect(await opened.call('connectors.tasks')).toMatchObject([{ state: 'waiting', error: 'SERVICE_QUOTA' }]),
  );
  const [task] = await opened.call('connectors.tasks');
  expect((task?.runAfter ?? 0) - Date.now()).toBeGreaterThan(3_000_000);
  spotify.next.push({ status: 429, headers: { 'retry-after': '1' }, json: {} });
  await opened.call('connectors.retryTask', { id: task?.id ?? 0 });
  await vi.waitFor(async () => expect(await opened.call('connectors.tasks')).toEqual([]), { timeout: 5000 });
  expect((await entriesOf((await playlistNamed('Friday')).id)).length).toBe(1);
});

test('a playlist goes out private, found by code and by name, and what Spotify does not have is told', async () => {
  await withMusic();
  await signIn();
  const { id } = await opened.call('playlists.create', { name: 'Out', kind: 'list', trackIds: [1, 2, 3] as never });
  await opened.call('spotify.export', { id, name: 'Out there' });
  await finished();
  const made = [...spotify.lists.values()].find(({ name }) => name === 'Out there');
  expect(made).toMatchObject({ isPublic: false, uris: ['spotify:track:lanterns', 'spotify:track:tolbooth'] });
  expect(await opened.call('spotify.report')).toMatchObject({
    kind: 'export',
    matched: 2,
    missed: [{ title: 'Salt Road', reason: 'notThere' }],
  });
  expect((await opened.call('playlists.get', { id })).source).toMatchObject({ kind: 'spotifyCopy', item: made?.id });
});

test('both sides are compared with what they once held, and changed both ways', async () => {
  await withMusic();
  await signIn();
  const list = spotify.addList({
    id: 'mine',
    name: 'Friday',
    uris: ['spotify:track:lanterns', 'spotify:track:tolbooth'],
  });
  await opened.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await finished();
  const { id } = await playlistNamed('Friday');
  // There: one comes, one goes. Here: one of those that stay there goes as well.
  list.uris = ['spotify:track:tolbooth', 'spotify:track:harbour'];
  await reopen((db) => db.prepare("DELETE FROM playlist_entry WHERE title = 'Tolbooth'").run());
  await signIn();
  const compared = await opened.call('spotify.compare', { id });
  expect(compared).toMatchObject({
    addedThere: [{ title: 'Glass Harbour' }],
    removedThere: [{ title: 'Paper Lanterns - 2026 Remaster' }],
    addedHere: [],
    removedHere: [{ uri: 'spotify:track:tolbooth' }],
  });
  await opened.call('spotify.sync', { id, pull: true, push: true });
  await finished();
  expect((await entriesOf(id)).map(({ kept }) => kept.title)).toEqual(['Glass Harbour']);
  expect(list.uris).toEqual(['spotify:track:harbour']);
  expect(await opened.call('spotify.compare', { id })).toMatchObject({
    addedThere: [],
    removedThere: [],
    addedHere: [],
    removedHere: [],
  });
});

test('disconnecting with a purge leaves nothing of Spotify, and what is the user’s own', async () => {
  await withMusic();
  await signIn();
  spotify.addList({ id: 'mine', name: 'Friday', uris: ['spotify:track:lanterns', 'spotify:track:elsewhere'] });
  await opened.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await finished();
  const own = await opened.call('playlists.create', { name: 'Own', kind: 'list', trackIds: [1] as never });
  await opened.call('spotify.export', { id: own.id, name: 'Own' });
  await finished();
  const other = await opened.call('playlists.create', { name: 'Thrown away', kind: 'list', trackIds: [1] as never });
  await opened.call('spotify.export', { id: other.id, name: 'Thrown away' });
  await finished();
  await opened.call('playlists.remove', { ids: [other.id] });
  spotify.addList({ id: 'old', name: 'Deleted here', uris: ['spotify:track:lanterns'] });
  await opened.call('spotify.import', { lists: [{ id: 'old', name: 'Deleted here' }] });
  await finished();
  await opened.call('playlists.remove', { ids: [(await playlistNamed('Deleted here')).id] });
  await opened.call('connectors.disconnect', { service: 'spotify', purge: true });
  expect((await opened.call('playlists.list')).map(({ name, source }) => [name, source])).toEqual([['Own', null]]);
  await reopen((db) => {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    const holding = tables.filter((name) =>
      JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all()).includes('spotify'),
    );
    expect(holding).toEqual([]);
    expect(db.prepare("SELECT subject FROM operation WHERE subject IN ('Friday', 'Deleted here')").all()).toEqual([]);
  });
  // What is left is undone as before.
  await opened.call('history.undo', {});
  expect((await playlistNamed('Thrown away')).source).toBeNull();
});

test('an export whose list was made while the answer got lost fills that list, and makes no second one', async () => {
  await withMusic();
  await signIn();
  const { id } = await opened.call('playlists.create', { name: 'Out', kind: 'list', trackIds: [1, 2] as never });
  spotify.cutAfter = ({ method, path }) => method === 'POST' && path === '/v1/me/playlists';
  await opened.call('spotify.export', { id, name: 'Out there' });
  await vi.waitFor(async () =>
    expect(await opened.call('connectors.tasks')).toMatchObject([{ state: 'waiting', error: 'SERVICE_OFFLINE' }]),
  );
  spotify.cutAfter = ({ method, path }) => method === 'POST' && path.endsWith('/items');
  const [task] = await opened.call('connectors.tasks');
  await opened.call('connectors.retryTask', { id: task?.id ?? 0 });
  await vi.waitFor(async () =>
    expect(await opened.call('connectors.tasks')).toMatchObject([{ state: 'waiting', attempts: 2 }]),
  );
  spotify.cutAfter = () => false;
  await opened.call('connectors.retryTask', { id: task?.id ?? 0 });
  await finished();
  expect([...spotify.lists.values()].map(({ name, uris }) => [name, uris.length])).toEqual([['Out there', 2]]);
});

test('what the user threw away while an import waits does not come back with the rest of it', async () => {
  await withMusic();
  await signIn();
  spotify.addList({ id: 'one', name: 'One', uris: ['spotify:track:lanterns'] });
  spotify.addList({ id: 'two', name: 'Two', uris: ['spotify:track:elsewhere'] });
  const held = Promise.withResolvers<undefined>();
  spotify.planted = ({ path }) => (path === '/v1/playlists/two/items' ? held.promise : undefined);
  const lists = [
    { id: 'one', name: 'One' },
    { id: 'two', name: 'Two' },
  ];
  await opened.call('spotify.import', { lists });
  const first = await vi.waitFor(() => playlistNamed('One'));
  await opened.call('playlists.remove', { ids: [first.id] });
  await reopen(() => undefined);
  held.resolve(undefined);
  spotify.planted = () => undefined;
  await signIn();
  await finished();
  expect((await opened.call('playlists.list')).map(({ name }) => name)).toEqual(['Two']);
  expect(await opened.call('spotify.report')).toMatchObject({ matched: 1, missed: [{ title: 'Not Here' }] });
});

test('dropping or disconnecting ends what runs at once, whatever Spotify does', async () => {
  await signIn();
  spotify.addList({ id: 'one', name: 'One' });
  const held = Promise.withResolvers<undefined>();
  spotify.planted = () => held.promise;
  const begin = async () => {
    const before = spotify.requests.length;
    await opened.call('spotify.import', { lists: [{ id: 'one', name: 'One' }] });
    await vi.waitFor(() => expect(spotify.requests.length).toBeGreaterThan(before));
    return (await opened.call('connectors.tasks'))[0]?.id ?? 0;
  };
  await opened.call('connectors.dropTask', { id: await begin() });
  expect(await opened.call('connectors.tasks')).toEqual([]);
  await begin();
  await opened.call('connectors.disconnect', { service: 'spotify', purge: true });
  expect(await state()).toMatchObject({ isConnected: false, waiting: 0 });
  await expect(opened.call('spotify.import', { lists: [{ id: 'one', name: 'One' }] })).rejects.toMatchObject({
    code: 'SERVICE_NOT_CONNECTED',
  });
  held.resolve(undefined);
});

test('a list without an end, and entries that make no sense, harm nothing', async () => {
  await signIn();
  const odd = { items: [null, 7, { track: 'x' }, { item: { uri: 5 } }], next: 'more', total: -1 };
  const good = { items: [{ item: { uri: 'spotify:track:a', name: null, artists: 'nobody' } }], next: 'more', total: 1 };
  let page = 0;
  spotify.planted = ({ path }) =>
    path === '/v1/playlists/odd/items' ? { json: [odd, good, { items: [], next: 'more' }][page++] } : undefined;
  await opened.call('spotify.import', { lists: [{ id: 'odd', name: 'Odd' }] });
  await finished();
  expect((await entriesOf((await playlistNamed('Odd')).id)).map(({ kept }) => kept.location)).toEqual([
    'spotify:track:a',
  ]);
});

test('a track whose name at Spotify was forgotten here is not taken out there', async () => {
  await withMusic();
  await signIn();
  const { id } = await opened.call('playlists.create', { name: 'Out', kind: 'list', trackIds: [1, 2] as never });
  await opened.call('spotify.export', { id, name: 'Out' });
  await finished();
  await reopen((db) => db.prepare("DELETE FROM service_link WHERE item = 'spotify:track:tolbooth'").run());
  await signIn();
  spotify.planted = ({ path }) => (path === '/v1/search' ? { json: { tracks: { items: [] } } } : undefined);
  await opened.call('spotify.sync', { id, pull: false, push: true });
  await finished();
  const [list] = [...spotify.lists.values()];
  expect(list?.uris).toEqual(['spotify:track:lanterns', 'spotify:track:tolbooth']);
});

test('a playlist from Spotify cannot be synced once it is disconnected, and says so', async () => {
  await signIn();
  spotify.addList({ id: 'mine', name: 'Friday' });
  await opened.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await finished();
  await opened.call('connectors.disconnect', { service: 'spotify', purge: false });
  const { id } = await playlistNamed('Friday');
  await expect(opened.call('spotify.sync', { id, pull: true, push: false })).rejects.toMatchObject({
    code: 'SERVICE_NOT_CONNECTED',
  });
  expect(opened.logged).toEqual([]);
});

test('undoing what was brought is no wish to take it out there; what is not taken over stays where it is', async () => {
  await withMusic();
  await signIn();
  const list = spotify.addList({ id: 'mine', name: 'Friday', uris: ['spotify:track:lanterns'] });
  await opened.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await finished();
  const { id } = await playlistNamed('Friday');
  list.uris = ['spotify:track:lanterns', 'spotify:track:harbour'];
  await opened.call('spotify.sync', { id, pull: true, push: false });
  await finished();
  expect((await entriesOf(id)).map(({ kept }) => kept.title)).toContain('Glass Harbour');
  await opened.call('history.undo', {});
  expect(await opened.call('spotify.compare', { id })).toMatchObject({
    addedThere: [{ title: 'Glass Harbour' }],
    removedHere: [],
  });
  await opened.call('spotify.sync', { id, pull: false, push: true });
  await finished();
  expect(list.uris).toContain('spotify:track:harbour');
  expect(await opened.call('spotify.compare', { id })).toMatchObject({
    addedThere: [{ title: 'Glass Harbour' }],
    removedHere: [],
  });
  await opened.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await finished();
  expect((await entriesOf(id)).map(({ kept }) => kept.title)).toContain('Glass Harbour');
});
