import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collect, foreignTrack, readForeign, sourceOf, writeForeign } from '#core/testing/foreign-files.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { AppError } from '#shared/errors.ts';
import type { ForeignFormat } from '../foreign-format.ts';
import { detectFormat } from '../formats.ts';
import { m3u8Format, m3uFormat } from './m3u.ts';
import { readPlaylistFolder } from './playlist-folder.ts';
import { plsFormat } from './pls.ts';
import { wplFormat } from './wpl.ts';
import { xspfFormat } from './xspf.ts';

const pathsOf = ({ tracks }: { tracks: { path: string }[] }) => tracks.map(({ path }) => path);
const utf16 = (text: string) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]);

describe('M3U', () => {
  test('is read whole: name, length, artist and title, whatever its attributes', async () => {
    const text = [
      '#EXTM3U',
      '#PLAYLIST: Late Night ',
      '#EXTINF:305 id="19" genres="Rock%3B%20Pop",Ann - Blue - Part 2',
      '/music/Ann/Blue.mp3',
      '#EXTINF',
      "/music/It's, well/two.mp3",
      '#EXTINF:-1,Only a title',
      'three.mp3',
      '/music/Ann/Blue.mp3',
    ].join('\r\n');
    const { tracks, playlists, notes } = await readForeign(m3u8Format, 'x.m3u8', text);
    expect(tracks.map(({ path, artist, title, durationMs }) => ({ path, artist, title, durationMs }))).toEqual([
      { path: '/music/Ann/Blue.mp3', artist: 'Ann', title: 'Blue - Part 2', durationMs: 305_000 },
      { path: "/music/It's, well/two.mp3", artist: '', title: '', durationMs: null },
      { path: 'folder/three.mp3', artist: '', title: 'Only a title', durationMs: null },
    ]);
    expect(playlists).toEqual([
      {
        path: ['Late Night'],
        kind: 'list',
        keys: ['/music/Ann/Blue.mp3', "/music/It's, well/two.mp3", 'folder/three.mp3', '/music/Ann/Blue.mp3'],
        rules: '',
      },
    ]);
    expect(notes).toEqual([]);
  });

  test.each([
    ['UTF-8 with a mark', Buffer.from('\ufeff#EXTM3U\nå.mp3\n')],
    ['UTF-16, small end first', utf16('#EXTM3U\r\nå.mp3\r\n')],
    ['UTF-16, large end first', utf16('#EXTM3U\nå.mp3\n').swap16()],
    ['an old encoding', Buffer.from('#EXTM3U\nå.mp3\n', 'latin1')],
    ['lines of old Macs', Buffer.from('#EXTM3U\rå.mp3')],
  ])('is read in %s', async (_, bytes) => {
    expect(await readForeign(m3uFormat, 'A list.m3u', bytes)).toMatchObject({
      tracks: [{ path: 'folder/å.mp3' }],
      playlists: [{ path: ['A list'] }],
    });
  });

  test('takes paths of every system, addresses of files, and escapes that no file has in its name', async () => {
    const text = [
      'X:\\Das\\å\\a.mp3',
      '\\\\nas\\music\\b.mp3',
      'sub\\c.mp3',
      '../d.mp3',
      'file:///tests/01%20Invisible%20(RED).mp3',
      'file://localhost/C:/x/e.mp3',
      'Aimer/%E6%98%A5.flac',
      '100% Pure.mp3',
      'http://radio.example/live?a=%20',
    ].join('\n');
    const read = await readForeign(m3u8Format, 'sub/x.m3u8', text);
    expect(pathsOf(read)).toEqual([
      'X:/Das/å/a.mp3',
      '//nas/music/b.mp3',
      'folder/sub/sub/c.mp3',
      'folder/d.mp3',
      '/tests/01 Invisible (RED).mp3',
      'C:/x/e.mp3',
      'folder/sub/Aimer/春.flac',
      'folder/sub/100% Pure.mp3',
      '',
    ]);
    expect(read.tracks.at(-1)).toMatchObject({ key: 'http://radio.example/live?a=%20' });
  });

  test('is written as players read it', () => {
    const tracks = [
      foreignTrack({ path: 'C:/a/b.mp3', artist: 'Ann\nB', title: 'Blue', durationMs: 305_400 }),
      foreignTrack({ path: '#1 hit.mp3' }),
    ];
    const source = sourceOf('Night', tracks);
    const lines = [
      '#EXTM3U',
      '#PLAYLIST:Night',
      '#EXTINF:305,Ann B - Blue',
      'C:/a/b.mp3',
      '#EXTINF:-1,#1 hit',
      './#1 hit.mp3',
    ];
    expect(writeForeign(m3u8Format, source).toString()).toBe(`${lines.join('\n')}\n`);
    expect(writeForeign(m3u8Format, source, { isCrlf: true }).toString()).toBe(`${lines.join('\r\n')}\r\n`);
  });

  test('the old kind is written in the old encoding as long as that holds everything', () => {
    const old = writeForeign(m3uFormat, sourceOf('å', [foreignTrack({ path: '/é€.mp3' })]));
    expect(new TextDecoder('windows-1252').decode(old)).toBe('#EXTM3U\n#PLAYLIST:å\n#EXTINF:-1,é€\n/é€.mp3\n');
    const wide = writeForeign(m3uFormat, sourceOf('å', [foreignTrack({ path: '/春.mp3' })]));
    expect(wide.toString()).toBe('\ufeff#EXTM3U\n#PLAYLIST:å\n#EXTINF:-1,春\n/春.mp3\n');
  });
});

test('PLS entries stand in the order of their numbers', async () => {
  const text =
    '[playlist]\nFile2=http://a.example/\nLength2=-1\nFile10=b.mp3\nTitle10=Bea - Red\nLength10=5720\nFile3=/c.mp3\nTitle4=x\n';
  const { tracks, playlists } = await readForeign(plsFormat, 'x.pls', text);
  expect(playlists[0]?.keys).toEqual(['http://a.example/', '/c.mp3', 'folder/b.mp3']);
  expect(tracks[2]).toMatchObject({ artist: 'Bea', title: 'Red', durationMs: 5_720_000 });
});

test('XSPF is read with its facts, also where players write paths for addresses', async () => {
  const text = `<?xml version="1.0"?><playlist version="1"><title>100% 😈</title><trackList>
    <track><location>/music/Funk &amp; Disco/a%.flac</location><title>A</title><creator>Av</creator><duration>223866</duration>
      <extension application="x"><title>not this</title></extension></track>
    <track><location>http://a.example/b</location><location>file:///C:/b%20c.mp3</location><trackNum>15</trackNum></track>
    <track><title>Wish</title><creator>Somebody</creator></track>
    <track/></trackList></playlist>`;
  const { tracks, playlists, notes } = await readForeign(xspfFormat, 'x.xspf', text);
  expect(tracks).toEqual([
    foreignTrack({ path: '/music/Funk & Disco/a%.flac', title: 'A', artist: 'Av', durationMs: 223_866 }),
    foreignTrack({ path: 'C:/b c.mp3', trackNumber: 15 }),
    foreignTrack({ key: 'Somebody - Wish', title: 'Wish', artist: 'Somebody' }),
  ]);
  expect(playlists).toMatchObject([{ path: ['100% 😈'] }]);
  expect(notes).toEqual(['brokenTrack: ']);
});

test('a smart list of Windows Media Player is noted and not taken, a plain one is read', async () => {
  const wpl = (body: string) =>
    `<?wpl version="1.0"?><smil><head><title>L</title></head><body><seq>${body}</seq></body></smil>`;
  expect(await readForeign(wplFormat, 'x.wpl', wpl('<smartPlaylist version="1"/>'))).toEqual({
    tracks: [],
    playlists: [],
    notes: ['skippedSmartList: L'],
  });
  const plain = await readForeign(wplFormat, 'x.wpl', wpl('<media src="..\\a.mp3"/><media src="D:\\b.mp3"/>'));
  expect(pathsOf(plain)).toEqual([expect.stringMatching(/\/a\.mp3$/), 'D:/b.mp3']);
  expect(plain.playlists).toMatchObject([{ path: ['L'] }]);
});

const formats: [string, ForeignFormat][] = [
  ['x.m3u8', m3u8Format],
  ['x.m3u', m3uFormat],
  ['x.pls', plsFormat],
  ['x.xspf', xspfFormat],
];

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/[/\\\p{Cc}\p{Cs}\u2028\u2029%]/gu, '').trim() || 'x');
const path = fc
  .array(name, { minLength: 1, maxLength: 4 })
  .map((names) => `/${names.map((one) => (/^\.+$/.test(one) ? 'dot' : one)).join('/')}.mp3`);

test.each(formats)('what is written to %s is read back: paths, order, lengths', async (file, format) => {
  const track = fc.record({ path, seconds: fc.option(fc.integer({ min: 1, max: 9999 })) });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(track, { selector: (one) => one.path, maxLength: 12 }), async (facts) => {
      const tracks = facts.map((one) =>
        foreignTrack({ path: one.path, durationMs: one.seconds && one.seconds * 1000 }),
      );
      const read = await readForeign(format, file, writeForeign(format, sourceOf('A list', tracks)));
      expect(read.tracks.map(({ path, durationMs }) => ({ path, durationMs }))).toEqual(
        tracks.map(({ path, durationMs }) => ({ path, durationMs })),
      );
      expect(read.playlists[0]?.keys).toEqual(tracks.map(({ path }) => path));
    }),
    { numRuns: 40 },
  );
});

test.each([...formats, ['x.wpl', wplFormat] as const])(
  'no garbage in %s makes its reader fail without a name',
  async (file, format) => {
    const starts = ['', '#EXTM3U\n', '[playlist]\n', '<?xml version="1.0"?><playlist><trackList><track>', '<smil>'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), async (start, bytes) => {
        try {
          await readForeign(format, file, Buffer.concat([Buffer.from(start), bytes]));
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 60 },
    );
  },
);

test('a folder of lists comes with its folders, and a damaged one does not stop the others', async () => {
  const folder = tempFolder('ledgerline-lists-', true);
  try {
    const lists = {
      'Sets/May/One.m3u8': '/a.mp3',
      'Sets/Two.pls': '[playlist]\nFile1=/b.mp3',
      'Three.m3u': '/a.mp3\n/c.mp3',
    };
    const others = { 'Sets/Music/a.mp3': '', '.hidden/x.m3u8': '/no.mp3', 'Bad.xspf': '<playlist>' };
    for (const [name, text] of Object.entries({ ...lists, ...others })) {
      mkdirSync(dirname(join(folder.path, name)), { recursive: true });
      writeFileSync(join(folder.path, name), text);
    }
    const format = await detectFormat(folder.path);
    const read = await collect(readPlaylistFolder(folder.path, {}));
    expect(format.id).toBe('playlistFolder');
    expect(read.playlists.map(({ path, kind, keys }) => [path.join('/'), kind, keys.join()])).toEqual([
      ['Sets', 'folder', ''],
      ['Sets/May', 'folder', ''],
      ['Sets/May/One', 'list', '/a.mp3'],
      ['Sets/Two', 'list', '/b.mp3'],
      ['Three', 'list', '/a.mp3,/c.mp3'],
    ]);
    expect(read.notes).toEqual(['unreadableList: Bad.xspf']);
    mkdirSync(join(folder.path, 'empty'));
    await expect(collect(readPlaylistFolder(join(folder.path, 'empty'), {}))).rejects.toMatchObject({
      code: 'IMPORT_UNKNOWN',
    });
  } finally {
    folder.remove();
  }
});

test('a DTD in a playlist is refused, whatever it declares', async () => {
  const bomb = '<!DOCTYPE playlist [<!ENTITY a "ha">]><playlist><title>&a;</title></playlist>';
  await expect(readForeign(xspfFormat, 'x.xspf', bomb)).rejects.toMatchObject({ code: 'IMPORT_INVALID' });
});
