import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composePath } from './compose-path.ts';
import { parseTemplate } from './parse-template.ts';
import type { NameRules } from './safe-name.ts';
import type { TemplateValues } from './template-fields.ts';

const windows: NameRules = { system: 'windows', hasPlainPunctuation: true };
const posix: NameRules = { system: 'posix', hasPlainPunctuation: false };

function compose(pattern: string, values: TemplateValues, rules = windows, hasFallbacks = false) {
  const { template } = parseTemplate(pattern);
  if (!template) throw new Error(`Bad pattern ${pattern}`);
  return composePath(template, values, { extension: '.flac', rules, hasFallbacks });
}
const path = (...input: Parameters<typeof compose>) => compose(...input).names?.join('/') ?? null;

const song = {
  artist: 'Sable Ohm',
  title: 'Glass Harbour',
  genre: 'Deep house',
  label: 'Ninth Canal',
  track: 3,
  bpm: 123.976,
  key: 14,
};

test.each([
  ['%genre%/%artist% - %title%[ %[%label%%]]', 'Deep house/Sable Ohm - Glass Harbour [Ninth Canal].flac'],
  ['{track:02d} - {artist} - {title}', '03 - Sable Ohm - Glass Harbour.flac'],
  ['%bpm:0% %bpm:.1% %bpm% %key:camelot% %key:openkey% %key:classical% %key%', '124 124.0 123.98 8A 1m Am Am.flac'],
  ['%albumartist|artist%[ - %album% [%year%]]/%title:upper%', 'Sable Ohm/GLASS HARBOUR.flac'],
  ['[%album%/]%title:left(5)% %artist:lower%', 'Glass sable ohm.flac'],
  ['%title%[ (%year%[, %album%])][ %label%]', 'Glass Harbour Ninth Canal.flac'],
  ['%%%track%%[x%]', '%3[x].flac'],
])('%s', (pattern, expected) => {
  expect(path(pattern, song)).toBe(expected);
});

test('filters of letters', () => {
  const values = { artist: 'The Møths feat. Ørsted, Ada', title: 'ÉTUDE no. 1 (long mix)', album: 'a-ha…' };
  expect(path('%artist:the% - %artist:first:ascii% - %title:title% - %title:ascii%', values)).toBe(
    'Møths feat. Ørsted, Ada, The - The Moths - Étude No. 1 (Long Mix) - ETUDE no. 1 (long mix).flac',
  );
  expect(path('%album% x', values)).toBe('a-ha... x.flac');
});

// Tauon #66: 1,600 files were renamed to ".mp3".
test('an empty field outside brackets makes no name', () => {
  expect(compose('%artist% - %title%', { title: 'Harbour Wall' })).toMatchObject({
    names: null,
    rendered: { missing: ['artist'] },
  });
  expect(compose('%title%', { title: ' \t ' }).names).toBeNull();
  expect(compose('%title%', { title: '...' })).toMatchObject({ names: null, isEmpty: true });
  expect(compose('%artist%/%title%', { artist: '..', title: 'x' })).toMatchObject({ names: null, isEmpty: true });
  expect(compose('[%album%]', {}).names).toBeNull();
});

test('texts for what is unknown come only where they are asked for', () => {
  expect(path('%artist% - %track% - %title%', {}, windows, true)).toBe('Unknown Artist - 00 - Untitled.flac');
  expect(compose('%artist% - %label%', {}, windows, true).rendered).toMatchObject({
    missing: ['label'],
    assumed: ['artist'],
  });
});

test('no value makes a folder or leaves the root: 2,400 payloads', () => {
  const seeds = [
    '..',
    '../',
    '..\\',
    '../..',
    '/etc/passwd',
    '\\\\server\\share',
    'C:\\Windows',
    'C:',
    '//host/share',
    '~',
    '~root/',
    '....//',
    '..;/',
    '%2e%2e%2f',
    '%252e%252e/',
    '..%c0%af',
    '..%00/',
    '..\0/',
    '\0',
    '.\u200b./',
    '․․/',
    '‥/',
    '．．／',
    '..\u202e/',
    'file:///etc/passwd',
    '\\\\?\\C:\\',
    '\\\\.\\COM1',
    'CON',
    'nul.txt',
    'a::$DATA',
    'a:b',
    '..\r\n/',
    '\u2215',
    '⁄',
    '∖',
    '＼',
    '.\ufeff.',
    '. . /',
    '.. /',
    ' ../',
    '..\t/',
  ];
  const wraps = [
    (seed: string) => seed,
    (seed: string) => seed.repeat(8),
    (seed: string) => `x/${seed}`,
    (seed: string) => `${seed}x`,
    (seed: string) => `${seed}/../../x`,
    (seed: string) => ` ${seed}\\`,
  ];
  const patterns = [
    '%artist%/%title%',
    '%title%',
    '[%artist%/][%album%/]%title%',
    '%artist:ascii%/%title:the%',
    '../%artist%/%title%',
  ];
  let count = 0;
  for (const seed of seeds) {
    for (const wrap of wraps) {
      for (const pattern of patterns) {
        for (const rules of [windows, posix]) {
          const payload = wrap(seed);
          const { names } = compose(pattern, { artist: payload, title: payload, album: payload }, rules);
          count++;
          const most = pattern.split('/').length;
          for (const name of names ?? []) expectSafe(name, `${pattern} with ${JSON.stringify(payload)}`);
          expect(names?.length ?? 0).toBeLessThanOrEqual(most);
        }
      }
    }
  }
  expect(count).toBeGreaterThanOrEqual(2400);
});

function expectSafe(name: string, message: string): void {
  expect(name, message).not.toMatch(/[/\\\p{Cc}\u202a-\u202e]|^\.{0,2}$|^~/u);
}

test('whatever the tags hold, a path has safe names of at most 255 bytes, and as many as the pattern', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.constantFrom('..', '/', 'nul', ''),
  );
  fc.assert(
    fc.property(value, value, value, fc.constantFrom(windows, posix), (artist, title, album, rules) => {
      const { names } = compose('%artist%/[%album% - ]%title%', { artist, title, album }, rules);
      if (names === null) return;
      expect(names).toHaveLength(2);
      for (const name of names) {
        expectSafe(name, name);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect(name.isWellFormed() && name === name.normalize('NFC')).toBe(true);
      }
      expect(names[1]).toMatch(/\.flac$/);
    }),
    { numRuns: 500 },
  );
});
