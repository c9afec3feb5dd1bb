import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import type { TrackTable } from '#core/db/schema.ts';
import { insertFolderRow, insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { foldText, wordsOf } from '#shared/fold-text.ts';
import { fieldDefinition, type QueryField, queryFieldNames } from '#shared/query/fields.ts';
import { quoteValue } from '#shared/query/format-query.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { Match, QueryNode, QueryTerm } from '#shared/query/query-types.ts';
import { compileQuery } from './compile-query.ts';
import { findDirectly } from './find-directly.ts';
import { LibraryReader } from './library-reader.ts';

/** The meaning of a query said a second time, as plainly as possible, over rows in memory. Null: it restricts nothing. */
type Row = TrackTable & { folderPath: string };

function meets(row: Row, node: QueryNode | null): boolean | null {
  if (!node) return null;
  if (node.kind === 'term') return meetsTerm(row, node.term);
  if (node.kind === 'not') {
    const inner = meets(row, node.node);
    return inner === null ? null : !inner;
  }
  const answers = node.nodes.map((child) => meets(row, child)).filter((answer) => answer !== null);
  if (answers.length === 0) return null;
  return node.kind === 'and' ? answers.every(Boolean) : answers.some(Boolean);
}

function meetsTerm(row: Row, { error, matches, field }: QueryTerm): boolean | null {
  if (error || matches.length === 0) return null;
  return matches.some((match) => meetsMatch(row, field, match));
}

function meetsMatch(row: Row, field: QueryField | undefined, match: Match): boolean {
  const values = field
    ? [fieldValue(row, field)]
    : [row.title, row.artist, row.album, row.genre, row.comment, row.path];
  switch (match.kind) {
    case 'contains':
      return values.some((value) => holdsWords(String(value), match.text));
    case 'exact':
      return foldText(String(values[0])) === foldText(match.text);
    case 'regex':
      return new RegExp(match.source, 'iu').test(foldText(String(values[0])));
    case 'empty':
      return values[0] === null || values[0] === '';
    case 'present':
      return values[0] !== null && values[0] !== '';
    case 'keys':
      return match.keys.includes(values[0] as number);
    case 'flag':
      return meetsFlag(row, match.name);
    case 'range': {
      const value = values[0];
      if (typeof value !== 'number') return false;
      const isAbove = match.min === null || (match.minExcluded ? value > match.min : value >= match.min);
      const isBelow = match.max === null || (match.maxExcluded ? value < match.max : value <= match.max);
      return isAbove && isBelow;
    }
  }
}

function fieldValue(row: Row, field: QueryField): string | number | null {
  if (field === 'folder') return `${row.folderPath}/${row.path.slice(0, row.path.length - row.file_name.length)}`;
  const definition = fieldDefinition(field);
  return 'column' in definition ? (row[definition.column as keyof TrackTable] as string | number | null) : null;
}

function holdsWords(value: string, text: string): boolean {
  const have = wordsOf(foldText(value));
  const want = wordsOf(foldText(text));
  if (want.length === 0) return value.includes(text.trim());
  return have.some((_, start) =>
    want.every((word, index) => {
      const there = have[start + index];
      return index === want.length - 1 ? there?.startsWith(word) : there === word;
    }),
  );
}

function meetsFlag(row: Row, name: string): boolean {
  const flags: Record<string, boolean> = {
    cover: row.artwork_hash !== null,
    artwork: row.artwork_hash !== null,
    bpm: row.bpm !== null,
    key: row.musical_key !== null,
    comment: row.comment !== '',
    missing: row.missing_since !== null,
    analyzed: row.analysis_state === 'done',
    analysed: row.analysis_state === 'done',
    unanalyzed: row.analysis_state === 'waiting',
    unanalysed: row.analysis_state === 'waiting',
    failed: row.analysis_state === 'failed',
    lossless: row.is_lossless === 1,
  };
  const answer = flags[name];
  if (answer === undefined) throw new Error(`The test knows no flag ${name}`);
  return answer;
}

const word = fc.constantFrom(
  ...[
    'house',
    'deep',
    'Déep',
    'De',
    'MØ',
    'mo',
    'Straße',
    'strasse',
    'Łona',
    'lona',
    'Þórður',
    'thordur',
    'AC/DC',
    'ac',
  ],
  ...[
    'Hip-Hop',
    'hip',
    '100%',
    '&',
    '🎵',
    '東京',
    'がか',
    '한국',
    'Йод',
    'йод',
    'ΑΒΓ',
    'x',
    'a',
    "r'n'b",
    '12"',
    'fine',
  ],
);
const phrase = fc.array(word, { maxLength: 3 }).map((words) => words.join(' '));
const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });

const track = fc.record({
  folder_id: fc.constantFrom(1, 2),
  title: phrase,
  artist: phrase,
  album: phrase,
  genre: phrase,
  label: phrase,
  comment: phrase,
  composer: phrase,
  remixer: phrase,
  directory: phrase,
  format: fc.constantFrom('mp3', 'flac'),
  bpm: orNull(fc.constantFrom(62, 64, 124, 127.5, 127.6, 128, 128.49, 128.5, 130.3)),
  musical_key: orNull(fc.integer({ min: 0, max: 23 })),
  year: orNull(fc.integer({ min: 1998, max: 2003 })),
  track_number: orNull(fc.integer({ min: 1, max: 4 })),
  rating: fc.integer({ min: 0, max: 5 }),
  duration_ms: orNull(fc.constantFrom(299_400, 299_500, 300_000, 330_000, 330_500)),
  lufs: orNull(fc.constantFrom(-9.5, -9, -8.5, -14)),
  sample_rate: orNull(fc.constantFrom(44_100, 48_000)),
  is_lossless: fc.constantFrom(0 as const, 1 as const),
  artwork_hash: orNull(fc.constant('a')),
  missing_since: orNull(fc.constant(1)),
  analysis_state: fc.constantFrom('waiting' as const, 'done' as const, 'failed' as const),
});
type TrackValues = typeof track extends fc.Arbitrary<infer Value> ? Value : never;

const numberValue = fc.constantFrom(
  ...['128', '=128', '>127.5', '<=128', '120..128', '2000', '1999-2001', '..64', '""', '*', '3', '-9', '5:00', '330'],
  ...['>5m', '44.1', '=48k', '1,2', 'x', ''],
);
const textValue = fc.oneof(
  word.map(quoteValue),
  phrase.map((text) => `"${text.replaceAll('"', '')}"`),
  word.map((text) => `=${quoteValue(text)}`),
  fc.constantFrom('""', '*', 'h', 'de', 'm', 'house,deep', ':^h', ':"e+p"', ':.$'),
);
const term = fc.oneof(
  word,
  fc
    .tuple(fc.constantFrom(...queryFieldNames), fc.oneof(textValue, numberValue))
    .map(([name, value]) => `${name}:${value}`),
  fc.constantFrom('key:8A', '~key:am', 'key:3', '~bpm:128', 'is:missing,failed', 'has:cover', 'is:lossless', 'nope:1'),
);
const { query } = fc.letrec<{ query: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    term,
    tie('query').map((inner) => `(${inner})`),
    tie('part').map((part) => `-${part}`),
  ),
  query: fc
    .tuple(tie('part'), fc.array(fc.tuple(fc.constantFrom(' ', ' ', ' | ', ' OR '), tie('part')), { maxLength: 3 }))
    .map(([first, others]) => first + others.map(([join, part]) => join + part).join('')),
}));

function library(tracks: TrackValues[]): { db: Db; rows: Row[] } {
  const db = openTestDb();
  const folders = ['/crates/Déep', '/Volumes/x'];
  for (const path of folders) insertFolderRow(db, path);
  for (const [index, { directory, ...values }] of tracks.entries()) {
    const file_name = `${index} ${values.title.replaceAll('/', '_')}.${values.format}`;
    insertTrack(db, { ...values, file_name, path: `${directory}/${file_name}` });
  }
  const rows = db.prepare('SELECT * FROM track ORDER BY id').all() as TrackTable[];
  return { db, rows: rows.map((row) => ({ ...row, folderPath: folders[row.folder_id - 1]! })) };
}

test('the reader, plain SQL and a naive evaluation of any query over any library find the same tracks', () => {
  fc.assert(
    fc.property(
      fc.array(track, { maxLength: 25 }),
      fc.array(query, { minLength: 10, maxLength: 25 }),
      (tracks, queries) => {
        const { db, rows } = library(tracks);
        const reader = new LibraryReader(db);
        const first = reader.openView({ text: '', sort: [] }, { now: 0, checkpoint: () => {} });
        expect([...first.ids]).toEqual(rows.map(({ id }) => id));
        for (const text of queries) {
          const { root } = parseQuery(text, { now: 0 });
          const naive = rows.filter((row) => meets(row, root) !== false).map(({ id }) => id);
          const condition = compileQuery(root);
          const statement = db.prepare(`SELECT id FROM track WHERE ${condition?.sql ?? '1'} ORDER BY id`).pluck();
          const bySql = statement.all(...(condition?.parameters ?? []));
          const { ids } = reader.openView({ text, sort: [] }, { now: 0, checkpoint: () => {} });
          const direct = findDirectly(db, root, []);
          expect(direct ? [...direct.ids] : naive).toEqual(naive);
          expect({ text, bySql, byReader: [...ids].sort((a, b) => a - b) }).toEqual({
            text,
            bySql: naive,
            byReader: naive,
          });
        }
        reader.close();
      },
    ),
    { numRuns: 60 },
  );
});

const sorting = fc.array(
  fc.tuple(fc.constantFrom('bpm', 'key', 'year', 'rating', 'length', 'title', 'genre'), fc.constantFrom('+', '-')),
  { minLength: 1, maxLength: 3 },
);

test('the order of any query equals a naive sort, with empty values last', () => {
  fc.assert(
    fc.property(fc.array(track, { maxLength: 25 }), sorting, (tracks, sort) => {
      const { db, rows } = library(tracks);
      const reader = new LibraryReader(db);
      const text = sort.map(([field, sign]) => field + sign).join(' ');
      const byId = new Map(rows.map((row) => [row.id as number, row]));
      const { ids } = reader.openView({ text, sort: [] }, { now: 0, checkpoint: () => {} });
      const levels = sort.filter(([field], index) => sort.findIndex(([other]) => other === field) === index);
      const { root } = parseQuery('de');
      const sortBy = levels.map(([field, sign]) => ({ field: field as QueryField, isDescending: sign === '-' }));
      const remembered = reader.openView({ text: `de ${text}`, sort: [] }, { now: 0, checkpoint: () => {} });
      expect([...(findDirectly(db, root, sortBy)?.ids ?? [])]).toEqual([...remembered.ids]);
      const found = [...ids].map((id) => byId.get(id)!);
      for (const [index, row] of found.entries()) {
        const next = found[index + 1];
        if (next) expect(compareRows(row, next, levels)).toBeLessThanOrEqual(0);
      }
      expect([...ids].sort((a, b) => a - b)).toEqual(rows.map(({ id }) => id));
      reader.close();
    }),
    { numRuns: 60 },
  );
});

function compareRows(a: Row, b: Row, levels: [string, string][]): number {
  for (const [field, sign] of levels) {
    const [first, second] = [a, b].map((row) => {
      const value = fieldValue(row, field as QueryField);
      return typeof value === 'string' ? Buffer.from(foldText(value)) : value;
    });
    const isFirstEmpty = first === null || (first instanceof Buffer && first.length === 0);
    const isSecondEmpty = second === null || (second instanceof Buffer && second.length === 0);
    if (isFirstEmpty !== isSecondEmpty) return isFirstEmpty ? 1 : -1;
    const order = first instanceof Buffer ? Buffer.compare(first, second as Buffer) : Number(first) - Number(second);
    if (order !== 0 && !isFirstEmpty) return sign === '+' ? order : -order;
  }
  return 0;
}
