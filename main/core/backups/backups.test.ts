import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCore } from '#core/open-core.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore, testPlatform } from '#core/testing/test-core.ts';
import { createCall } from '#shared/client.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { type BackupFile, backupName, byAge, dueKind, listBackupFiles, superfluous } from './backup-files.ts';
import { restoreBackup } from './maintenance.ts';

const music = join(import.meta.dirname, '../../../e2e/audio');
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
let folder: ReturnType<typeof tempFolder>;
let home: string;
const open: { close(): Promise<void> }[] = [];

beforeEach(() => {
  folder = tempFolder();
  home = join(folder.path, 'home');
  mkdirSync(join(folder.path, 'music'));
  copyFileSync(join(music, 'night-bus.mp3'), join(folder.path, 'music', 'night-bus.mp3'));
});
afterEach(async () => {
  for (const core of open.splice(0)) await core.close();
  folder.remove();
});

async function start(): Promise<TestCore> {
  const app = await openTestCore(home, {
    runAnalysis: false,
    settleMs: 0,
    trash: { dataHome: join(folder.path, 'data') },
  });
  open.push(app.core);
  return app;
}

async function close(app: TestCore): Promise<void> {
  open.splice(open.indexOf(app.core), 1);
  await app.core.close();
}

async function importMusic(app: Pick<TestCore, 'call' | 'core'>): Promise<TrackId> {
  await app.call('folders.add', { path: join(folder.path, 'music') });
  await app.core.waitForIdle();
  return (await rows(app))[0]!.id;
}

async function rows({ call }: Pick<TestCore, 'call'>) {
  const { view } = await call('tracks.openView', { slot: 'test', text: '', sort: [] });
  return call('tracks.viewRows', { view, start: 0, count: 10 });
}

test('a backup is a whole library of its own, and the list names it', async () => {
  const app = await start();
  const id = await importMusic(app);
  await app.call('tracks.rate', { ratings: [{ id, rating: 4 }] });
  const made = await app.call('backups.make');
  expect((await app.call('backups.list')).backups).toEqual([made]);
  const copy = new Database(join(home, 'backups', made.name), { readonly: true });
  expect(copy.prepare('SELECT rating FROM track').pluck().all()).toEqual([4]);
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  copy.close();
});

test('two backups of one moment are two', async () => {
  const app = await openTestCore(home, { runAnalysis: false, now: () => Date.UTC(2026, 10, 21, 9, 30) });
  open.push(app.core);
  const made = [await app.call('backups.make'), await app.call('backups.make')];
  expect(new Set(made.map(({ name }) => name)).size).toBe(2);
  expect((await app.call('backups.list')).backups).toHaveLength(2);
});

test('a restore brings back what was, while the windows stay, and is itself kept', async () => {
  const logged: string[] = [];
  const core = await openCore({ ...testPlatform(home, logged), runAnalysis: false });
  open.push(core);
  const call = createCall(core.dispatch);
  const id = await importMusic({ call, core });
  await call('tracks.rate', { ratings: [{ id, rating: 4 }] });
  const { name } = await call('backups.make');
  await call('tracks.rate', { ratings: [{ id, rating: 1 }] });
  await call('backups.restore', { name });
  expect((await rows({ call }))[0]?.rating).toBe(4);
  const restored = (await call('backups.list')).backups.find(({ kind }) => kind === 'restore');
  await call('backups.restore', { name: restored!.name });
  expect([(await rows({ call }))[0]?.rating, logged]).toEqual([1, []]);
});

test('what is kept at a restore knows all that was done to files until then', async () => {
  const core = await openCore({ ...testPlatform(home, []), runAnalysis: false });
  open.push(core);
  const call = createCall(core.dispatch);
  for (let number = 0; number < 150; number += 1) {
    copyFileSync(join(music, 'night-bus.mp3'), join(folder.path, 'music', `${number}.mp3`));
  }
  await importMusic({ call, core });
  const { name } = await call('backups.make');
  const { view } = await call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const ids = (await call('tracks.viewRows', { view, start: 0, count: 200 })).map(({ id }) => id);
  await call('tracks.trash', { ids });
  await call('backups.restore', { name });
  const left = readdirSync(join(folder.path, 'music')).length;
  const restored = (await call('backups.list')).backups.find(({ kind }) => kind === 'restore');
  const kept = new Database(join(home, 'backups', restored!.name), { readonly: true });
  expect(kept.prepare('SELECT count(*) FROM track').pluck().get()).toBe(left);
  kept.close();
  expect(left).toBeGreaterThan(0);
});

test('a library that was put away comes back with what stood in its log only', async () => {
  const app = await start();
  const id = await importMusic(app);
  const backup = await app.call('backups.make');
  await app.call('tracks.rate', { ratings: [{ id, rating: 5 }] });
  // As a process that dies leaves it: the log beside the file.
  const dead = join(folder.path, 'dead');
  mkdirSync(dead);
  for (const ending of ['', '-wal']) copyFileSync(join(home, `library.db${ending}`), join(dead, `library.db${ending}`));
  await close(app);
  const now = Date.now();
  const kept = [backup.name, join(dead, 'library.db')].map((which) => restoreBackup(home, which, now).keptFolder);
  expect(new Set(kept.filter((each) => existsSync(join(each, 'library.db')))).size).toBe(2);
  expect((await rows(await start()))[0]).toMatchObject({ rating: 5 });
});

test('a backup that is damaged is refused, and the library goes on', async () => {
  const core = await openCore({ ...testPlatform(home, []), runAnalysis: false });
  open.push(core);
  const call = createCall(core.dispatch);
  await importMusic({ call, core });
  const { name, sizeBytes } = await call('backups.make');
  truncateSync(join(home, 'backups', name), Math.floor(sizeBytes / 2));
  expect(await errorCode(call('backups.restore', { name }))).toBe('BACKUP_INVALID');
  expect(await errorCode(call('backups.restore', { name: 'library.daily-20200101T000000Z.db' }))).toBe('NOT_FOUND');
  expect(await rows({ call })).toHaveLength(1);
});

test('a damaged library comes back by itself from the last good backup, and is kept', async () => {
  const first = await start();
  const id = await importMusic(first);
  await first.call('tracks.rate', { ratings: [{ id, rating: 5 }] });
  await first.call('backups.make');
  await close(first);
  const damaged = readFileSync(join(home, 'library.db'));
  damaged.fill(0x5a, 4096 * 2, 4096 * 12);
  writeFileSync(join(home, 'library.db'), damaged);
  // The newest backup is damaged too: the one before it has to do.
  writeFileSync(join(home, 'backups', backupName('daily', Date.now() + hourMs)), damaged);

  const began = performance.now();
  const again = await start();
  expect(performance.now() - began).toBeLessThan(10_000);
  expect((await rows(again))[0]?.rating).toBe(5);
  const { recovery } = await again.call('backups.list');
  expect(readFileSync(join(recovery!.damagedFolder, 'library.db')).equals(damaged)).toBe(true);
  await again.call('backups.dismissRecovery');
  expect((await again.call('backups.list')).recovery).toBeNull();
});

test('without a backup a damaged library is left alone and named', async () => {
  const first = await start();
  await close(first);
  writeFileSync(join(home, 'library.db'), Buffer.alloc(40_000, 7));
  const before = readFileSync(join(home, 'library.db'));
  const code = await openTestCore(home, {
    runAnalysis: false,
    settleMs: 0,
    trash: { dataHome: join(folder.path, 'data') },
  }).then(
    () => 'opened',
    (error: { code: string }) => error.code,
  );
  expect([code, readFileSync(join(home, 'library.db')).equals(before)]).toEqual(['LIBRARY_DAMAGED', true]);
  expect(readdirSync(home).filter((name) => name.startsWith('damaged'))).toEqual([]);
});

test('backups go to a folder of choice, one of its own for each library, and home while that is away', async () => {
  const app = await start();
  await importMusic(app);
  const elsewhere = join(folder.path, 'elsewhere');
  await app.call('backups.setFolder', { path: elsewhere });
  const [own] = readdirSync(elsewhere);
  expect(listBackupFiles(join(elsewhere, own!))).toHaveLength(1);
  expect(await app.call('backups.list')).toMatchObject({ folder: elsewhere, isOwnFolder: false, isFolderAway: false });
  writeFileSync(join(folder.path, 'file'), '');
  expect(await errorCode(app.call('backups.setFolder', { path: join(folder.path, 'file', 'x') }))).toBe(
    'FOLDER_UNREADABLE',
  );
  expect((await app.call('backups.list')).folder).toBe(elsewhere);

  renameSync(elsewhere, `${elsewhere} unplugged`);
  await app.call('backups.make');
  expect(existsSync(elsewhere)).toBe(false);
  expect(await app.call('backups.list')).toMatchObject({ isFolderAway: true, backups: [{ kind: 'manual' }] });
  renameSync(`${elsewhere} unplugged`, elsewhere);
  expect((await app.call('backups.list')).backups).toHaveLength(2);
  await app.call('backups.setFolder', { path: null });
  expect(await app.call('backups.list')).toMatchObject({ isOwnFolder: true, isFolderAway: false });
});

test('the doctor finds nothing in a sound library, and names what is wrong', async () => {
  const app = await start();
  await importMusic(app);
  await app.call('backups.make');
  const well = await app.call('backups.examine');
  expect(well.filter(({ outcome, check }) => outcome !== 'well' && check !== 'space')).toEqual([]);
  const stray = join(folder.path, 'music', '.ledgerline-00000000-0000-4000-8000-000000000000.tmp');
  writeFileSync(stray, '');
  const [made] = listBackupFiles(join(home, 'backups'));
  truncateSync(made!.path, 5000);
  const ill = await app.call('backups.examine');
  expect(ill.filter(({ outcome, check }) => outcome !== 'well' && check !== 'space')).toEqual([
    { check: 'temporaryFiles', outcome: 'warning', count: 1, detail: stray },
    { check: 'backups', outcome: 'bad', count: 1, detail: made!.name },
  ]);
});

test('the export holds what no scan can find again', async () => {
  const app = await start();
  const id = await importMusic(app);
  await app.call('tracks.rate', { ratings: [{ id, rating: 3 }] });
  await app.call('analysis.override', { overrides: [{ id, field: 'bpm', value: 99 }] });
  await app.call('projects.make', { name: 'Demo' });
  await app.call('backups.export');
  const [name] = readdirSync(join(home, 'exports'));
  const lines = readFileSync(join(home, 'exports', name!), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({ type: 'ledgerline', format: 1 });
  expect(lines.filter(({ kind }) => kind === 'project')).toMatchObject([
    { type: 'record', id: 1, state: { name: 'Demo', members: [], createdAt: expect.any(Number) } },
  ]);
  expect(lines.at(-1)).toMatchObject({
    ...{ type: 'track', path: join(folder.path, 'music', 'night-bus.mp3'), rating: 3, overrides: { bpm: 99 } },
  });
});

const file = (kind: BackupFile['kind'], at: number): BackupFile => ({ name: '', path: '', kind, at, sizeBytes: 1 });

test('what is due, and what is kept: seven days, four weeks', () => {
  let files: BackupFile[] = [];
  const start = Date.UTC(2026, 0, 1);
  for (let hour = 0; hour < 24 * 60; hour += 1) {
    const now = start + hour * hourMs;
    const kind = dueKind(files, now);
    if (kind) files.push(file(kind, now));
    const gone = new Set(superfluous(files, now));
    files = files.filter((one) => !gone.has(one));
  }
  const count = (kind: BackupFile['kind']) => files.filter((one) => one.kind === kind).length;
  expect([count('weekly'), count('daily'), count('recent')]).toEqual([4, 7, 2]);
  const oldest = Math.min(...files.map(({ at }) => at));
  expect((start + 60 * dayMs - oldest) / dayMs).toBeGreaterThan(21);
});

test('thinning keeps the newest of all and never more than it should', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ kind: fc.constantFrom('daily' as const, 'weekly' as const, 'recent' as const), at: fc.nat() }),
        {
          minLength: 1,
        },
      ),
      (made) => {
        const files = made.map(({ kind, at }) => file(kind, at));
        const gone = new Set(superfluous(files, 2 ** 31));
        const left = files.filter((one) => !gone.has(one));
        expect(Math.max(...left.map(({ at }) => at))).toBe(Math.max(...files.map(({ at }) => at)));
        expect(left.filter(({ kind }) => kind === 'daily').length).toBeLessThanOrEqual(8);
        expect(superfluous(left, 2 ** 31)).toEqual([]);
      },
    ),
  );
});

test('a clock that was years ahead for an hour neither stops backups nor has its own preferred', () => {
  const [year2030, year2026] = [Date.UTC(2030, 0, 1), Date.UTC(2026, 0, 1)];
  let files = (['weekly', 'daily', 'recent', 'recent'] as const).map((kind, hour) =>
    file(kind, year2030 + hour * hourMs),
  );
  for (let hour = 0; hour < 24 * 30; hour += 1) {
    const now = year2026 + hour * hourMs;
    const kind = dueKind(files, now);
    expect(kind).not.toBeNull();
    if (kind) files.push(file(kind, now));
    expect(byAge(files, now)[0]?.at).toBe(now);
    const gone = new Set(superfluous(files, now));
    files = files.filter((one) => !gone.has(one));
    expect(files.some(({ at }) => at === now)).toBe(true);
  }
  const own = files.filter(({ at }) => at < year2030);
  expect(own.filter(({ kind }) => kind === 'daily')).toHaveLength(7);
});

test('a name tells kind and time, and anything else is no backup', () => {
  const at = Date.UTC(2026, 10, 21, 9, 30, 0);
  mkdirSync(join(folder.path, 'copies'));
  for (const name of [
    backupName('daily', at),
    'library.before-30.db',
    'library.db',
    'notes.txt',
    'library.daily-x.db',
  ]) {
    writeFileSync(join(folder.path, 'copies', name), 'x');
  }
  const found = listBackupFiles(join(folder.path, 'copies'));
  expect(found.map(({ kind }) => kind).sort()).toEqual(['daily', 'migration']);
  expect(found.find(({ kind }) => kind === 'daily')?.at).toBe(at);
  expect(existsSync(join(folder.path, 'none')) || listBackupFiles(join(folder.path, 'none')).length).toBe(0);
});

test('an operation on more than a thousand files is not begun without a backup', async () => {
  const first = await start();
  await importMusic(first);
  await close(first);
  // Links fail fast.
  const db = new Database(join(home, 'library.db'));
  const insert = db.prepare(
    `INSERT INTO track (folder_id, path, file_name, size_bytes, modified_us, added_at) VALUES (1, ?, ?, 1, 1, 1)`,
  );
  for (let number = 0; number <= 1000; number += 1) {
    symlinkSync('night-bus.mp3', join(folder.path, 'music', `${number}.mp3`));
    insert.run(`${number}.mp3`, `${number}.mp3`);
  }
  const ids = db.prepare(`SELECT id FROM track WHERE size_bytes = 1`).pluck().all() as TrackId[];
  db.close();
  const app = await start();
  await app.call('tracks.trash', { ids: ids.slice(0, 1000) });
  await app.core.waitForIdle();
  expect((await app.call('backups.list')).backups).toEqual([]);
  await app.call('tracks.trash', { ids });
  await app.core.waitForIdle();
  expect((await app.call('backups.list')).backups.map(({ kind }) => kind)).toEqual(['operation']);
});

test('a folder of more than a thousand tracks is not removed without a backup', async () => {
  const first = await start();
  await importMusic(first);
  await close(first);
  const db = new Database(join(home, 'library.db'));
  const insert = db.prepare(
    `INSERT INTO track (folder_id, path, file_name, size_bytes, modified_us, added_at, rating) VALUES (1, ?, ?, 1, 1, 1, 4)`,
  );
  for (let number = 0; number < 1000; number += 1) insert.run(`${number}.mp3`, `${number}.mp3`);
  db.close();
  const app = await start();
  const { id } = (await app.call('folders.list'))[0]!;
  // What is in the way of a backup.
  writeFileSync(join(home, 'backups'), '');
  expect(await errorCode(app.call('folders.remove', { id }))).toBe('FOLDER_UNREADABLE');
  rmSync(join(home, 'backups'));
  expect(await app.call('folders.remove', { id })).toEqual({ trackCount: 1001 });
  const [made] = (await app.call('backups.list')).backups;
  const copy = new Database(join(home, 'backups', made!.name), { readonly: true });
  expect(copy.prepare('SELECT count(*) FROM track WHERE rating = 4').pluck().get()).toBe(1000);
  copy.close();
});
