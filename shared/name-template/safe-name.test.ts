import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextNumber, numberName } from './number-name.ts';
import { findNameFault, isReservedName, type NameRules, safeName } from './safe-name.ts';

const windows: NameRules = { system: 'windows', hasPlainPunctuation: true };
const posix: NameRules = { system: 'posix', hasPlainPunctuation: false };
const family = '👩‍👩‍👧‍👦';

test.each([
  ['AC/DC', 'AC_DC'],
  ['What? "Yes": <no>|*', "What_ 'Yes'_ _no___"],
  ['R.E.M.', 'R.E.M'],
  ['a . . ', 'a'],
  ['~tilde', '_tilde'],
  ['con', 'con_'],
  ['CON .x', 'CON_.x'],
  ['nul.txt.jpg', 'nul_.txt.jpg'],
  ['COM¹', 'COM¹_'],
  ['com10', 'com10'],
  ['tab\there\nand\r\nthere', 'tab here and there'],
  ['“Smart” ‘quotes’ – and … dashes—', "'Smart' 'quotes' - and ... dashes-"],
  ['e\u0301te\u0301', 'été'],
  ['exe\u202emp3', 'exemp3'],
  ['a\ud800b', 'ab'],
  ['.hidden', '.hidden'],
  ['..', ''],
  ['. .', ''],
  ['\0\u0001', ''],
])('%j becomes %j', (raw, expected) => {
  expect(safeName(raw, windows).name).toBe(expected);
});

test('other systems keep more', () => {
  expect(safeName('What? “Yes”: nul. R.E.M.', posix).name).toBe('What? “Yes”: nul. R.E.M.');
  expect(safeName('nul', posix).name).toBe('nul');
  expect(safeName('..', posix).name).toBe('');
});

test('what was changed is said', () => {
  expect(safeName('a — b', windows).changes).toEqual(['punctuation']);
  expect(safeName('a: b', windows).changes).toEqual(['replaced']);
  expect(safeName('aux', windows).changes).toEqual(['reserved']);
  expect(safeName('x'.repeat(266), windows, '.flac')).toMatchObject({ changes: ['shortened'], fullLength: 271 });
});

test('a long name is cut between whole letters and keeps its extension', () => {
  const emoji = safeName(family.repeat(20), windows, '.flac').name;
  expect(Buffer.byteLength(emoji)).toBeLessThanOrEqual(255);
  expect(emoji).toBe(`${family.repeat(10)}.flac`);
  expect(safeName(`${'x'.repeat(249)} .y`, windows, '.flac').name).toBe(`${'x'.repeat(249)}.flac`);
  expect(Buffer.byteLength(safeName('日本'.repeat(100), windows, '.mp3').name)).toBeLessThanOrEqual(255);
});

/** Built from what breaks file systems and programs, in the places where it does. */
function hostileNames(): string[] {
  const devices = ['CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$'];
  for (let digit = 0; digit <= 9; digit++) devices.push(`COM${digit}`, `LPT${digit}`);
  const reserved = devices.flatMap((name) => [
    name,
    name.toLowerCase(),
    `${name}.txt`,
    `${name}.tar.gz`,
    `${name} .x`,
    ` ${name}`,
    `${name}.`,
    `${name}:`,
  ]);
  const signs = [
    ...'<>:"/\\|?*\0\u0001\u0007\u001b\u001f\u007f\u0080\u009f\u200b\u200e\u202e\u2066\ufeff\ufffe\uffff\ue000~.',
    ' ',
    '\u00a0',
    '\ud800',
    '\udc00',
  ];
  const placed = signs.flatMap((sign) => [
    sign,
    `${sign}a`,
    `a${sign}`,
    `a${sign}b`,
    sign.repeat(3),
    sign.repeat(300),
    `${sign}con`,
  ]);
  const long = ['x', 'é', 'e\u0301', '日', '𝄞', family, 'ﷺ', '\u0e33', 'a\u0300\u0301\u0302\u0303'].flatMap((letter) =>
    [254, 255, 256, 600].map((count) => letter.repeat(count)),
  );
  const odd = [
    '',
    ' ',
    '.',
    '..',
    '...',
    '. ',
    ' .',
    '..a',
    'a..',
    '-rf',
    '--',
    '$(rm -rf ~)',
    '`id`',
    '%n%s',
    '\u05d0\u05d1.3pm',
    'مرحبا',
    'i̇İıI',
    'ſtraße',
    'Å',
    'Å',
    'A\u030a',
    'ﬁ',
    '½',
    '①',
    'desktop.ini',
    'Thumbs.db',
    '.DS_Store',
    '._x',
    `${'a'.repeat(250)}.mp3`,
    'Icon\r',
    '$MFT',
    'a.\u200b',
    'con\u200b',
    'co\u200bn',
  ];
  return [...reserved, ...placed, ...long, ...odd];
}

test('at least 500 hostile names become names that every system takes, or none', () => {
  const names = [...new Set(hostileNames())];
  expect(names.length).toBeGreaterThanOrEqual(450);
  let count = 0;
  for (const name of names) {
    for (const [rules, extension] of [
      [windows, ''],
      [windows, '.flac'],
      [posix, '.mp3'],
    ] as const) {
      expectGood(name, rules, extension);
      count++;
    }
  }
  expect(count).toBeGreaterThanOrEqual(1350);
});

function expectGood(raw: string, rules: NameRules, extension: string): void {
  const { name } = safeName(raw, rules, extension);
  const about = `${JSON.stringify(raw.slice(0, 40))} as ${JSON.stringify(name.slice(0, 40))}`;
  if (name === '') return;
  expect(name.endsWith(extension), about).toBe(true);
  expect(name, about).not.toMatch(/[/\\\p{Cc}]|^\.{1,2}$|^~|^\s|\s$/u);
  expect(Buffer.byteLength(name), about).toBeLessThanOrEqual(255);
  expect(name.isWellFormed() && name.normalize('NFC') === name, about).toBe(true);
  if (rules.system === 'windows') {
    expect(name, about).not.toMatch(/[<>:"|?*]|\.$/);
    expect(isReservedName(name), about).toBe(false);
    expect(findNameFault(name, rules), about).toBeNull();
  }
  const stem = extension === '' ? name : name.slice(0, -extension.length);
  expect(safeName(stem, rules, extension).name, about).toBe(name);
}

test('any text is made safe once and for all', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom(...hostileNames()),
  );
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 3 }),
      fc.constantFrom(windows, posix),
      fc.constantFrom('', '.flac'),
      (texts, rules, extension) => {
        expectGood(texts.join(''), rules, extension);
      },
    ),
    { numRuns: 1000 },
  );
});

test('a path that somebody typed is told what is wrong with it', () => {
  const faults: [string, string | null][] = [
    ['..', 'traversal'],
    [' . ', 'traversal'],
    ['', 'empty'],
    ['a/b', 'forbidden'],
    ['a:b', 'forbidden'],
    ['nul.mp3', 'reserved'],
    ['a\0.mp3', 'forbidden'],
    [`${'x'.repeat(252)}.mp3`, 'tooLong'],
    ['a.', 'forbidden'],
    ['~a.mp3', 'forbidden'],
    ['a.mp3', null],
    ['.hidden', null],
    ['Cafe\u0301.mp3', null],
  ];
  expect(faults.map(([name]) => [name, findNameFault(name, windows)])).toEqual(faults);
});

// beets PR 6875: "track.10" was followed by "track.1".
test('numbers count up', () => {
  expect(
    ['a.mp3', 'track.10.mp3', 'track (10).mp3', 'Live (1999).mp3', '.mp3', 'a'].map((name) =>
      numberName(name, nextNumber(name)),
    ),
  ).toEqual(['a (2).mp3', 'track.10 (2).mp3', 'track (11).mp3', 'Live (1999) (2).mp3', '.mp3 (2)', 'a (2)']);
  const long = numberName(`${'日'.repeat(83)}.flac`, 9999);
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(255);
  expect(long).toMatch(/日 \(9999\)\.flac$/);
});
