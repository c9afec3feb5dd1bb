import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bundle, readBundle } from './bundle-files.ts';

let parent: string;
let bundle: Bundle;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'ledgerline-bundle-'));
  const root = join(parent, 'window');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(root, '.vite'));
  await writeFile(join(parent, 'secret.txt'), 'secret');
  await writeFile(join(root, 'index.html'), '<html></html>');
  await writeFile(join(root, 'assets', 'index-BfR0a1bC.js'), '');
  await writeFile(join(root, 'assets', 'ä b.css'), '');
  await writeFile(join(root, '.vite', 'manifest.json'), '{}');
  await writeFile(join(root, 'library.db'), '');
  await symlink(join(parent, 'secret.txt'), join(root, 'link.txt')).catch(() => undefined);
  bundle = await readBundle(root);
});

afterAll(() => rm(parent, { recursive: true, force: true }));

test('files of the window are found with their type, and hashed ones may be kept for ever', () => {
  const found = ['/', '/index.html', '/assets/index-BfR0a1bC.js', '/assets/%C3%A4%20b.css'].map((path) => {
    const file = bundle.find(path);
    return file && [file.contentType, file.cacheControl];
  });
  expect(found).toEqual([
    ['text/html; charset=utf-8', 'no-cache'],
    ['text/html; charset=utf-8', 'no-cache'],
    ['text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['text/css; charset=utf-8', 'no-cache'],
  ]);
});

test('links, hidden files and files of an unknown kind are not part of the window', () => {
  const found = ['/link.txt', '/.vite/manifest.json', '/library.db'].map((path) => bundle.find(path));
  expect(found).toEqual([null, null, null]);
});

const stepsUp = ['..', '.', '%2e%2e', '%2E%2e', '.%2e', '%252e%252e', '..;', '...', '..%00', '%c0%ae%c0%ae', '%u002e'];
const separators = ['/', '\\', '%2f', '%5c', '%252f', '//', '/./', '%c0%af', '/\\', '∕'];
const starts = ['/', '', '/assets/', '/assets/../', '//', '/C:/', '/C:\\', '\\\\server\\share\\', '/file:///'];
const goals = ['secret.txt', 'etc/passwd', 'link.txt', 'index.html::$DATA', 'secret.txt%00.js', 'windows/win.ini'];

test('more than a thousand ways out of the folder lead nowhere', () => {
  const tried: string[] = [];
  const escaped: string[] = [];
  for (const start of starts)
    for (const up of stepsUp)
      for (const separator of separators)
        for (const goal of goals) {
          const path = `${start}${up}${separator}${goal}`;
          tried.push(path);
          if (bundle.find(path)) escaped.push(path);
        }
  expect(tried.length).toBeGreaterThan(1000);
  expect(escaped).toEqual([]);
});

test('whatever is asked for, only a listed file is answered, and nothing throws', () => {
  const known = new Set(['index.html', 'index-BfR0a1bC.js', 'ä b.css']);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webPath(), fc.stringMatching(/^[/.%0-9a-f\\:]*$/)), (path) => {
      const file = bundle.find(path);
      return file === null || known.has(file.path.split(/[\\/]/).at(-1) ?? '');
    }),
  );
});

test('a folder without a built window is refused', async () => {
  await expect(readBundle(join(parent, 'window', 'assets'))).rejects.toThrow('index.html');
});
