import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clientId, SpotifyLab } from '#core/testing/spotify-lab.ts';

let lab: SpotifyLab;
beforeEach(async () => {
  lab = await new SpotifyLab().open();
});
afterEach(() => lab.close());

test('signing in takes PKCE, comes back to 127.0.0.1 and keeps no secret in the library', async () => {
  const { signInUrl } = await lab.call('connectors.connect', { service: 'spotify', values: { clientId } });
  const url = new URL(signInUrl ?? '');
  expect(url.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
  expect(url.searchParams.get('client_id')).toBe(clientId);
  expect(await lab.spotify.agree(signInUrl ?? '', { state: 'guessed' })).toBe(400);
  expect(await lab.state()).toMatchObject({ isConnected: false, isConnecting: true });
  expect(await lab.spotify.agree(signInUrl ?? '')).toBe(200);
  await vi.waitFor(async () => expect(await lab.state()).toMatchObject({ isConnected: true, account: 'Mara Ellery' }));
  await expect(lab.spotify.agree(signInUrl ?? '')).rejects.toThrow();
  await lab.reopen((db) => {
    const kept = JSON.stringify(db.prepare('SELECT * FROM connection').all());
    expect([...lab.spotify.accessTokens, ...lab.spotify.refreshTokens].filter((token) => kept.includes(token))).toEqual(
      [],
    );
  });
  expect(await lab.state()).toMatchObject({ isConnected: true, needsSignIn: true });
  expect(lab.logged).toEqual([]);
});

test('who refuses is not connected; a client id that can be none is refused before anything is asked', async () => {
  await expect(
    lab.call('connectors.connect', { service: 'spotify', values: { clientId: 'short' } }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const { signInUrl } = await lab.call('connectors.connect', { service: 'spotify', values: { clientId } });
  await lab.spotify.agree(signInUrl ?? '', { isRefused: true });
  await vi.waitFor(async () => expect(await lab.state()).toMatchObject({ connectError: 'SERVICE_REFUSED' }));
  await expect(lab.call('spotify.lists')).rejects.toMatchObject({ code: 'SERVICE_NOT_CONNECTED' });
});

test('lists become playlists: what is here is linked, the rest are wishes; undo takes them away', async () => {
  await lab.withMusic();
  await lab.signIn();
  lab.spotify.liked.push('spotify:track:lanterns', 'spotify:track:elsewhere');
  for (let count = 0; count < 60; count += 1) {
    lab.spotify.liked.push(lab.spotify.add({ id: `more${count}`, name: `More ${count}`, artist: 'Many' }));
  }
  lab.spotify.addList({ id: 'mine', name: 'Friday', uris: ['spotify:track:tolbooth'] });
  lab.spotify.addList({ id: 'theirs', name: 'Theirs', owner: 'other' });
  expect(await lab.call('spotify.lists')).toMatchObject([
    { id: 'liked', count: 62, isReadable: true },
    { id: 'mine', name: 'Friday', count: 1, owner: '', isReadable: true },
    { id: 'theirs', isReadable: false, owner: 'other' },
  ]);
  const lists = [
    { id: 'liked', name: 'Liked' },
    { id: 'mine', name: 'Friday' },
  ];
  await lab.call('spotify.import', { lists });
  await lab.finished();
  const liked = await lab.entriesOf((await lab.playlistNamed('Liked')).id);
  expect(liked).toHaveLength(62);
  expect(liked.slice(0, 2).map(({ track, kept }) => [track?.title ?? null, kept.title, kept.location])).toEqual([
    ['Paper Lanterns', 'Paper Lanterns - 2026 Remaster', 'spotify:track:lanterns'],
    [null, 'Not Here', 'spotify:track:elsewhere'],
  ]);
  expect((await lab.entriesOf((await lab.playlistNamed('Friday')).id)).map(({ track }) => track?.title)).toEqual([
    'Tolbooth',
  ]);
  expect(await lab.call('spotify.report')).toMatchObject({ kind: 'import', matched: 2 });
  expect((await lab.call('spotify.report'))?.missed[0]).toEqual({
    artist: 'Somebody',
    title: 'Not Here',
    reason: 'notHere',
  });
  await lab.call('history.undo', {});
  await lab.call('history.undo', {});
  expect(await lab.call('playlists.list')).toEqual([]);
});

test('an expired token is renewed once for many; a refresh token is used once', async () => {
  await lab.signIn();
  lab.spotify.accessTokens.clear();
  lab.offsetMs = 3_700_000;
  await Promise.all([lab.call('spotify.search', { text: 'a' }), lab.call('spotify.search', { text: 'b' })]);
  expect(lab.spotify.requests.filter(({ path }) => path === '/api/token')).toHaveLength(2);
  lab.spotify.accessTokens.clear();
  await lab.call('spotify.search', { text: 'c' });
  expect(lab.spotify.requests.filter(({ path }) => path === '/api/token')).toHaveLength(3);
});

test('after six months it wants a new sign-in, and is not asked again and again', async () => {
  await lab.signIn();
  lab.spotify.accessTokens.clear();
  lab.spotify.refreshTokens.clear();
  lab.offsetMs = 3_700_000;
  await expect(lab.call('spotify.search', { text: 'a' })).rejects.toMatchObject({ code: 'SERVICE_SIGN_IN' });
  const asked = lab.spotify.requests.length;
  await expect(lab.call('spotify.search', { text: 'a' })).rejects.toMatchObject({ code: 'SERVICE_SIGN_IN' });
  expect(lab.spotify.requests).toHaveLength(asked);
  expect(await lab.state()).toMatchObject({ isConnected: true, needsSignIn: true });
});

test('a used-up quota puts the task off for long; a short wait is waited for', async () => {
  await lab.withMusic();
  await lab.signIn();
  lab.spotify.addList({ id: 'mine', name: 'Friday', uris: ['spotify:track:tolbooth'] });
  lab.spotify.next.push({
    status: 429,
    json: { error: { status: 429, message: 'Too many requests', reason: 'QUOTA_EXCEEDED' } },
  });
  await lab.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await vi.waitFor(async () =>
    expect(await lab.call('connectors.tasks')).toMatchObject([{ state: 'waiting', error: 'SERVICE_QUOTA' }]),
  );
  const [task] = await lab.call('connectors.tasks');
  expect((task?.runAfter ?? 0) - Date.now()).toBeGreaterThan(3_000_000);
  lab.spotify.next.push({ status: 429, headers: { 'retry-after': '1' }, json: {} });
  await lab.call('connectors.retryTask', { id: task?.id ?? 0 });
  await vi.waitFor(async () => expect(await lab.call('connectors.tasks')).toEqual([]), { timeout: 5000 });
  expect((await lab.entriesOf((await lab.playlistNamed('Friday')).id)).length).toBe(1);
});

test('a playlist goes out private, found by code and by name, and what Spotify does not have is told', async () => {
  await lab.withMusic();
  await lab.signIn();
  const { id } = await lab.call('playlists.create', { name: 'Out', kind: 'list', trackIds: [1, 2, 3] as never });
  await lab.call('spotify.export', { id, name: 'Out there' });
  await lab.finished();
  const made = [...lab.spotify.lists.values()].find(({ name }) => name === 'Out there');
  expect(made).toMatchObject({ isPublic: false, uris: ['spotify:track:lanterns', 'spotify:track:tolbooth'] });
  expect(await lab.call('spotify.report')).toMatchObject({
    kind: 'export',
    matched: 2,
    missed: [{ title: 'Salt Road', reason: 'notThere' }],
  });
  expect((await lab.call('playlists.get', { id })).source).toMatchObject({ kind: 'spotifyCopy', item: made?.id });
});

test('disconnecting with a purge leaves nothing of Spotify, and what is the user’s own', async () => {
  await lab.withMusic();
  await lab.signIn();
  lab.spotify.addList({ id: 'mine', name: 'Friday', uris: ['spotify:track:lanterns', 'spotify:track:elsewhere'] });
  await lab.call('spotify.import', { lists: [{ id: 'mine', name: 'Friday' }] });
  await lab.finished();
  const own = await lab.call('playlists.create', { name: 'Own', kind: 'list', trackIds: [1] as never });
  await lab.call('spotify.export', { id: own.id, name: 'Own' });
  await lab.finished();
  const other = await lab.call('playlists.create', { name: 'Thrown away', kind: 'list', trackIds: [1] as never });
  await lab.call('spotify.export', { id: other.id, name: 'Thrown away' });
  await lab.finished();
  await lab.call('playlists.remove', { ids: [other.id] });
  lab.spotify.addList({ id: 'old', name: 'Deleted here', uris: ['spotify:track:lanterns'] });
  await lab.call('spotify.import', { lists: [{ id: 'old', name: 'Deleted here' }] });
  await lab.finished();
  await lab.call('playlists.remove', { ids: [(await lab.playlistNamed('Deleted here')).id] });
  await lab.call('connectors.disconnect', { service: 'spotify', purge: true });
  expect((await lab.call('playlists.list')).map(({ name, source }) => [name, source])).toEqual([['Own', null]]);
  await lab.reopen((db) => {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    const holding = tables.filter((name) =>
      JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all()).includes('spotify'),
    );
    expect(holding).toEqual([]);
    expect(db.prepare("SELECT subject FROM operation WHERE subject IN ('Friday', 'Deleted here')").all()).toEqual([]);
  });
  // What is left is undone as before.
  await lab.call('history.undo', {});
  expect((await lab.playlistNamed('Thrown away')).source).toBeNull();
});

test('an export whose list was made while the answer got lost fills that list, and makes no second one', async () => {
  await lab.withMusic();
  await lab.signIn();
  const { id } = await lab.call('playlists.create', { name: 'Out', kind: 'list', trackIds: [1, 2] as never });
  lab.spotify.cutAfter = ({ method, path }) => method === 'POST' && path === '/v1/me/playlists';
  await lab.call('spotify.export', { id, name: 'Out there' });
  await vi.waitFor(async () =>
    expect(await lab.call('connectors.tasks')).toMatchObject([{ state: 'waiting', error: 'SERVICE_OFFLINE' }]),
  );
  lab.spotify.cutAfter = ({ method, path }) => method === 'POST' && path.endsWith('/items');
  const [task] = await lab.call('connectors.tasks');
  await lab.call('connectors.retryTask', { id: task?.id ?? 0 });
  await vi.waitFor(async () =>
    expect(await lab.call('connectors.tasks')).toMatchObject([{ state: 'waiting', attempts: 2 }]),
  );
  lab.spotify.cutAfter = () => false;
  await lab.call('connectors.retryTask', { id: task?.id ?? 0 });
  await lab.finished();
  expect([...lab.spotify.lists.values()].map(({ name, uris }) => [name, uris.length])).toEqual([['Out there', 2]]);
});

test('what the user threw away while an import waits does not come back with the rest of it', async () => {
  await lab.withMusic();
  await lab.signIn();
  lab.spotify.addList({ id: 'one', name: 'One', uris: ['spotify:track:lanterns'] });
  lab.spotify.addList({ id: 'two', name: 'Two', uris: ['spotify:track:elsewhere'] });
  const held = Promise.withResolvers<undefined>();
  lab.spotify.planted = ({ path }) => (path === '/v1/playlists/two/items' ? held.promise : undefined);
  const lists = [
    { id: 'one', name: 'One' },
    { id: 'two', name: 'Two' },
  ];
  await lab.call('spotify.import', { lists });
  const first = await vi.waitFor(() => lab.playlistNamed('One'));
  await lab.call('playlists.remove', { ids: [first.id] });
  await lab.reopen(() => undefined);
  held.resolve(undefined);
  lab.spotify.planted = () => undefined;
  await lab.signIn();
  await lab.finished();
  expect((await lab.call('playlists.list')).map(({ name }) => name)).toEqual(['Two']);
  expect(await lab.call('spotify.report')).toMatchObject({ matched: 1, missed: [{ title: 'Not Here' }] });
});

test('dropping or disconnecting ends what runs at once, whatever Spotify does', async () => {
  await lab.signIn();
  lab.spotify.addList({ id: 'one', name: 'One' });
  const held = Promise.withResolvers<undefined>();
  lab.spotify.planted = () => held.promise;
  const begin = async () => {
    const before = lab.spotify.requests.length;
    await lab.call('spotify.import', { lists: [{ id: 'one', name: 'One' }] });
    await vi.waitFor(() => expect(lab.spotify.requests.length).toBeGreaterThan(before));
    return (await lab.call('connectors.tasks'))[0]?.id ?? 0;
  };
  await lab.call('connectors.dropTask', { id: await begin() });
  expect(await lab.call('connectors.tasks')).toEqual([]);
  await begin();
  await lab.call('connectors.disconnect', { service: 'spotify', purge: true });
  expect(await lab.state()).toMatchObject({ isConnected: false, waiting: 0 });
  await expect(lab.call('spotify.import', { lists: [{ id: 'one', name: 'One' }] })).rejects.toMatchObject({
    code: 'SERVICE_NOT_CONNECTED',
  });
  held.resolve(undefined);
});

test('a list without an end, and entries that make no sense, harm nothing', async () => {
  await lab.signIn();
  const odd = { items: [null, 7, { track: 'x' }, { item: { uri: 5 } }], next: 'more', total: -1 };
  const good = { items: [{ item: { uri: 'spotify:track:a', name: null, artists: 'nobody' } }], next: 'more', total: 1 };
  let page = 0;
  lab.spotify.planted = ({ path }) =>
    path === '/v1/playlists/odd/items' ? { json: [odd, good, { items: [], next: 'more' }][page++] } : undefined;
  await lab.call('spotify.import', { lists: [{ id: 'odd', name: 'Odd' }] });
  await lab.finished();
  expect((await lab.entriesOf((await lab.playlistNamed('Odd')).id)).map(({ kept }) => kept.location)).toEqual([
    'spotify:track:a',
  ]);
});
