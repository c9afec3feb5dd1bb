import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeCase } from './change-case.ts';
import { moveFeaturing } from './move-featuring.ts';
import { replaceTexts } from './replace-text.ts';
import { runTool } from './run-tool.ts';
import { splitTitle } from './split-title.ts';
import type { Tool, ToolTrack } from './tool.ts';

let made = 0;
function track(values: ToolTrack['values'], place: Partial<ToolTrack> = {}): ToolTrack {
  made += 1;
  return { id: made, fileName: `track ${made}`, folder: '', values, ...place };
}
const run = (tool: Tool, ...tracks: ToolTrack[]) => runTool(tool, tracks, replaceTexts);
const text = fc.string({ unit: 'grapheme', maxLength: 40 });

test('titles are written as titles: small words small, names and short forms as they are', () => {
  const written = {
    'the sound of the city': 'The Sound of the City',
    'WALK ON THE WATER': 'Walk on the Water',
    "don't stop (the music) - live at the o2": "Don't Stop (The Music) - Live at the O2",
    'McCoy and deadMau5 vs DJ Shadow': 'McCoy and deadMau5 vs DJ Shadow',
    'dj tool (vip mix)': 'DJ Tool (VIP Mix)',
    'one-two step': 'One-Two Step',
    'where i belong to': 'Where I Belong To',
    'ça va été élan': 'Ça Va Été Élan',
    'made with us': 'Made with Us',
    // Nothing here tells names from shouting, neither the first time nor the second.
    'a 4B': 'A 4b',
    'A 4b': 'A 4b',
    'dj ABC': 'DJ Abc',
  };
  expect(Object.fromEntries(Object.keys(written).map((from) => [from, changeCase(from, 'title')]))).toEqual(written);
  expect(changeCase('Walk On The Water With DJ Shadow', 'sentence')).toBe(
    'Walk on the water with DJ Shadow'.replace('Shadow', 'shadow'),
  );
});

test('changing case twice is changing it once, and changes nothing but case', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('title', 'sentence', 'upper', 'lower'), (value, style) => {
      const once = changeCase(value, style);
      expect(changeCase(once, style)).toBe(once);
      expect(once.toLowerCase().toUpperCase()).toBe(value.toLowerCase().toUpperCase());
    }),
    { numRuns: 500 },
  );
});

test('replacing plain text takes every sign as itself', () => {
  fc.assert(
    fc.property(text, fc.string({ minLength: 1, maxLength: 5 }), fc.string({ maxLength: 5 }), (value, find, insert) => {
      const [replaced] = replaceTexts([value], { find, replacement: insert, isPattern: false, isCaseSensitive: true });
      expect(replaced).toBe(value.split(find).join(insert));
    }),
    { numRuns: 500 },
  );
});

test('a pattern replaces with its groups, in every field that is named', () => {
  const tool: Tool = {
    ...{ type: 'replace', fields: ['title', 'artist'], find: '(?<last>\\w+), (\\w+)' },
    ...{ replacement: '$2 $<last>', isPattern: true, isCaseSensitive: false },
  };
  const tracks = [track({ title: ['Quill, Ada'], artist: ['Ohm, Sable', 'Dusk, Mirela'], album: ['A, B'] })];
  expect(run(tool, ...tracks)).toEqual([{ title: ['Ada Quill'], artist: ['Sable Ohm', 'Mirela Dusk'] }]);
  expect(() => run({ ...tool, find: '(' } as Tool, ...tracks)).toThrow(SyntaxError);
});

test('replacing may clear a field, an empty result of other tools never does', () => {
  const one = track({ comment: ['www.promo.example'], title: ['X'], genre: [] });
  const replace: Tool = {
    ...{ type: 'replace', fields: ['comment'], find: 'www.promo.example', replacement: '' },
    ...{ isPattern: false, isCaseSensitive: false },
  };
  expect(run(replace, one)).toEqual([{ comment: [] }]);
  expect(run({ type: 'copy', from: 'genre', to: 'title' }, one)).toEqual([{}]);
  expect(
    run({ type: 'fill', fields: ['genre'], from: 'first', isOnlyEmpty: false }, one, track({ genre: ['Dub'] })),
  ).toEqual([{}, {}]);
  expect(run({ type: 'split', source: 'title' }, one)).toEqual([{}]);
});

test('trimming takes blanks at the ends and makes several one', () => {
  expect(run({ type: 'trim', fields: ['title', 'artist'] }, track({ title: ['  A   B '], artist: ['fine'] }))).toEqual([
    { title: ['A B'] },
  ]);
});

test('numbers follow the order, begin anew with each album or folder, and bring the totals', () => {
  const tracks = [
    track({ album: ['A'] }, { folder: 'x' }),
    track({ album: ['B'] }, { folder: 'x' }),
    track({ album: ['A'], trackNumber: ['2'] }, { folder: 'y' }),
  ];
  const numbers = (tool: Extract<Tool, { type: 'number' }>) =>
    run(tool, ...tracks).map(({ trackNumber, trackTotal }) => [trackNumber?.[0], trackTotal?.[0]]);
  const tool = { type: 'number', start: 1, restart: 'never', hasTotals: true } as const;
  expect(numbers(tool)).toEqual([
    ['1', '3'],
    ['2', '3'],
    ['3', '3'],
  ]);
  expect(numbers({ ...tool, restart: 'album' })).toEqual([
    ['1', '2'],
    ['1', '1'],
    [undefined, '2'],
  ]);
  expect(numbers({ ...tool, restart: 'folder', start: 10, hasTotals: false })).toEqual([
    ['10', undefined],
    ['11', undefined],
    ['10', undefined],
  ]);
});

test('swapping twice is as before', () => {
  const value = fc.array(
    fc.string({ minLength: 1, maxLength: 8 }).filter((one) => one.trim() === one && !/[\r\n\t\0]/.test(one)),
    { maxLength: 1 },
  );
  fc.assert(
    fc.property(value, value, (title, artist) => {
      const tool: Tool = { type: 'swap', first: 'title', second: 'artist' };
      const before = track({ title, artist });
      const [change] = run(tool, before);
      const after = track({ ...before.values, ...change });
      const [back] = run(tool, after);
      expect({ ...after.values, ...back }).toEqual({ title, artist });
    }),
  );
});

test('several values become one text where a field holds only one', () => {
  expect(run({ type: 'copy', from: 'artist', to: 'title' }, track({ artist: ['A', 'B'] }))).toEqual([
    { title: ['A, B'] },
  ]);
  expect(run({ type: 'copy', from: 'artist', to: 'albumArtist' }, track({ artist: ['A', 'B'] }))).toEqual([
    { albumArtist: ['A', 'B'] },
  ]);
});

test('file names are read by a pattern, folders too; what does not fit stays', () => {
  const read = (template: string, fileName: string, folder = '') =>
    run({ type: 'fileName', template }, track({}, { fileName, folder }))[0];
  expect(read('%artist% - %title%', 'Sable Ohm - Glass - Harbour')).toEqual({
    artist: ['Sable Ohm'],
    title: ['Glass - Harbour'],
  });
  expect(read('%track%. %title% [%ignore%]', '03. Tolbooth [320]')).toEqual({
    trackNumber: ['3'],
    title: ['Tolbooth'],
  });
  expect(read('%year% %album%/%track% %title%', '07 Salt Road', 'Dub/1998 Low Tide')).toEqual({
    ...{ trackNumber: ['7'], title: ['Salt Road'], date: ['1998'], album: ['Low Tide'] },
  });
  expect(read('%artist% - %title%', 'nothing to see')).toEqual({});
  expect(read('%track% - %title%', 'A - B')).toEqual({});
  expect(read('%artist% - %bpm% - %title%', 'A - 124 - B')).toEqual({ artist: ['A'], title: ['B'] });
  for (const bad of ['title', '%artist%%title%', '%artist', '%title%//%album%', '%nothing%']) {
    expect(() => read(bad, 'a'), bad).toThrow(expect.objectContaining({ code: 'PATTERN_INVALID' }));
  }
});

test('what a pattern made of values is read back into the same values', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9 ]{0,10}[A-Za-z0-9])?$/);
  fc.assert(
    fc.property(part, part, fc.integer({ min: 1, max: 999 }), (artist, title, number) => {
      const one = track({}, { fileName: `${number}. ${artist} - ${title}` });
      expect(run({ type: 'fileName', template: '%track%. %artist% - %title%' }, one)).toEqual([
        { trackNumber: [String(number)], artist: [artist], title: [title] },
      ]);
    }),
  );
});

test('"Artist - Title (Remixer Remix) [Label]" comes apart', () => {
  expect(splitTitle('Lumen Parish - Every Window Lit (Marrow Coast Remix) [Lantern Row]')).toEqual({
    ...{ artist: ['Lumen Parish'], title: ['Every Window Lit (Marrow Coast Remix)'] },
    ...{ remixer: ['Marrow Coast'], label: ['Lantern Row'] },
  });
  expect(splitTitle('01 - A - B (Extended Mix)')).toEqual({ artist: ['A'], title: ['B (Extended Mix)'] });
  expect(splitTitle("A – B (C's Dub) [Original Mix]")).toEqual({
    ...{ artist: ['A'], title: ["B (C's Dub) [Original Mix]"], remixer: ['C'] },
  });
  expect(splitTitle('Salt Road (Dub)')).toEqual({});
  expect(splitTitle('22-20s - Devil in Me')).toEqual({ artist: ['22-20s'], title: ['Devil in Me'] });
});

test('an album takes what most of its tracks have, or only where nothing is', () => {
  const tracks = [
    track({ album: ['A'], label: ['X'] }),
    track({ album: ['A'], label: ['Y'] }),
    track({ album: ['A'], label: ['Y'] }),
    track({ album: ['A'] }),
    track({ label: ['Z'] }),
  ];
  const tool: Tool = { type: 'fill', fields: ['label'], from: 'album', isOnlyEmpty: false };
  expect(run(tool, ...tracks)).toEqual([{ label: ['Y'] }, {}, {}, { label: ['Y'] }, {}]);
  expect(run({ ...tool, isOnlyEmpty: true }, ...tracks)).toEqual([{}, {}, {}, { label: ['Y'] }, {}]);
  expect(run({ ...tool, from: 'first' }, ...tracks)).toEqual([
    {},
    { label: ['X'] },
    { label: ['X'] },
    { label: ['X'] },
    { label: ['X'] },
  ]);
});

test('values are added once and removed in any case', () => {
  const tracks = [track({ genre: ['House'] }), track({ genre: ['dub', 'House'] }), track({})];
  expect(run({ type: 'addValue', field: 'genre', value: 'Dub' }, ...tracks)).toEqual([
    { genre: ['House', 'Dub'] },
    {},
    { genre: ['Dub'] },
  ]);
  expect(run({ type: 'removeValue', field: 'genre', value: 'Dub' }, ...tracks)).toEqual([{}, { genre: ['House'] }, {}]);
});

test('a guest moves between artist and title, and is not named twice', () => {
  expect(moveFeaturing('A ft. B', 'Song (C Remix)', 'title')).toEqual({
    artist: ['A'],
    title: ['Song (feat. B) (C Remix)'],
  });
  expect(moveFeaturing('A', 'Song (Featuring B) [X]', 'artist')).toEqual({
    title: ['Song [X]'],
    artist: ['A feat. B'],
  });
  expect(moveFeaturing('A feat B', 'Song (feat. B)', 'title')).toEqual({ artist: ['A'], title: ['Song (feat. B)'] });
  expect(moveFeaturing('Defeat', 'Left', 'title')).toEqual({});
});
