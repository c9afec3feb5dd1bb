import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatQuery } from './format-query.ts';
import { parseQuery } from './parse-query.ts';
import type { Match, QueryNode } from './query-types.ts';

const now = new Date(2026, 7, 15, 13, 30).getTime();
const parse = (text: string) => parseQuery(text, { now });
const matchesOf = (text: string): Match[] => {
  const [chip] = parse(text).chips;
  return chip?.kind === 'term' ? chip.term.matches : [];
};
const rangeOf = (text: string): string => {
  const [match] = matchesOf(text);
  if (match?.kind !== 'range') return 'no range';
  const { min, max, minExcluded, maxExcluded } = match;
  return `${minExcluded ? '(' : '['}${min ?? ''}, ${max ?? ''}${maxExcluded ? ')' : ']'}`;
};

/** The shape of a query in a form that is easy to read in a test. */
function shape(node: QueryNode | null): string {
  if (!node) return 'all';
  switch (node.kind) {
    case 'and':
    case 'or':
      return `${node.kind}(${node.nodes.map(shape).join(' ')})`;
    case 'not':
      return `not(${shape(node.node)})`;
    case 'term': {
      const { field, fieldText, isFuzzy, operator, items, error } = node.term;
      const value = items.map(({ text, isQuoted }) => (isQuoted ? `"${text}"` : text)).join(',');
      const name = fieldText === null ? '' : `${isFuzzy ? '~' : ''}${field ?? `?${fieldText}`}:${operator}`;
      return `${name}${value}${error ? `!${error.code}` : ''}`;
    }
  }
}

describe('the structure of a query', () => {
  test.each([
    ['', 'all'],
    ['   ', 'all'],
    ['house', 'house'],
    ['deep house', 'and(deep house)'],
    ['"deep house"', '"deep house"'],
    ['"deep house', '"deep house"'],
    ['a AND b', 'and(a b)'],
    ['a and b', 'and(a and b)'],
    ['a | b c', 'or(a and(b c))'],
    ['a|b', 'or(a b)'],
    ['a OR b', 'or(a b)'],
    ['a , b', 'or(a b)'],
    ['a, b', 'and(a, b)'],
    ['a |', 'a'],
    ['| a', 'a'],
    ['a || b', 'or(a b)'],
    ['(a | b) c', 'and(or(a b) c)'],
    ['(a b) c', 'and(a b c)'],
    ['(a', 'a'],
    ['a) b', 'and(a) b)'],
    ['()', 'all'],
    ['-a', 'not(a)'],
    ['^a', 'not(a)'],
    ['!a', 'not(a)'],
    ['NOT a', 'not(a)'],
    ['--a', 'a'],
    ['-(a b)', 'not(and(a b))'],
    ['NOT', 'NOT'],
    ['a -', 'a'],
    ['Artist - Title', 'and(Artist Title)'],
    ['!!!', 'all'],
    ['~', 'all'],
    ['🎵', '🎵'],
    ['12" mix', 'and(12" mix)'],
    ['Song (Extended Mix)', 'and(Song Extended Mix)'],
    ['foo(bar)', 'foo(bar)'],
    ['(foo(bar))', 'foo(bar)'],
    ['artist:air', 'artist:air'],
    ['ARTIST:air', 'artist:air'],
    ['artist: air', 'artist:air'],
    ['artist:"com truise" x', 'and(artist:"com truise" x)'],
    ['artist: genre:house', 'and(artist: genre:house)'],
    ['artist: -genre:house', 'and(artist: not(genre:house))'],
    ['artist: | b', 'or(artist: b)'],
    ['genre:house,"Deep House"', 'genre:house,"Deep House"'],
    ['genre:house, techno', 'and(genre:house techno)'],
    ['title:=Wow', 'title:=Wow'],
    ['title::^a|b', 'or(title::^a b)'],
    ['title::(a|b)', 'title::(a|b)'],
    ['title::"a b"', 'title::"a b"'],
    ['bpm: >120', 'bpm:>120'],
    ['bpm:> 120', 'bpm:>120'],
    ['bpm: >= 120 x', 'and(bpm:>=120 x)'],
    ['(key:8A)', 'key:8A'],
    ['genre:""', 'genre:""'],
    ['~bpm:124', '~bpm:124'],
    ['tempo:124', 'bpm:124'],
    ['foo:bar x', 'and(?foo:bar!UNKNOWN_FIELD x)'],
    ['bpm:fast', 'bpm:fast!BAD_VALUE'],
    ['path:"C:\\\\Music"', 'path:"C:\\Music"'],
    ['house year+ genre-', 'house'],
    ['year+ | a', 'a'],
    ['(year+)', 'year+'],
    ['comment+', 'comment+'],
  ])('%s', (text, expected) => {
    expect(shape(parse(text).root)).toBe(expected);
  });
});

describe('values', () => {
  test.each([
    ['bpm:128', '[127.5, 128.5)'],
    ['bpm:128.5', '[128.45, 128.55)'],
    ['bpm:=128', '[128, 128]'],
    ['bpm:120..128', '[120, 128]'],
    ['bpm:128..120', '[120, 128]'],
    ['bpm:120-128', '[120, 128]'],
    ['bpm:120..', '[120, ]'],
    ['bpm:..128', '[, 128]'],
    ['bpm:>120', '(120, ]'],
    ['bpm:<=120', '[, 120]'],
    ['lufs:-9', '[-9.5, -8.5)'],
    ['lufs:-9..-7', '[-9, -7]'],
    ['lufs:-9--7', '[-9, -7]'],
    ['bitrate:>=320', '[320000, ]'],
    ['samplerate:=44.1', '[44100, 44100]'],
    ['samplerate:=44100', '[44100, 44100]'],
    ['size:>10mb', '(10000000, ]'],
    ['length:5:30', '[329500, 330500)'],
    ['length:330', '[329500, 330500)'],
    ['length:>5m', '(300000, ]'],
    ['length:..4:30', '[, 270000]'],
    ['length:1:02:03..2h', '[3723000, 7200000]'],
    ['energy:7', '[65, 75)'],
    ['energy:=7', '[65, 75)'],
    ['energy:1', '[0, 15)'],
    ['energy:6.5', '[64.5, 65.5)'],
    ['energy:>7', '[75, ]'],
    ['energy:>=7', '[65, ]'],
    ['energy:<7', '[, 65)'],
    ['energy:<=7', '[, 75)'],
    ['energy:7..9', '[65, 95)'],
    ['energy:9-7', '[65, 95)'],
    ['energy:..3', '[, 35)'],
    ['danceability:>=70', '[70, ]'],
    ['quality:90..', '[90, ]'],
  ])('%s is %s', (text, expected) => {
    expect(rangeOf(text)).toBe(expected);
  });

  const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();
  test.each([
    ['added:2026', `[${day(2026, 1, 1)}, ${day(2027, 1, 1)})`],
    ['added:2026-08', `[${day(2026, 8, 1)}, ${day(2026, 9, 1)})`],
    ['added:2026-08-03', `[${day(2026, 8, 3)}, ${day(2026, 8, 4)})`],
    ['added:today', `[${day(2026, 8, 15)}, ${day(2026, 8, 16)})`],
    ['added:-2w..', `[${day(2026, 8, 1)}, ]`],
    ['added:-2w', `[${day(2026, 8, 1)}, ]`],
    ['added:..-1m', `[, ${day(2026, 7, 16)})`],
    ['added:2026-05..2026-06', `[${day(2026, 5, 1)}, ${day(2026, 7, 1)})`],
    ['added:2026-06..2026-05', `[${day(2026, 5, 1)}, ${day(2026, 7, 1)})`],
    ['added:>2025', `[${day(2026, 1, 1)}, ]`],
    ['added:<2025', `[, ${day(2025, 1, 1)})`],
    ['added:<=2025', `[, ${day(2026, 1, 1)})`],
    ['modified:>=2025', `[${day(2025, 1, 1) * 1000}, ]`],
  ])('%s is %s', (text, expected) => {
    expect(rangeOf(text)).toBe(expected);
  });

  test('keys are read in any notation, a bare number is both modes, and ~key is what mixes', () => {
    const keys = (text: string) => matchesOf(text).flatMap((match) => (match.kind === 'keys' ? match.keys : []));
    expect(['key:8A', 'key:1m', 'key:am,C', 'key:"A minor"', 'key:8', '~key:8A'].map(keys)).toEqual([
      [14],
      [14],
      [14, 15],
      [14],
      [14, 15],
      [14, 16, 12, 15],
    ]);
  });

  test('quality is a score or a verdict, moods are words', () => {
    expect(matchesOf('quality:fake,90')).toEqual([
      { kind: 'flag', name: 'fake' },
      expect.objectContaining({ kind: 'range', min: 89.5, max: 90.5 }),
    ]);
    expect(matchesOf('mood:Happy,party').map((match) => match.kind === 'flag' && match.name)).toEqual([
      'happy',
      'party',
    ]);
    expect(['quality:transcod', 'quality:>fake', 'mood:hapy'].map((text) => parse(text).errors[0]?.error)).toEqual([
      { code: 'BAD_VALUE', suggestion: 'transcode' },
      { code: 'BAD_VALUE', suggestion: 'fake' },
      { code: 'BAD_VALUE', suggestion: 'happy' },
    ]);
  });

  test('~bpm takes six percent around the tempo, its half and its double', () => {
    expect(matchesOf('~bpm:100').map((match) => match.kind === 'range' && [match.min, match.max])).toEqual([
      [94, 106],
      [47, 53],
      [188, 212],
    ]);
  });

  test('playlists, crates and disks are texts; what is new begins at a midnight', () => {
    expect([matchesOf('playlist:"Warm-up"'), matchesOf('crate:""'), matchesOf('volume:=D:')]).toEqual([
      [{ kind: 'contains', text: 'Warm-up' }],
      [{ kind: 'empty' }],
      [{ kind: 'exact', text: 'D:' }],
    ]);
    expect(matchesOf('is:new')).toEqual([{ kind: 'flag', name: 'new', since: new Date(2026, 7, 2).getTime() }]);
    expect(parse('style:dub plailist:x').errors.map(({ error }) => error)).toEqual([
      { code: 'UNKNOWN_FIELD', suggestion: null },
      { code: 'UNKNOWN_FIELD', suggestion: 'playlist' },
    ]);
  });

  test('empty, present, flags', () => {
    expect(['genre:""', 'genre:*', 'genre:"*"', 'is:missing', 'has:cover,key'].map(matchesOf)).toEqual([
      [{ kind: 'empty' }],
      [{ kind: 'present' }],
      [{ kind: 'contains', text: '*' }],
      [{ kind: 'flag', name: 'missing' }],
      [
        { kind: 'flag', name: 'cover' },
        { kind: 'flag', name: 'key' },
      ],
    ]);
  });

  test.each([
    'bpm:x',
    'bpm:..',
    'bpm:1..x',
    'bpm:::1',
    'key:13A',
    'key:>8A',
    'length:5:3',
    'length:-',
    'added:2026-13',
    'added:2026-02-30',
    'added:soon',
    'title:>a',
    'title::(',
    'is:lost',
    '~artist:x',
    '~bpm:1..2',
    'size:5mm',
  ])('%s is a bad value', (text) => {
    expect(parse(text).errors.map((term) => term.error?.code)).toEqual(['BAD_VALUE']);
  });

  test.each([
    ['artits:x', 'artist'],
    ['gnere:x', 'genre'],
    ['dur:x', 'duration'],
    ['xyzzy:x', null],
    ['is:mising', 'missing'],
    ['has:covr', 'cover'],
    ['bpm:x', null],
  ])('%s suggests %s', (text, suggestion) => {
    expect(parse(text).errors.map((term) => term.error?.suggestion)).toEqual([suggestion]);
  });

  test('a field that is still being typed is no error', () => {
    expect(['artist:', 'bpm:>', 'artist: ', 'title:"'].map((text) => [parse(text).errors, matchesOf(text)])).toEqual(
      Array(4).fill([[], []]),
    );
  });
});

describe('chips and order', () => {
  test('each term of the outermost level is a chip with its place in the text', () => {
    const text = 'house -artist:"com truise" | (a | b) year- foo:1';
    const chips = parse(text).chips.map(({ kind, range }) => `${kind} ${text.slice(range.start, range.end)}`);
    expect(chips).toEqual(['term house', 'term -artist:"com truise"', 'group (a | b)', 'sort year-', 'term foo:1']);
  });

  test('orders stand in the sequence they were typed', () => {
    expect(parse('year+ x Genre- added-').sort.map(({ field, direction }) => `${field} ${direction}`)).toEqual([
      'year ascending',
      'genre descending',
      'added descending',
    ]);
  });
});

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    ...[' ', '  ', '(', ')', '|', ',', ' , ', 'OR', ' OR ', 'AND', 'NOT ', '-', '^', '!', '"', '\\', '~', ':', '::'],
    ...['=', '>', '<=', '..', '*', 'a', 'house', 'artist:', 'bpm:', '128', '120..128', 'key:', '8A', 'title:=', 'foo:'],
    ...['year+', 'genre-', 'is:', 'missing', 'added:', '-2w', 'length:', '5:30', 'é', '🎵'],
  ),
);
const anyQuery = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

/** What a query means, without where it stands and how it was quoted. */
function meaning(node: QueryNode | null): unknown {
  if (!node) return null;
  if (node.kind === 'not') {
    const inner = meaning(node.node);
    return inner && { not: inner };
  }
  if (node.kind === 'term') {
    const { field, fieldText, matches, error, items } = node.term;
    const isUnfinished = items.length === 0 && field !== undefined;
    return isUnfinished ? null : { field: field ?? fieldText?.toLowerCase(), matches, error };
  }
  const parts = node.nodes.map(meaning).filter((part) => part !== null);
  return parts.length > 1 ? { [node.kind]: parts } : (parts[0] ?? null);
}

describe('any text', () => {
  test('is read without an exception, and every chip lies inside the text', () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const { chips } = parse(text);
        for (const { range } of chips) {
          expect(range.start >= 0 && range.start < range.end && range.end <= text.length).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('written in regular form means the same, and its regular form is itself', () => {
    fc.assert(
      fc.property(anyQuery, (text) => {
        const parsed = parse(text);
        const regular = formatQuery(parsed);
        const again = parse(regular);
        expect(meaning(again.root)).toEqual(meaning(parsed.root));
        expect(again.sort.map(({ field, direction }) => [field, direction])).toEqual(
          parsed.sort.map(({ field, direction }) => [field, direction]),
        );
        expect(formatQuery(again)).toBe(regular);
      }),
      { numRuns: 3000 },
    );
  });

  test('of great length or depth is read in good time', () => {
    for (const part of ['(', '-(', '"', '|', 'NOT ', '-', 'artist:', 'a ', 'bpm:1..', '\\"', ',', 'a(', '!(a|']) {
      const started = performance.now();
      parse(part.repeat(20_000));
      expect(performance.now() - started).toBeLessThan(2000);
    }
  });
});
