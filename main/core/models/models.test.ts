import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import { tinyModel } from '#core/testing/tiny-model.ts';
import type { ModelManifest } from '#shared/contract/models.ts';
import { waveFile } from '../../../e2e/audio/wave-file.ts';

const rate = 8000;
let folder: string;
let music: string;
let home: string;
let opened: TestCore[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledgerline-models-'));
  music = join(folder, 'music');
  home = join(folder, 'home');
  opened = [];
  mkdirSync(music);
});
afterEach(async () => {
  for (const { core } of opened) await core.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A steady value, which the tiny model takes for "up" above zero and for "down" below. */
function writeAudio(name: string, value: number): void {
  const samples = Float32Array.from({ length: 3 * rate }, (_, n) => value + 0.01 * Math.sin(n / 7));
  writeFileSync(join(music, name), waveFile(samples, { sampleRate: rate, bits: 16 }));
}

function writeModel(change: Partial<ModelManifest> = {}, bytes = tinyModel(rate, [20, -20])): string {
  const manifest: ModelManifest = {
    id: 'tiny',
    name: 'Tiny',
    version: '1',
    task: 'tags',
    licence: { name: 'CC0-1.0', text: 'Do what you like.' },
    file: 'tiny.onnx',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    input: { kind: 'waveform', name: 'audio', rate, seconds: 1 },
    output: { name: 'scores', labels: ['up', 'down'], activation: 'none' },
    ...change,
  };
  const source = join(folder, `${manifest.id}.json`);
  writeFileSync(join(folder, 'tiny.onnx'), bytes);
  writeFileSync(source, JSON.stringify(manifest));
  return source;
}

async function open(): Promise<TestCore> {
  const test = await openTestCore(home);
  opened.push(test);
  return test;
}

async function openWithMusic(): Promise<TestCore> {
  writeAudio('up.wav', 0.4);
  writeAudio('down.wav', -0.4);
  const test = await open();
  await test.call('folders.add', { path: music });
  await test.core.waitForIdle();
  return test;
}

async function install(test: TestCore, source: string): Promise<void> {
  const { sha256 } = await test.call('models.inspect', { source });
  await test.call('models.install', { source, sha256, isLicenceAccepted: true });
  await test.core.waitForIdle();
}

async function heard(test: TestCore): Promise<Record<string, Record<string, number> | undefined>> {
  const { view, total } = await test.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const rows = await test.call('tracks.viewRows', { view, start: 0, count: Math.max(1, total) });
  const entries = rows.map(async ({ id, fileName }) => {
    const { models } = await test.call('analysis.get', { id });
    return [fileName, models.find((model) => model.id === 'tiny')?.output] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

test('a model listens to what is there and to what comes later', async () => {
  const test = await openWithMusic();
  await install(test, writeModel());
  expect(await heard(test)).toEqual({
    'up.wav': { up: expect.closeTo(1, 2), down: expect.closeTo(0, 2) },
    'down.wav': { up: expect.closeTo(0, 2), down: expect.closeTo(1, 2) },
  });
  writeAudio('later.wav', 0.3);
  await test.call('folders.scan', {});
  await test.core.waitForIdle();
  expect((await heard(test))['later.wav']?.up).toBeCloseTo(1, 2);
  expect((await test.call('models.list', undefined)).models).toMatchObject([
    { id: 'tiny', licenceName: 'CC0-1.0', isEnabled: true, resultCount: 3 },
  ]);
  expect(test.logged).toEqual([]);
}, 60_000);

test('a file that was away while a model listened is heard when it is back', async () => {
  const test = await openWithMusic();
  renameSync(music, `${music}-away`);
  await install(test, writeModel());
  renameSync(`${music}-away`, music);
  expect(Object.values(await heard(test))).toEqual([undefined, undefined]);
  await test.core.close();
  const again = await open();
  await again.core.waitForIdle();
  expect(Object.values(await heard(again))).toEqual([
    { up: expect.any(Number), down: expect.any(Number) },
    expect.any(Object),
  ]);
}, 60_000);

test('a model removed takes all it said with it; one switched off hears nothing new', async () => {
  const test = await openWithMusic();
  await install(test, writeModel());
  await test.call('models.setEnabled', { id: 'tiny', isEnabled: false });
  writeAudio('later.wav', 0.3);
  await test.call('folders.scan', {});
  await test.core.waitForIdle();
  expect(await heard(test)).toMatchObject({ 'later.wav': undefined, 'up.wav': { up: expect.any(Number) } });
  await test.call('models.remove', { id: 'tiny' });
  expect(await test.call('models.list', undefined)).toEqual({ models: [], installing: null });
  expect(await heard(test)).toEqual({ 'up.wav': undefined, 'down.wav': undefined, 'later.wav': undefined });
  expect(readdirSync(join(home, 'models'))).toEqual([]);
  expect(await errorCode(test.call('models.setEnabled', { id: 'tiny', isEnabled: true }))).toBe('NOT_FOUND');
}, 60_000);

test('what is not the file promised, or no model at all, is thrown away', async () => {
  const test = await openWithMusic();
  const other = tinyModel(rate, [1, 1]);
  const noise = Uint8Array.from({ length: 500 }, (_, n) => (n * 37) % 251);
  const cases: [string, Partial<ModelManifest>, Uint8Array<ArrayBuffer>][] = [
    ['MODEL_MISMATCH', { sha256: '0'.repeat(64) }, other],
    ['MODEL_MISMATCH', { sizeBytes: other.length - 1 }, other],
    ['MODEL_MISMATCH', { sizeBytes: other.length + 1 }, other],
    ['MODEL_INVALID', {}, noise],
    ['MODEL_INVALID', { input: { kind: 'waveform', name: 'sound', rate, seconds: 1 } }, other],
    ['MODEL_INVALID', { output: { name: 'scores', labels: ['one'], activation: 'none' } }, other],
    ['MODEL_INVALID', { file: '../tiny.onnx' }, other],
    ['FILE_NOT_FOUND', { file: 'gone.onnx' }, other],
  ];
  for (const [code, change, bytes] of cases) {
    await install(test, writeModel(change, bytes));
    const { models, installing } = await test.call('models.list', undefined);
    expect([models, installing?.errorCode], JSON.stringify(change)).toEqual([[], code]);
  }
  expect(readdirSync(join(home, 'models'))).toEqual([]);
  expect(Object.values(await heard(test))).toEqual([undefined, undefined]);
}, 60_000);

test('a description that changed since its licence was shown is refused', async () => {
  const test = await open();
  const source = writeModel();
  await test.call('models.install', { source, sha256: 'f'.repeat(64), isLicenceAccepted: true });
  await test.core.waitForIdle();
  expect((await test.call('models.list', undefined)).installing?.errorCode).toBe('MODEL_MISMATCH');
});

test('descriptions that are none, too far away or not asked for safely have a name', async () => {
  const test = await open();
  writeFileSync(join(folder, 'text.json'), 'Hello.');
  const inspect = (source: string) => errorCode(test.call('models.inspect', { source }));
  expect(await inspect(join(folder, 'text.json'))).toBe('MODEL_INVALID');
  expect(await inspect(join(folder, 'gone.json'))).toBe('FILE_NOT_FOUND');
  expect(await inspect('http://models.invalid/tiny.json')).toBe('MODEL_INVALID');
  expect(await inspect('file:///etc/passwd')).toBe('MODEL_INVALID');
  expect(await inspect('http://127.0.0.1:9/tiny.json')).toBe('DOWNLOAD_FAILED');
});

test('an address may lead on to another one, but to none that is not safe', async () => {
  const test = await open();
  const manifest = readFileSync(writeModel(), 'utf8');
  const targets: Record<string, string> = {
    '/moved': '/tiny.json',
    '/unsafe': 'http://models.invalid/',
    '/round': '/round',
  };
  const server = createServer((request, response) => {
    const location = targets[request.url ?? ''];
    if (location) response.writeHead(302, { location }).end();
    else response.end(manifest);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const inspect = (path: string) =>
    test.call('models.inspect', { source: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}` });
  expect((await inspect('/moved')).id).toBe('tiny');
  expect(await errorCode(inspect('/unsafe'))).toBe('MODEL_INVALID');
  expect(await errorCode(inspect('/round'))).toBe('DOWNLOAD_FAILED');
  server.closeAllConnections();
  server.close();
});

test('a model comes from an address, and a download that breaks off leaves nothing', async () => {
  const test = await openWithMusic();
  const model = tinyModel(rate, [20, -20]);
  let isBroken = true;
  const server: Server = createServer((request, response) => {
    if (request.url === '/tiny.json') {
      response.end(JSON.stringify({ ...JSON.parse(manifestText), file: 'tiny.onnx' }));
    } else if (isBroken) {
      response.writeHead(200, { 'content-length': model.length });
      response.write(model.subarray(0, 100), () => response.destroy());
    } else response.end(model);
  });
  const source = writeModel();
  const manifestText = JSON.stringify(await test.call('models.inspect', { source }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tiny.json`;
  try {
    await install(test, address);
    expect((await test.call('models.list', undefined)).installing?.errorCode).toBe('DOWNLOAD_FAILED');
    expect(readdirSync(join(home, 'models'))).toEqual([]);
    isBroken = false;
    await install(test, address);
    expect(await test.call('models.list', undefined)).toMatchObject({
      models: [{ id: 'tiny', source: address, resultCount: 2 }],
      installing: null,
    });
  } finally {
    server.close();
  }
}, 60_000);

test('a model that fails on the music leaves analysis and other models alone', async () => {
  const test = await openWithMusic();
  // Its answer to silence is fine, to anything else it is not a number.
  await install(test, writeModel({}, tinyModel(rate, [1e39, -1e39])));
  await install(test, writeModel({ id: 'other' }));
  const { models } = await test.call('models.list', undefined);
  expect(models.map(({ id }) => id)).toEqual(['other', 'tiny']);
  expect(await heard(test)).toMatchObject({ 'up.wav': {} });
  const { view } = await test.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const rows = await test.call('tracks.viewRows', { view, start: 0, count: 2 });
  expect(rows.map(({ analysisState }) => analysisState)).toEqual(['done', 'done']);
}, 60_000);
