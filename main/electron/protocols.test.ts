import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MediaReply, type MediaRequest, maxUploadBytes, picturePath } from '#core/media/media-reply.ts';
import { readBundle } from '../host/bundle-files.ts';
import { mediaProtocol, type ProtocolHandler, privilegedSchemes, windowProtocol } from './protocols.ts';

let root: string;
let serveWindow: ProtocolHandler;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ledgerline-protocols-'));
  await mkdir(join(root, 'window', 'assets'), { recursive: true });
  await writeFile(join(root, 'secret.txt'), 'secret');
  await writeFile(join(root, 'window', 'index.html'), '<html lang="en"></html>');
  await writeFile(join(root, 'window', 'assets', 'index-BfR0a1bC.js'), 'void 0;');
  serveWindow = windowProtocol(await readBundle(join(root, 'window')));
});

afterAll(() => rm(root, { recursive: true, force: true }));

test('the window’s files are served with their policy', async () => {
  const page = await serveWindow(new Request('app://bundle/index.html'));
  const script = await serveWindow(new Request('app://bundle/assets/index-BfR0a1bC.js'));
  const policy = page.headers.get('content-security-policy');
  expect([page.status, await page.text(), page.headers.get('content-type')]).toEqual([
    200,
    '<html lang="en"></html>',
    'text/html; charset=utf-8',
  ]);
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).toContain("media-src 'self' blob: media:");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

test('other hosts, other methods and ways out of the folder are refused', async () => {
  const refused = [
    new Request('app://other/index.html'),
    new Request('app://bundle/index.html', { method: 'POST', body: 'x' }),
    new Request('app://bundle/../secret.txt'),
    new Request('app://bundle/..%2fsecret.txt'),
    new Request('app://bundle/%2e%2e/secret.txt'),
    new Request('app://bundle/..%5csecret.txt'),
    new Request('app://bundle/C:/secret.txt'),
    new Request('app://bundle/index.html::$DATA'),
  ];
  const answers = await Promise.all(refused.map(serveWindow));
  expect(answers.map(({ status }) => status)).toEqual([404, 405, 404, 404, 404, 404, 404, 404]);
});

function serveMedia(media: (request: MediaRequest) => Promise<MediaReply>) {
  const errors: string[] = [];
  return { errors, serve: mediaProtocol(media, (message, error) => errors.push(`${message}: ${error}`)) };
}

test('sound is asked for by id, with its range, and may be read by our page only', async () => {
  const asked: MediaRequest[] = [];
  const { serve } = serveMedia(async (request) => {
    asked.push(request);
    return { status: 206, headers: { 'content-range': 'bytes 5-9/10' }, body: Readable.from([Buffer.from('sound')]) };
  });
  const answer = await serve(new Request('media://track/12?as=wav', { headers: { Range: 'bytes=5-' } }));
  expect(asked).toEqual([{ method: 'GET', path: '/track/12?as=wav', range: 'bytes=5-' }]);
  expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
    206,
    'sound',
    'bytes 5-9/10',
  ]);
  expect(answer.headers.get('access-control-allow-origin')).toBe('app://bundle');
});

test('pictures come as bytes, and an answer without a body has none', async () => {
  const picture = serveMedia(async () => ({ status: 200, headers: {}, body: new Uint8Array([1, 2, 3]) }));
  const nothing = serveMedia(async () => ({ status: 404, headers: {}, body: null }));
  const bytes = await (await picture.serve(new Request('media://artwork/ab'))).bytes();
  const missing = await nothing.serve(new Request('media://artwork/ab', { method: 'HEAD' }));
  expect([[...bytes], missing.status, missing.body]).toEqual([[1, 2, 3], 404, null]);
});

test('a seek, which gives up the request, closes the file', async () => {
  const body = Readable.from(
    (async function* endless() {
      while (true) yield Buffer.alloc(65_536);
    })(),
  );
  const { serve, errors } = serveMedia(async () => ({ status: 200, headers: {}, body }));
  const controller = new AbortController();
  const answer = await serve(new Request('media://track/1', { signal: controller.signal }));
  const reader = answer.body?.getReader();
  await reader?.read();
  const closed = new Promise((resolve) => body.once('close', resolve));
  controller.abort();
  await closed;
  await reader?.cancel().catch(() => undefined);
  expect([body.destroyed, errors]).toEqual([true, []]);
});

test('a failure answers 500 and is logged, and writes are refused', async () => {
  const { serve, errors } = serveMedia(() => Promise.reject(new Error('disk')));
  const failed = await serve(new Request('media://track/1'));
  const write = await serve(new Request('media://track/1', { method: 'POST', body: 'x' }));
  expect([failed.status, write.status, errors]).toEqual([500, 405, ['A media request failed: Error: disk']]);
});

test('a picture is brought, and no more than is read of it', async () => {
  const brought: MediaRequest[] = [];
  const { serve } = serveMedia(async (request) => {
    brought.push(request);
    return { status: 200, headers: {}, body: new Uint8Array([1]) };
  });
  const post = (body: string | Uint8Array<ArrayBuffer>) =>
    serve(new Request('media://picture/new', { method: 'POST', body }));
  expect([(await post('abc')).status, (await post(new Uint8Array(maxUploadBytes + 1))).status]).toEqual([200, 413]);
  expect(brought).toEqual([{ method: 'POST', path: picturePath, range: null, body: Buffer.from('abc') }]);
});

test('no scheme may pass the content security policy by', () => {
  const dangerous = privilegedSchemes.filter(({ privileges }) => 'bypassCSP' in privileges);
  expect([privilegedSchemes.map(({ scheme }) => scheme), dangerous]).toEqual([['app', 'media'], []]);
});
