import { expect, test } from 'vitest';
import { parseCommand, UsageError } from './arguments.ts';

test('each command reads its own options, before or after its words', () => {
  const commands = [
    ['import', '/music', 'b.mp3', '--no-analysis', '--json', '--home', '/lib'],
    ['--home=/lib', 'import', '/music'],
    ['analyze', 'a.mp3', '--json'],
    ['analyze', '--', '-a.mp3'],
    ['search', '', '--limit', '3'],
    ['search', 'artist:bowie', 'bpm:120..128', '--json'],
    ['search', '--', '-genre:house'],
    ['serve'],
    ['serve', '--port', '0', '/music'],
    ['export', '--format', 'csv', '--to', 'a.csv', '--query', 'genre:house', '--columns', 'title, BPM,path'],
    ['import-library', 'r.xml', '--map', 'D:/DJ=/music', '--map=/a=/b'],
    ['import-statements', 'a.tsv', 'b.csv', '--json'],
    ['export', '--format', 'rekordbox', '--to', 'r.xml', '--playlist', 'Friday', '--json'],
    ['-h'],
    ['search', '--help'],
    ['--version'],
  ].map((args) => parseCommand(args));
  expect(commands).toEqual([
    { name: 'import', paths: ['/music', 'b.mp3'], runAnalysis: false, asJson: true, home: '/lib' },
    { name: 'import', paths: ['/music'], runAnalysis: true, asJson: false, home: '/lib' },
    { name: 'analyze', files: ['a.mp3'], asJson: true },
    { name: 'analyze', files: ['-a.mp3'], asJson: false },
    { name: 'search', query: '', limit: 3, asJson: false, home: undefined },
    { name: 'search', query: 'artist:bowie bpm:120..128', limit: undefined, asJson: true, home: undefined },
    { name: 'search', query: '-genre:house', limit: undefined, asJson: false, home: undefined },
    { name: 'serve', paths: [], port: undefined, home: undefined, share: null },
    { name: 'serve', paths: ['/music'], port: 0, home: undefined, share: null },
    {
      ...{ name: 'export', format: 'csv', target: 'a.csv', playlists: [], query: 'genre:house' },
      ...{ columns: ['title', 'bpm', 'path'], rules: [], asJson: false, home: undefined },
    },
    {
      ...{ name: 'import-library', file: 'r.xml', asJson: false, home: undefined },
      rules: [
        { from: 'D:/DJ', to: '/music' },
        { from: '/a', to: '/b' },
      ],
    },
    { name: 'import-statements', files: ['a.tsv', 'b.csv'], asJson: true, home: undefined },
    {
      ...{ name: 'export', format: 'rekordbox', target: 'r.xml', playlists: ['Friday'] },
      ...{ query: undefined, columns: undefined, rules: [], asJson: true, home: undefined },
    },
    { name: 'help' },
    { name: 'help' },
    { name: 'version' },
  ]);
});

test('a wrong command line is named, whatever is wrong with it', () => {
  const wrong = [
    [],
    ['dance'],
    ['toString'],
    ['import'],
    ['import', ''],
    ['analyze'],
    ['search'],
    ['import', '/music', '--limit', '3'],
    ['export', '--format', 'csv', '--to', 'a', '--columns', 'title,mood'],
    ['export', '--format', 'csv', '--to', 'a', '--query', 'x', '--playlist', 'y'],
    ['search', 'x', '--limit', '0'],
    ['search', 'x', '--limit', 'many'],
    ['search', 'x', '--limit', '1e3'],
    ['search', 'x', '--limit'],
    ['serve', '--port', '65536'],
    ['serve', '--port', '-1'],
    ['serve', '--home', ''],
    ['serve', '--json'],
    ['--color'],
  ];
  for (const args of wrong) expect(() => parseCommand(args), args.join(' ')).toThrow(UsageError);
});

test('a library is shared only when that is said, on an address and by names that can be', () => {
  const serve = (...args: string[]) => parseCommand(['serve', ...args]);
  expect(serve('--share')).toMatchObject({ share: { bind: undefined, port: undefined, names: [] } });
  expect(
    serve('--share', '--bind', '192.168.1.5', '--share-port', '4790', '--share-name', 'Studio.example'),
  ).toMatchObject({ share: { bind: '192.168.1.5', port: 4790, names: ['studio.example'] } });
  for (const args of [
    ['--bind', '192.168.1.5'],
    ['--share-name', 'a'],
    ['--share', '--bind', 'everywhere'],
    ['--share', '--share-name', 'http://studio'],
    ['--share', '--share-port', '70000'],
  ]) {
    expect(() => serve(...args)).toThrow(UsageError);
  }
});
