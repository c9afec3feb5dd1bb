import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const launcher = join(root, 'main', 'headless', 'ledgerline.mjs');
const audio = join(root, 'e2e', 'audio');
const songs = ['night-bus.mp3', 'paper-boats.flac', 'glass-garden.m4a', 'harbour-lights.aiff'];

let folder: string;
let music: string;
let home: string;

type Ended = { code: number; out: string; error: string };

/** Runs the command line as a shell would, with nobody watching. */
function ledgerline(args: string[], nodeOptions: string[] = []): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, LEDGERLINE_HOME: home };
    execFile(process.execPath, [...nodeOptions, launcher, ...args], { env, cwd: folder }, (error, out, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, error: stderr });
    });
  });
}

function lines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledgerline-cli-'));
  music = join(folder, 'music');
  home = join(folder, 'home');
  await mkdir(music);
  for (const song of songs) await copyFile(join(audio, song), join(music, song));
});

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

test('without a library a search says so, and help and version need none', async () => {
  const [search, help, version] = await Promise.all([
    ledgerline(['search', '']),
    ledgerline(['--help']),
    ledgerline(['--version']),
  ]);
  expect([search.code, search.out, search.error]).toEqual([
    1,
    '',
    'There is no library here yet. Import a folder first. (NOT_FOUND)\n',
  ]);
  expect([help.code, help.out.includes('ledgerline import PATH'), version.code, version.out]).toEqual([
    0,
    true,
    0,
    '0.1.0\n',
  ]);
});

test('an import reads and analyses, and a search finds what it read', async () => {
  const imported = await ledgerline(['import', music, '--json']);
  expect([imported.code, imported.error]).toEqual([0, '']);
  expect(JSON.parse(imported.out)).toEqual({
    added: 4,
    tracks: 4,
    analysed: 4,
    problems: [],
    seconds: expect.any(Number),
    isStopped: false,
  });

  const again = await ledgerline(['import', 'music', '--json']);
  expect([again.code, JSON.parse(again.out).added, JSON.parse(again.out).tracks]).toEqual([0, 0, 4]);

  const all = lines((await ledgerline(['search', '', '--json'])).out);
  expect(all.map(({ path }) => path).toSorted()).toEqual(songs.map((song) => join(music, song)).toSorted());
  const [bus] = lines((await ledgerline(['search', 'artist:ada', 'bpm:120..128', '--json', '--limit', '1'])).out);
  expect(bus).toMatchObject({
    title: 'Night Bus',
    artist: 'Ada Vale',
    album: 'Last Stop',
    genre: 'House',
    year: 2024,
    format: 'mp3',
    sampleRate: 44100,
    channels: 1,
    analysisState: 'done',
    isMissing: false,
  });
  expect(bus?.bpm).toBeCloseTo(124, 0);
  expect(bus?.durationMs).toBeGreaterThan(15_000);

  const text = await ledgerline(['search', 'night bus']);
  expect([text.code, text.out.split('\t').slice(3)]).toEqual([
    0,
    ['Ada Vale', 'Night Bus', `${join(music, songs[0] ?? '')}\n`],
  ]);
}, 60_000);

test('a file that is no music is named, and the rest goes on', async () => {
  const odd = join(folder, 'odd');
  await mkdir(odd);
  await copyFile(join(audio, 'sine.flac'), join(odd, 'sine.flac'));
  await writeFile(join(odd, 'notes.mp3'), 'These are notes.');
  await writeFile(join(odd, 'empty.wav'), '');
  const { code, out, error } = await ledgerline(['import', odd, join(folder, 'gone'), '--no-analysis', '--json']);
  const { added, problems } = JSON.parse(out) as { added: number; problems: { path: string; code: string }[] };
  expect([code, added]).toEqual([1, 1]);
  expect(problems.toSorted((one, other) => (one.path < other.path ? -1 : 1))).toEqual([
    { path: join(folder, 'gone'), code: 'FOLDER_NOT_FOUND' },
    { path: join(odd, 'empty.wav'), code: 'FILE_EMPTY' },
    { path: join(odd, 'notes.mp3'), code: 'FORMAT_UNKNOWN' },
  ]);
  expect(error.split('\n').filter((line) => line !== '').length).toBe(3);
}, 30_000);

test('files are measured without a library, each on its line, in the order they were named', async () => {
  const files = ['paper-boats.flac', 'gone.mp3', 'night-bus.mp3'].map((name) => join(music, name));
  const { code, out, error } = await ledgerline(['analyze', ...files, '--json']);
  const results = lines(out);
  expect([code, results.map(({ path }) => path)]).toEqual([1, files]);
  const { tempo, keyDetails, quality, character, segments, ...facts } = results[0] ?? {};
  expect([tempo, keyDetails, quality, character, segments]).toEqual([
    expect.objectContaining({ candidates: expect.any(Array), windows: expect.any(Array) }),
    expect.objectContaining({ segments: [expect.objectContaining({ camelot: expect.any(String) })] }),
    expect.objectContaining({ reasons: expect.any(Array), bandwidthHz: expect.any(Number) }),
    expect.objectContaining({ moods: expect.any(Object) }),
    [expect.objectContaining({ kind: 'body' })],
  ]);
  expect(facts).toEqual({
    path: files[0],
    durationMs: expect.any(Number),
    bpm: expect.any(Number),
    bpmConfidence: expect.any(Number),
    key: expect.stringMatching(/^[A-G][b#]? (major|minor)$/),
    keyConfidence: expect.any(Number),
    camelot: expect.stringMatching(/^\d{1,2}[AB]$/),
    openKey: expect.stringMatching(/^\d{1,2}[md]$/),
    lufs: expect.any(Number),
    truePeakDb: expect.any(Number),
    loudnessRange: expect.any(Number),
    replayGainDb: expect.any(Number),
    replayGainPeak: expect.any(Number),
    energy: expect.any(Number),
    danceability: expect.any(Number),
    arousal: expect.any(Number),
    valence: expect.any(Number),
    voice: expect.any(Number),
    qualityScore: expect.any(Number),
    qualityVerdict: expect.any(String),
    format: 'flac',
    codec: 'FLAC',
    sampleRate: 16000,
    channels: 1,
    bitrate: expect.any(Number),
    truncated: false,
    beats: expect.any(Number),
    beatTimesMs: expect.any(Array),
    fingerprint: expect.stringMatching(/^AQ[\w-]+$/),
    similarity: expect.any(String),
    algorithms: expect.objectContaining({ tempo: expect.any(Number) }),
    analysisMs: expect.any(Number),
  });
  expect(results[1]).toEqual({ path: files[1], error: { code: 'FILE_NOT_FOUND', message: expect.any(String) } });
  expect(error).toContain(files[1]);
}, 30_000);

test('wrong usage ends with 2, in the query too', async () => {
  const ends = await Promise.all([
    ledgerline([]),
    ledgerline(['dance']),
    ledgerline(['import']),
    ledgerline(['search', 'bmp:120']),
    ledgerline(['search', 'x', '--limit', 'few']),
  ]);
  expect(ends.map(({ code, out }) => [code, out])).toEqual(ends.map(() => [2, '']));
  expect(ends[3]?.error).toContain('Did you mean bpm?');
});

async function startServing(args: string[] = []): Promise<{ child: ChildProcess; address: string; output(): string }> {
  const window = join(folder, 'window');
  await mkdir(window, { recursive: true });
  await writeFile(join(window, 'index.html'), '<html lang="en"></html>');
  const env = { ...process.env, LEDGERLINE_HOME: home, LEDGERLINE_WINDOW: window };
  const child = spawn(process.execPath, [launcher, 'serve', '--port', '0', ...args], { env, cwd: folder });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  for (let tries = 0; tries < 1200; tries++) {
    const address = text.match(/http:\/\/127\.0\.0\.1:\d+\/#token=\S+/)?.[0];
    if (address) return { child, address, output: () => text };
    if (child.exitCode !== null) break;
    await wait(50);
  }
  throw new Error(`No address: ${text}`);
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

test('while the library is served it can be searched, but not imported into by another process', async () => {
  const { child, address, output } = await startServing();
  const page = await fetch(address);
  const search = await ledgerline(['search', 'night bus', '--json']);
  const second = await ledgerline(['import', music]);
  expect([page.status, (await page.text()).includes('<html')]).toEqual([200, true]);
  expect([search.code, lines(search.out).length]).toEqual([0, 1]);
  expect([second.code, second.error]).toEqual([1, expect.stringContaining('(LIBRARY_IN_USE)')]);
  const { origin } = new URL(address);
  const token = new URLSearchParams(new URL(address).hash.slice(1)).get('token');
  const session = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { Origin: origin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  expect(session.status).toBe(204);
  for (let tries = 0; tries < 100 && !output().includes('For another window'); tries++) await wait(20);
  expect(output()).toContain('For another window: http://127.0.0.1:');
  const end = ended(child);
  child.kill('SIGTERM');
  expect(await end).toBe(143);
}, 90_000);

test('an import that is stopped ends in order, and goes on the next time', async () => {
  const many = join(folder, 'many');
  const own = join(folder, 'own-home');
  await mkdir(many);
  const formats = (await readdir(audio)).filter((name) => /\.(mp3|flac|m4a|ogg|opus|aiff|aac)$/.test(name));
  for (const name of formats) await copyFile(join(audio, name), join(many, name));
  const env = { ...process.env, LEDGERLINE_HOME: own };
  const child = spawn(process.execPath, [launcher, 'import', many, '--json'], { env });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const end = ended(child);
  // As soon as the library is there, which is long before everything is analysed.
  while (!existsSync(join(own, 'library.db'))) await wait(10);
  await wait(300);
  child.kill('SIGINT');
  expect([await end, JSON.parse(out).isStopped]).toEqual([130, true]);

  const rest = await ledgerline(['import', many, '--home', own, '--json']);
  const { tracks, analysed } = JSON.parse(rest.out) as { tracks: number; analysed: number };
  expect([rest.code, tracks, analysed]).toEqual([0, formats.length, formats.length]);
}, 90_000);

test('started by an older Node it runs on its own, with the same exit code', async () => {
  const older =
    "data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } })";
  const [version, wrong] = await Promise.all([
    ledgerline(['--version'], ['--import', older]),
    ledgerline(['dance'], ['--import', older]),
  ]);
  expect([version.code, version.out, wrong.code]).toEqual([0, '0.1.0\n', 2]);
});

test('a library is examined, and a backup takes its place while nobody has it open', { timeout: 60_000 }, async () => {
  const own = join(folder, 'own');
  await ledgerline(['import', music, '--no-analysis', '--home', own]);
  const first = await ledgerline(['doctor', '--home', own, '--json']);
  expect([first.code, lines(first.out).filter(({ outcome }) => outcome === 'bad')]).toEqual([0, []]);
  expect((await ledgerline(['restore', 'latest', '--home', own])).error).toContain('There is no such backup');

  await mkdir(join(own, 'backups'), { recursive: true });
  const name = 'library.manual-20261121T120000Z.db';
  await copyFile(join(own, 'library.db'), join(own, 'backups', name));
  await writeFile(join(own, 'library.db'), Buffer.alloc(50_000, 9));
  const ill = await ledgerline(['doctor', '--home', own]);
  expect([ill.code, ill.out.includes('ledgerline restore latest')]).toEqual([1, true]);
  const listed = await ledgerline(['restore', '--list', '--json', '--home', own]);
  expect(lines(listed.out)).toMatchObject([{ name, kind: 'manual', at: '2026-11-21T12:00:00.000Z' }]);

  const restored = await ledgerline(['restore', 'latest', '--home', own, '--json']);
  expect(restored.code).toBe(0);
  expect((await readdir(String(lines(restored.out)[0]?.keptFolder))).includes('library.db')).toBe(true);
  expect(lines((await ledgerline(['search', '', '--json', '--home', own])).out)).toHaveLength(songs.length);
  expect((await ledgerline(['restore', join(music, songs[0]!), '--home', own])).error).toContain('BACKUP_INVALID');
  expect((await ledgerline(['restore', '--home', own])).code).toBe(2);
});

test('statements come in from the command line, once, and those that cannot are named with their reason', async () => {
  const head = 'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album';
  const row = (net: string) => `2026-09-15\t2026-07\tSpotify\tInes\tQuay\tZZLR12600001\t\t9\t100\tSong\tDE\t0\t${net}`;
  const write = (name: string, net: string) =>
    writeFile(
      join(folder, name),
      `${head}\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\r\n${row(net)}\r\n`,
    );
  await write('good.tsv', '0.31');
  await write('bad.tsv', 'none');
  const { code, out, error } = await ledgerline(['import-statements', 'good.tsv', 'bad.tsv', 'good.tsv']);
  expect([code, out]).toEqual([1, 'good.tsv: DistroKid, 1 rows, 0.31 USD\n']);
  expect(error).toContain('bad.tsv: Rows of that file have errors.\n  row 2: amountUnreadable none\n');
  expect(error).toContain('good.tsv: That file is in already.\n');
});
