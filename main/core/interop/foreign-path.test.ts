import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileUrlOf } from '#shared/file-url.ts';
import { decodePercent, driveRootOf, pathOfFileUrl, plainName, readPlace } from './foreign-path.ts';

test.each([
  ['file:///C:/x%20y.mp3', 'C:/x y.mp3'],
  ['file://localhost/C:/x.mp3', 'C:/x.mp3'],
  ['file:///C|/x.mp3', 'C:/x.mp3'],
  ['file://C:/x.mp3', 'C:/x.mp3'],
  ['file:////Music/x.mp3', '/Music/x.mp3'],
  ['file:/Music/x.mp3', '/Music/x.mp3'],
  ['FILE://LOCALHOST/Music/x.mp3', '/Music/x.mp3'],
  ['file://nas/music/x.mp3', '//nas/music/x.mp3'],
  ['file:///a%F6.mp3', '/aö.mp3'],
])('%s', (url, path) => {
  expect(pathOfFileUrl(url)).toBe(path);
});

test('an address of a path leads back to it', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
    .map((text) => text.replace(/[/\\]/g, '') || 'x');
  fc.assert(
    fc.property(fc.constantFrom('/', 'C:/', '//nas/'), fc.array(name, { minLength: 1 }), (root, names) => {
      const path = `${root}${names.join('/')}`;
      expect(pathOfFileUrl(fileUrlOf(path))).toBe(path);
    }),
  );
});

test('escapes are decoded unless a file is called so', () => {
  expect(readPlace('a%20b.mp3', '/m').path).toBe('/m/a b.mp3');
  expect(readPlace('a%20b.mp3', '/m', (path) => path === '/m/a%20b.mp3').path).toBe('/m/a%20b.mp3');
  expect(decodePercent('100% a%zz %')).toBe('100% a%zz %');
});

test('relative places start at the list, also on Windows', () => {
  expect(readPlace('..\\x\\a.mp3', 'C:\\Lists\\May').path).toBe('C:/Lists/x/a.mp3');
  expect(readPlace('\\x\\a.mp3', 'C:\\Lists').path).toBe('C:/x/a.mp3');
  expect(readPlace('./a\\b.mp3', '/m').path).toBe('/m/a\\b.mp3');
});

test.each([
  ['/Volumes/USB/_Serato_/x', '/Volumes/USB/'],
  ['/media/dj/USB/_Serato_/x', '/media/dj/USB/'],
  ['/Users/dj/Music/_Serato_/x', '/'],
  ['D:\\_Serato_\\x', 'D:/'],
])('the drive of %s', (file, root) => {
  expect(driveRootOf(file)).toBe(root);
});

test('streams and tracks of a service are addresses', () => {
  expect(readPlace('http://radio.example/a%20b', '/m')).toEqual({ path: '', address: 'http://radio.example/a%20b' });
  expect(readPlace('spotify:track:1', '/m')).toEqual({ path: '', address: 'spotify:track:1' });
});

test('the name of a list is that of its file', () => {
  expect([plainName('/a/May 1.2.m3u8'), plainName('C:\\x\\y.pls'), plainName('z')]).toEqual(['May 1.2', 'y', 'z']);
});

const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
  .map((codes) => String.fromCharCode(...codes));

test('whatever stands in a list, its place is a path from a root, an address, or nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { path, address } = readPlace(text, '/m');
      expect(path === '' || address === '').toBe(true);
      if (path !== '' && !/^file:/i.test(text.trim())) expect(path).toMatch(/^(\/|[a-z]:\/)/i);
    }),
  );
});
