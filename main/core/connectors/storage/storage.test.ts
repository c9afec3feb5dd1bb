import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeCloudinary } from '#core/testing/fake-cloudinary.ts';
import { FakeS3 } from '#core/testing/fake-s3.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { ServiceId } from '#shared/contract/connectors.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { checkedEndpoint } from './s3-client.ts';

const folder = tempFolder();
const music = join(folder.path, 'music');
const audio = join(import.meta.dirname, '../../../../e2e/audio');
let s3: FakeS3;
let cloudinary: FakeCloudinary;
let opened: TestCore;

beforeEach(async () => {
  mkdirSync(music, { recursive: true });
  copyFileSync(join(audio, 'night-bus.mp3'), join(music, 'Night bus (ü) & co.mp3'));
  s3 = await new FakeS3('secret/key').open();
  cloudinary = await new FakeCloudinary('hush').open();
  await open();
  await opened.call('folders.add', { path: music });
  await opened.core.waitForIdle();
});
afterEach(async () => {
  await opened.core.close();
  await Promise.all([s3.close(), cloudinary.close()]);
  folder.remove();
});

async function open(): Promise<void> {
  opened = await openTestCore(join(folder.path, 'home'), {
    runAnalysis: false,
    serviceUrls: { cloudinary: cloudinary.url },
  });
}

const s3Values = (secretAccessKey = 'secret/key') => ({
  ...{ endpoint: s3.url, region: 'eu', bucket: 'mine', prefix: '/a b/', accessKeyId: 'id', secretAccessKey },
});
const signedValues = { cloudName: 'demo', apiKey: 'key', apiSecret: 'hush' };

async function connect(service: ServiceId, values: Record<string, string>) {
  await opened.call('connectors.connect', { service, values });
  const state = async () =>
    (await opened.call('connectors.list')).services.find(({ id }) => id === service) ?? expect.fail();
  await vi.waitFor(async () => expect((await state()).isConnecting).toBe(false));
  return state();
}

async function trackIds(): Promise<TrackId[]> {
  const { view } = await opened.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  return opened.call('tracks.viewIds', { view, start: 0, count: 100 });
}

const finished = () =>
  vi.waitFor(async () => expect(await opened.call('connectors.tasks')).toEqual([]), { timeout: 10_000 });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A file the library knows, of this size; the fake keeps what it is sent, whatever it is. */
function grow(sizeBytes: number): Buffer {
  const bytes = randomBytes(sizeBytes);
  writeFileSync(join(music, 'Night bus (ü) & co.mp3'), bytes);
  return bytes;
}

test('a file goes to S3 signed and whole, once, and is taken away again', async () => {
  expect(await connect('s3', s3Values())).toMatchObject({
    isConnected: true,
    account: `mine · ${new URL(s3.url).host}`,
  });
  const ids = await trackIds();
  await opened.call('storage.upload', { service: 's3', trackIds: ids, what: ['audio', 'artwork'] });
  await finished();
  const files = await opened.call('storage.list');
  expect(files.map(({ kind, name }) => [kind, name]).sort()).toEqual([
    ['artwork', 'Night bus (ü) & co.jpg'],
    ['audio', 'Night bus (ü) & co.mp3'],
  ]);
  const bytes = readFileSync(join(music, 'Night bus (ü) & co.mp3'));
  const [item] = [...s3.objects.keys()].filter((name) => name.includes('/audio/'));
  expect(item).toBe(`a b/audio/Night bus (ü) & co ${sha256(bytes).slice(0, 12)}.mp3`);
  expect(s3.objects.get(item ?? '')?.bytes.equals(bytes)).toBe(true);

  const puts = () => s3.requests.filter(({ method }) => method === 'PUT').length;
  const before = puts();
  await opened.call('storage.upload', { service: 's3', trackIds: ids });
  await finished();
  expect(puts()).toBe(before);
  expect(await opened.call('storage.list')).toHaveLength(2);

  await opened.call('storage.remove', { ids: files.map(({ id }) => id) });
  await finished();
  expect([s3.objects.size, await opened.call('storage.list')]).toEqual([0, []]);
  expect(opened.logged).toEqual([]);
});

test('a wrong key, an address without encryption and a missing bucket are refused with nothing kept', async () => {
  expect(await connect('s3', s3Values('wrong'))).toMatchObject({ isConnected: false, connectError: 'SERVICE_REFUSED' });
  expect(await connect('s3', { ...s3Values(), endpoint: 'http://storage.example' })).toMatchObject({
    connectError: 'INVALID_INPUT',
  });
  expect(await connect('cloudinary', { ...signedValues, apiSecret: 'wrong' })).toMatchObject({
    isConnected: false,
    connectError: 'SERVICE_SIGN_IN',
  });
});

test('a large file goes in parts; after a cut it goes on with the part it was at', async () => {
  await connect('s3', s3Values());
  const bytes = grow(20 * 1024 ** 2);
  let isPartTwo = 0;
  s3.next.push({
    when: ({ query }) => query.get('partNumber') === '2' && ++isPartTwo === 1,
    reply: { status: 401, body: '' },
  });
  await opened.call('storage.upload', { service: 's3', trackIds: await trackIds() });
  await vi.waitFor(
    async () =>
      expect(await opened.call('connectors.tasks')).toMatchObject([
        { state: 'failed', progress: expect.closeTo(0.33, 1) },
      ]),
    { timeout: 10_000 },
  );
  await opened.call('connectors.retryTask', { id: (await opened.call('connectors.tasks'))[0]?.id ?? 0 });
  await finished();
  const numbers = s3.requests.flatMap(({ method, query }) =>
    method === 'PUT' && query.has('partNumber') ? [query.get('partNumber')] : [],
  );
  expect(numbers).toEqual(['1', '2', '2', '3']);
  expect([...s3.objects.values()].map((stored) => stored.bytes.equals(bytes))).toEqual([true]);
});

test('an upload that storage has forgotten begins anew', async () => {
  await connect('s3', s3Values());
  const bytes = grow(20 * 1024 ** 2);
  s3.next.push({ when: ({ query }) => query.get('partNumber') === '2', reply: { status: 401, body: '' } });
  await opened.call('storage.upload', { service: 's3', trackIds: await trackIds() });
  await vi.waitFor(async () => expect(await opened.call('connectors.tasks')).toMatchObject([{ state: 'failed' }]), {
    timeout: 10_000,
  });
  s3.uploads.clear();
  await opened.call('connectors.retryTask', { id: (await opened.call('connectors.tasks'))[0]?.id ?? 0 });
  await finished();
  expect([...s3.objects.values()].map((stored) => stored.bytes.equals(bytes))).toEqual([true]);
});

test('what lies in a bucket stays listed when it is disconnected, and another bucket is not asked to remove it', async () => {
  await connect('s3', s3Values());
  await opened.call('storage.upload', { service: 's3', trackIds: await trackIds() });
  await finished();
  await opened.call('connectors.disconnect', { service: 's3', purge: false });
  const ids = (await opened.call('storage.list')).map(({ id }) => id);
  expect(ids).toHaveLength(1);
  await expect(opened.call('storage.remove', { ids })).rejects.toMatchObject({ code: 'SERVICE_NOT_CONNECTED' });
  await connect('s3', { ...s3Values(), bucket: 'other' });
  await opened.call('storage.remove', { ids });
  await vi.waitFor(async () =>
    expect(await opened.call('connectors.tasks')).toMatchObject([{ state: 'failed', error: 'SERVICE_REFUSED' }]),
  );
  expect([s3.objects.size, (await opened.call('storage.list')).length]).toEqual([1, 1]);
  await opened.call('connectors.disconnect', { service: 's3', purge: true });
  expect(await opened.call('storage.list')).toEqual([]);
});

test.each([
  ['http://localhost.example.org', false],
  ['http://10.example.org', false],
  ['http://127.0.0.1.example.org', false],
  ['http://a.local.example.org', false],
  ['http://user:word@10.0.0.1', false],
  ['http://169.254.169.254', false],
  ['ftp://10.0.0.1', false],
  ['http://10.0.0.1:9000/', true],
  ['http://nas.local', true],
  ['https://storage.example.org/s3', true],
])('%s may be spoken to: %s', (endpoint, isFit) => {
  if (isFit) expect(checkedEndpoint(endpoint)).toBe(endpoint.replace(/\/$/, ''));
  else expect(() => checkedEndpoint(endpoint)).toThrow('https');
});

test('a file that changes while it is sent does not count, nor one that arrives damaged', async () => {
  await connect('s3', s3Values());
  grow(20 * 1024 ** 2);
  s3.next.push({
    when: ({ query }) => {
      if (query.get('partNumber') === '1') appendFileSync(join(music, 'Night bus (ü) & co.mp3'), 'more');
      return false;
    },
    reply: {},
  });
  await opened.call('storage.upload', { service: 's3', trackIds: await trackIds() });
  await vi.waitFor(
    async () =>
      expect(await opened.call('connectors.tasks')).toMatchObject([{ state: 'failed', error: 'FILE_CHANGED' }]),
    { timeout: 5000 },
  );
  // Dropped, it leaves no parts behind.
  await opened.call('connectors.dropTask', { id: (await opened.call('connectors.tasks'))[0]?.id ?? 0 });
  await vi.waitFor(() => expect(s3.uploads.size).toBe(0));
  expect(await opened.call('storage.list')).toEqual([]);

  grow(1000);
  s3.next.push({ when: ({ method }) => method === 'PUT', reply: { headers: { etag: `"${'0'.repeat(32)}"` } } });
  await opened.call('storage.upload', { service: 's3', trackIds: await trackIds() });
  await vi.waitFor(async () =>
    expect(await opened.call('connectors.tasks')).toMatchObject([{ state: 'failed', error: 'UPLOAD_MISMATCH' }]),
  );
});

test('Cloudinary takes files signed and in parts, backups as they are, and gives them back up', async () => {
  await connect('cloudinary', signedValues);
  const bytes = grow(12 * 1024 ** 2);
  await opened.call('backups.make');
  const [backup] = (await opened.call('backups.list')).backups;
  await opened.call('storage.upload', {
    service: 'cloudinary',
    trackIds: await trackIds(),
    backups: [backup?.name ?? ''],
  });
  await finished();
  const id = `ledgerline/audio/${sha256(bytes)}`;
  expect([cloudinary.assets.get(id)?.resource, cloudinary.assets.get(id)?.bytes.equals(bytes)]).toEqual([
    'video',
    true,
  ]);
  expect([...cloudinary.assets.values()].map(({ resource }) => resource).sort()).toEqual(['raw', 'video']);
  const files = await opened.call('storage.list');
  expect(files.map(({ kind, url }) => [kind, url.startsWith('https://')]).sort()).toEqual([
    ['audio', true],
    ['backup', true],
  ]);
  await opened.call('storage.remove', { ids: files.map(({ id: stored }) => stored) });
  await finished();
  expect(cloudinary.assets.size).toBe(0);
});

test('a preset is enough to upload, but not to take away', async () => {
  await connect('cloudinary', { cloudName: 'demo', uploadPreset: 'mine' });
  await opened.call('storage.upload', { service: 'cloudinary', trackIds: await trackIds() });
  await finished();
  const [file] = await opened.call('storage.list');
  await opened.call('storage.remove', { ids: [file?.id ?? 0] });
  await vi.waitFor(async () =>
    expect(await opened.call('connectors.tasks')).toMatchObject([{ state: 'failed', error: 'SERVICE_REFUSED' }]),
  );
  expect(await opened.call('storage.list')).toHaveLength(1);
});
