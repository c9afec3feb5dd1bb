import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import { insertFolderRow, insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import type { SortTerm } from '#shared/contract/library/tracks.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import { compileQuery } from './compile-query.ts';
import { LibraryReader } from './library-reader.ts';

const now = new Date(2026, 7, 15, 12).getTime();
const options = { now, checkpoint: () => {} };
const day = 86_400_000;

let db: Db;
let reader: LibraryReader;

beforeAll(() => {
  db = openTestDb();
  const crates = insertFolderRow(db, '/crates');
  insertFolderRow(db, '/Volumes/Vinyl Rips');
  insertTrack(db, {
    folder_id: crates,
    path: 'Com Truise/Galactic Melt/01 Terminal.mp3',
    file_name: '01 Terminal.mp3',
    title: 'Terminal',
    artist: 'Com Truise',
    album: 'Galactic Melt',
    genre: 'Synthwave',
    label: 'Ghostly International',
    bpm: 127.6,
    musical_key: 14,
    year: 2011,
    rating: 4,
    duration_ms: 330_000,
    size_bytes: 12_000_000,
    bitrate: 320_000,
    quality_verdict: 'lossy',
    sample_rate: 44_100,
    format: 'mp3',
    lufs: -9.2,
    added_at: now - 2 * day,
    analysis_state: 'done',
    artwork_hash: 'a1',
  });
  insertTrack(db, {
    folder_id: crates,
    path: 'Björk/Debut/05 Big Time Sensuality.flac',
    file_name: '05 Big Time Sensuality.flac',
    title: 'Big Time Sensuality',
    artist: 'Björk',
    album: 'Debut',
    genre: 'Deep House',
    label: 'One Little Indian',
    composer: 'Björk Guðmundsdóttir',
    bpm: 63.9,
    musical_key: 15,
    year: 1993,
    rating: 5,
    duration_ms: 236_000,
    size_bytes: 30_000_000,
    bitrate: 940_000,
    sample_rate: 48_000,
    format: 'flac',
    is_lossless: 1,
    lufs: -14,
    quality_verdict: 'transcode',
    added_at: now - 30 * day,
    analysis_state: 'done',
    comment: 'bought at Hard Wax',
  });
  insertTrack(db, {
    folder_id: 2,
    path: 'AC-DC/High Voltage.aiff',
    file_name: 'High Voltage.aiff',
    title: 'High Voltage 🎵',
    artist: 'AC/DC',
    genre: 'Rock',
    bpm: 128,
    musical_key: 1,
    year: 1976,
    duration_ms: 240_000,
    size_bytes: 50_000_000,
    format: 'aiff',
    is_lossless: 1,
    added_at: now - 400 * day,
    missing_since: 5,
    analysis_state: 'failed',
  });
  insertTrack(db, {
    folder_id: 2,
    path: 'untitled.wav',
    file_name: 'untitled.wav',
    title: 'Straße 100%',
    artist: 'com',
    genre: 'house',
    remixer: 'Truise',
    duration_ms: null,
    size_bytes: 1_000_000,
    format: 'wav',
    added_at: now,
  });
  reader = new LibraryReader(db);
});

afterAll(() => reader.close());

const names: Readonly<Record<number, string>> = { 1: 'Terminal', 2: 'Sensuality', 3: 'Voltage', 4: 'Straße' };

/** Finds by the reader and by plain SQL, which must agree. */
function find(text: string): string[] {
  const { ids } = reader.openView({ text, sort: [] }, options);
  const condition = compileQuery(parseQuery(text, { now }).root);
  const statement = db.prepare(`SELECT id FROM track WHERE ${condition?.sql ?? '1'} ORDER BY id`).pluck();
  expect(statement.all(...(condition?.parameters ?? []))).toEqual([...ids]);
  return [...ids].map((id) => names[id]!);
}

describe('a query finds', () => {
  test.each<[string, string]>([
    ['', 'Terminal Sensuality Voltage Straße'],
    ['com', 'Terminal Straße'],
    ['tru', 'Terminal'],
    ['rminal', ''],
    ['COM TRUISE', 'Terminal'],
    ['"com truise"', 'Terminal'],
    ['"truise com"', ''],
    ['bjork', 'Sensuality'],
    ['BJÖRK', 'Sensuality'],
    ['Bjo\u0308rk', 'Sensuality'],
    ['hard wax', 'Sensuality'],
    ['artist:com', 'Terminal Straße'],
    ['artist: com', 'Terminal Straße'],
    ['artist:=com', 'Straße'],
    ['artist:="COM TRUISE"', 'Terminal'],
    ['artist:=bjork', 'Sensuality'],
    ['artist:ac/dc', 'Voltage'],
    ['title:=strasse', ''],
    ['title:="strasse 100%"', 'Straße'],
    ['title:100%', 'Straße'],
    ['strasse', 'Straße'],
    ['straß', 'Straße'],
    ['🎵', 'Voltage'],
    ['title:"🎵"', 'Voltage'],
    ['genre:house', 'Sensuality Straße'],
    ['quality:ok', 'Terminal'],
    ['-quality:ok -quality:fake', 'Voltage Straße'],
    ['genre:=house', 'Straße'],
    ['genre:rock,synth', 'Terminal Voltage'],
    ['-genre:house', 'Terminal Voltage'],
    ['NOT genre:house', 'Terminal Voltage'],
    ['!genre:rock ^genre:house', 'Terminal'],
    ['genre:rock | genre:synth', 'Terminal Voltage'],
    ['genre:rock OR artist:bjork', 'Sensuality Voltage'],
    ['genre:rock , artist:bjork', 'Sensuality Voltage'],
    ['(genre:rock | genre:house) -is:missing', 'Sensuality Straße'],
    ['-(genre:rock | genre:house)', 'Terminal'],
    ['title::^.i', 'Sensuality Voltage'],
    ['title::"(term|stra)"', 'Terminal Straße'],
    ['artist::björk', 'Sensuality'],
    ['artist::^...$', 'Straße'],
    ['bpm:128', 'Terminal Voltage'],
    ['bpm:=128', 'Voltage'],
    ['bpm:127.6', 'Terminal'],
    ['bpm:60..127.6', 'Terminal Sensuality'],
    ['bpm:60-100', 'Sensuality'],
    ['bpm:>100', 'Terminal Voltage'],
    ['-bpm:>100', 'Sensuality Straße'],
    ['bpm:>=128', 'Voltage'],
    ['bpm:<64', 'Sensuality'],
    ['bpm:""', 'Straße'],
    ['bpm:*', 'Terminal Sensuality Voltage'],
    ['~bpm:128', 'Terminal Sensuality Voltage'],
    ['key:8A', 'Terminal'],
    ['key:am,C', 'Terminal Sensuality'],
    ['key:8', 'Terminal Sensuality'],
    ['~key:8A', 'Terminal Sensuality'],
    ['-key:8A', 'Sensuality Voltage Straße'],
    ['key:""', 'Straße'],
    ['year:1990..', 'Terminal Sensuality'],
    ['year:1976,2011', 'Terminal Voltage'],
    ['rating:4-5', 'Terminal Sensuality'],
    ['length:5:30', 'Terminal'],
    ['length:330', 'Terminal'],
    ['length:>4m', 'Terminal'],
    ['length:..4:00', 'Sensuality Voltage'],
    ['length:""', 'Straße'],
    ['size:>20mb', 'Sensuality Voltage'],
    ['bitrate:320', 'Terminal'],
    ['samplerate:48', 'Sensuality'],
    ['samplerate:44.1k', 'Terminal'],
    ['lufs:-9', 'Terminal'],
    ['lufs:-15..-13', 'Sensuality'],
    ['added:today', 'Straße'],
    ['added:-1w..', 'Terminal Straße'],
    ['added:2026-08', 'Terminal Straße'],
    ['added:<2026', 'Voltage'],
    ['album:""', 'Voltage Straße'],
    ['album:*', 'Terminal Sensuality'],
    ['composer:gudm', 'Sensuality'],
    ['composer:bjork', 'Sensuality'],
    ['composer:""', 'Terminal Voltage Straße'],
    ['remixer:truise', 'Straße'],
    ['label:"little in"', 'Sensuality'],
    ['label:ittle', ''],
    ['format:flac,wav', 'Sensuality Straße'],
    ['path:debut', 'Sensuality'],
    ['file:terminal', 'Terminal'],
    ['file:galactic', ''],
    ['folder:galactic', 'Terminal'],
    ['folder:"vinyl rips"', 'Voltage Straße'],
    ['folder:untitled', ''],
    ['has:cover', 'Terminal'],
    ['has:bpm', 'Terminal Sensuality Voltage'],
    ['-has:key', 'Straße'],
    ['has:comment', 'Sensuality'],
    ['is:missing', 'Voltage'],
    ['is:analyzed', 'Terminal Sensuality'],
    ['is:unanalysed', 'Straße'],
    ['is:failed,unanalyzed', 'Voltage Straße'],
    ['is:lossless', 'Sensuality Voltage'],
    ['foo:bar artist:bjork', 'Sensuality'],
    ['bpm:fast | artist:bjork', 'Sensuality'],
    ['-bpm:fast', 'Terminal Sensuality Voltage Straße'],
    ['artist:', 'Terminal Sensuality Voltage Straße'],
    ['\0', 'Terminal Sensuality Voltage Straße'],
    ['artist:"a\0b"', ''],
    [`"'; DROP TABLE track; --"`, ''],
    ['title:"a\\" OR b*"', ''],
    ['artist:"NEAR(com truise)"', ''],
    ['artist:{title}', ''],
  ])('%s', (text, expected) => {
    expect(find(text).join(' ')).toBe(expected);
  });

  test('what it names with thousands of terms', () => {
    const many = Array.from({ length: 3000 }, (_, index) => `x${index}`);
    expect([find(`genre:${many.join(',')},rock`), find(`${many.join(' | ')} | artist:bjork`)]).toEqual([
      ['Voltage'],
      ['Sensuality'],
    ]);
  });
});

function inOrder(text: string, ...sort: `${SortTerm['field']}${'+' | '-'}`[]): string {
  const terms = sort.map((term) => ({
    field: term.slice(0, -1) as SortTerm['field'],
    direction: term.endsWith('-') ? ('descending' as const) : ('ascending' as const),
  }));
  return [...reader.openView({ text, sort: terms }, options).ids].map((id) => names[id]).join(' ');
}

describe('the order', () => {
  test('follows the heads of the table, with empty values last in both directions', () => {
    expect([
      inOrder('', 'bpm+'),
      inOrder('', 'bpm-'),
      inOrder('', 'album+'),
      inOrder('', 'album-'),
      inOrder('', 'title+'),
      inOrder('', 'key+'),
      inOrder('genre:house', 'added-'),
    ]).toEqual([
      'Sensuality Terminal Voltage Straße',
      'Voltage Terminal Sensuality Straße',
      'Sensuality Terminal Voltage Straße',
      'Terminal Sensuality Voltage Straße',
      'Sensuality Voltage Straße Terminal',
      'Voltage Terminal Sensuality Straße',
      'Straße Sensuality',
    ]);
  });

  test('of the query goes before the one of the heads', () => {
    expect([inOrder('rating-', 'title+'), inOrder('added+ com', 'added-')]).toEqual([
      'Sensuality Terminal Voltage Straße',
      'Terminal Straße',
    ]);
  });
});

describe('a view', () => {
  test('knows the total time and size', () => {
    const { durationMs, sizeBytes } = reader.openView({ text: 'is:lossless', sort: [] }, options);
    expect([durationMs, sizeBytes]).toEqual([476_000, 80_000_000]);
  });

  test('names what it did not understand', () => {
    const { errors } = reader.openView({ text: 'bjork artits:x -bpm:fast', sort: [] }, options);
    expect(errors).toEqual([
      { code: 'UNKNOWN_FIELD', start: 6, end: 14, field: 'artits', suggestion: 'artist' },
      { code: 'BAD_VALUE', start: 15, end: 24, field: 'bpm', suggestion: null },
    ]);
  });

  test('is given up when nobody waits for it', () => {
    const checkpoint = () => {
      throw new Error('given up');
    };
    expect(() => reader.openView({ text: 'com', sort: [] }, { now, checkpoint })).toThrow('given up');
    expect(find('com')).toEqual(['Terminal', 'Straße']);
  });

  test('is the same after the first letters were looked up in advance', () => {
    let steps = 0;
    while (reader.prepareNext() !== null) steps += 1;
    // The letters and digits, the order, two columns for the totals, nine of numbers, and one walk through the table.
    expect(steps).toBeLessThanOrEqual(50);
    expect([find('t'), find('x'), reader.prepareNext()]).toEqual([['Terminal', 'Sensuality'], [], null]);
  });

  test('is prepared only once the library is at rest', () => {
    const fresh = new LibraryReader(db);
    expect([fresh.prepareNext(), fresh.prepareNext(), fresh.prepareNext()]).toEqual([1000, 0, 0]);
  });
});

describe('a facet', () => {
  test('counts values under a query, by name with the empty one last', () => {
    expect(reader.facet({ field: 'genre', text: '', limit: 10 }, options)).toEqual({
      values: [
        { value: 'Deep House', count: 1 },
        { value: 'house', count: 1 },
        { value: 'Rock', count: 1 },
        { value: 'Synthwave', count: 1 },
      ],
      total: 4,
    });
    expect(reader.facet({ field: 'album', text: '-artist:bjork', limit: 10 }, options).values).toEqual([
      { value: 'Galactic Melt', count: 1 },
      { value: '', count: 2 },
    ]);
  });

  test('counts by number, stops at the limit and still tells how many there are', () => {
    expect(reader.facet({ field: 'album', text: '', limit: 1, sort: 'count' }, options)).toEqual({
      values: [{ value: '', count: 2 }],
      total: 3,
    });
  });

  test('gives keys by number and years as they are', () => {
    const values = (field: 'key' | 'year') =>
      reader.facet({ field, text: 'has:key', limit: 9 }, options).values.map(({ value }) => value);
    expect([values('key'), values('year')]).toEqual([
      ['1', '14', '15'],
      ['1976', '1993', '2011'],
    ]);
  });
});

test('spellings that differ in case or accents are one value', () => {
  const other = openTestDb();
  for (const genre of ['Électro', 'electro', 'ELECTRO']) insertTrack(other, { genre });
  const otherReader = new LibraryReader(other);
  expect(otherReader.facet({ field: 'genre', text: '', limit: 9 }, options)).toEqual({
    values: [{ value: 'Électro', count: 3 }],
    total: 1,
  });
  otherReader.close();
});
