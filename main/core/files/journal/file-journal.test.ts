import { linkSync, lstatSync, mkdirSync, renameSync, rmdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stepStamp } from '#core/files/own-files.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import { caseBlindDisk } from '#core/testing/odd-disks.ts';

let lab: JournalLab;
beforeEach(() => {
  lab = new JournalLab();
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

test('a move is followed by its track, and undone', async () => {
  const id = lab.add('a/old.mp3', 'sound');
  const { mtimeNs, ino } = statSync(lab.at('a/old.mp3'), { bigint: true });
  const operation = await lab.run([
    lab.step('makeFolder', 'b'),
    lab.move(id, 'a/old.mp3', 'b/new.mp3', 1),
    lab.step('removeFolder', 'a', { group: 2 }),
  ]);
  expect(operation).toMatchObject({ state: 'done', files: { total: 3, done: 3, failed: 0 } });
  expect(lab.tree()).toEqual({ 'b/': '', 'b/new.mp3': 'sound' });
  expect(lab.paths()).toEqual({ [id]: 'b/new.mp3' });
  const row = lab.library.db.prepare('SELECT file_name, title_fold, file_key FROM track').get() as { file_key: string };
  expect(row).toMatchObject({ file_name: 'new.mp3', title_fold: 'new' });
  expect(row.file_key.endsWith(`:${ino}`)).toBe(true);

  const undo = await lab.undo(operation.id);
  expect(undo).toMatchObject({ state: 'done', isUndo: true, undoes: operation.id });
  expect(lab.tree()).toEqual({ 'a/': '', 'a/old.mp3': 'sound' });
  expect(lab.paths()).toEqual({ [id]: 'a/old.mp3' });
  expect(statSync(lab.at('a/old.mp3'), { bigint: true })).toMatchObject({ mtimeNs, ino });

  await lab.undo(undo.id);
  expect(lab.tree()).toEqual({ 'b/': '', 'b/new.mp3': 'sound' });
});

test('nothing is ever overwritten, and the others go on', async () => {
  const [first, second] = [lab.add('1.mp3', 'one'), lab.add('2.mp3', 'two')];
  lab.write('taken.mp3', 'somebody');
  const operation = await lab.run([lab.move(first, '1.mp3', 'taken.mp3'), lab.move(second, '2.mp3', 'new.mp3', 1)]);
  expect(operation.state).toBe('done');
  expect(lab.states(operation.id)).toEqual(['failed FILE_EXISTS', 'done']);
  expect(lab.tree()).toEqual({ '1.mp3': 'one', 'new.mp3': 'two', 'taken.mp3': 'somebody' });
  expect(lab.paths()).toEqual({ [first]: '1.mp3', [second]: 'new.mp3' });

  renameSync(lab.at('taken.mp3'), lab.at('away.mp3'));
  lab.journal.resume(operation.id);
  await lab.journal.waitForIdle();
  expect(lab.paths()).toEqual({ [first]: 'taken.mp3', [second]: 'new.mp3' });
});

test('a file that is not what the plan saw is left alone', async () => {
  const id = lab.add('a.mp3', 'sound');
  const stats = statSync(lab.at('a.mp3'), { bigint: true });
  const expected = {
    device: String(stats.dev),
    inode: String(stats.ino),
    sizeBytes: Number(stats.size),
    modifiedNs: String(stats.mtimeNs),
    mode: 0o644,
  };
  writeFileSync(lab.at('a.mp3'), 'other sound');
  const operation = await lab.run([{ ...lab.move(id, 'a.mp3', 'b.mp3'), expected }]);
  expect(lab.states(operation.id)).toEqual(['failed FILE_CHANGED']);
  expect(lab.tree()).toEqual({ 'a.mp3': 'other sound' });
});

test('two files change places through a name of ours', async () => {
  const [a, b] = [lab.add('a.mp3', 'A'), lab.add('b.mp3', 'B')];
  const middle = '.ledgerline-00000000-0000-4000-8000-000000000000.tmp';
  const operation = await lab.run([
    lab.move(a, 'a.mp3', middle),
    lab.move(b, 'b.mp3', 'a.mp3'),
    lab.move(a, middle, 'b.mp3'),
  ]);
  expect(lab.tree()).toEqual({ 'a.mp3': 'B', 'b.mp3': 'A' });
  expect(lab.paths()).toEqual({ [a]: 'b.mp3', [b]: 'a.mp3' });
  await lab.undo(operation.id);
  expect(lab.tree()).toEqual({ 'a.mp3': 'A', 'b.mp3': 'B' });
  expect(lab.paths()).toEqual({ [a]: 'a.mp3', [b]: 'b.mp3' });
});

test('a group stands or falls together', async () => {
  const [a, b] = [lab.add('a.mp3', 'A'), lab.add('b.mp3', 'B')];
  lab.write('taken.lrc', 'somebody');
  lab.write('a.lrc', 'words');
  const operation = await lab.run([
    lab.move(a, 'a.mp3', 'x.mp3'),
    lab.move(null, 'a.lrc', 'taken.lrc'),
    lab.step('makeFolder', 'never'),
    lab.move(b, 'b.mp3', 'y.mp3', 1),
  ]);
  expect(lab.states(operation.id)).toEqual([
    'skipped FILE_EXISTS',
    'failed FILE_EXISTS',
    'skipped FILE_EXISTS',
    'done',
  ]);
  expect(lab.tree()).toEqual({ 'a.lrc': 'words', 'a.mp3': 'A', 'taken.lrc': 'somebody', 'y.mp3': 'B' });
  expect(lab.paths()).toEqual({ [a]: 'a.mp3', [b]: 'y.mp3' });
  expect(operation).toMatchObject({ state: 'done', files: { total: 4, done: 1, failed: 1 } });
});

test('trash takes the track out of the library with all that hangs on it; undo brings both back', async () => {
  const id = lab.add('a b/ä.mp3', 'sound');
  const { db } = lab.library;
  db.prepare(`UPDATE track SET rating = 4, title = 'Ä' WHERE id = ?`).run(id);
  db.prepare(`INSERT INTO track_override (track_id, field, value, at) VALUES (?, 'bpm', '120', 1)`).run(id);
  db.prepare(`INSERT INTO job (kind, subject_id) VALUES ('analysis', ?)`).run(id);
  db.prepare(
    `INSERT INTO problem (stage, folder_id, path, track_id, code, at) VALUES ('scan', ?, 'a b/ä.mp3', ?, 'NO_AUDIO', 1)`,
  ).run(lab.folderId, id);
  const rows = () =>
    ['track', 'track_override', 'job', 'problem'].map((table) => db.prepare(`SELECT * FROM ${table}`).all());
  const before = rows();
  const operation = await lab.run([lab.step('trash', 'a b/ä.mp3', { trackId: id })]);
  expect(lab.tree()).toEqual({ 'a b/': '' });
  expect(lab.trashed()).toEqual(['files/ä.mp3', 'info/ä.mp3.trashinfo']);
  expect(rows()).toEqual([[], [], [], []]);
  rmdirSync(lab.at('a b'));

  await lab.undo(operation.id);
  expect(lab.tree()).toEqual({ 'a b/': '', 'a b/ä.mp3': 'sound' });
  expect(lab.trashed()).toEqual([]);
  expect(rows()).toEqual(before);
});

test('what is no longer in the trash cannot be undone', async () => {
  const id = lab.add('a.mp3');
  const operation = await lab.run([lab.step('trash', 'a.mp3', { trackId: id })]);
  renameSync(`${lab.trashFolder}/files/a.mp3`, `${lab.path}/emptied`);
  expect(() => lab.journal.inverse(operation.id)).toThrow('no longer in the trash');
});

test('names in the trash are counted on', async () => {
  mkdirSync(`${lab.root}/b`);
  const [a, b] = [lab.add('x.mp3', 'A'), lab.add('b/x.mp3', 'B')];
  const operation = await lab.run([
    lab.step('trash', 'x.mp3', { trackId: a }),
    lab.step('trash', 'b/x.mp3', { trackId: b, group: 1 }),
  ]);
  expect(lab.trashed()).toEqual(['files/x 2.mp3', 'files/x.mp3', 'info/x 2.mp3.trashinfo', 'info/x.mp3.trashinfo']);
  await lab.undo(operation.id);
  expect(lab.tree()).toEqual({ 'b/': '', 'b/x.mp3': 'B', 'x.mp3': 'A' });
  expect(lab.paths()).toEqual({ [a]: 'x.mp3', [b]: 'b/x.mp3' });
});

test('a file is written by one rename, and its earlier bytes come back', async () => {
  const id = lab.add('a.mp3', 'Old|sound');
  const { mtimeNs } = statSync(lab.at('a.mp3'), { bigint: true });
  const input = {
    type: 'tags',
    texts: { title: ['New'] },
    custom: {},
    id3Version: 3,
    writeRiffInfo: false,
    keepModified: false,
  } as const;
  const texts = { title: ['New'] };
  const operation = await lab.run([
    lab.step('write', 'a.mp3', { trackId: id, input: { ...input, texts, custom: {} } }),
  ]);
  expect(lab.tree()).toEqual({ 'a.mp3': 'New|sound' });
  expect(lab.library.db.prepare('SELECT title FROM track').pluck().get()).toBe('New');
  expect(lab.journal.space().sizeBytes).toBe(3);
  await lab.undo(operation.id);
  expect(lab.tree()).toEqual({ 'a.mp3': 'Old|sound' });
  expect(statSync(lab.at('a.mp3'), { bigint: true }).mtimeNs / 1000n).toBe(mtimeNs / 1000n);
  expect(lab.library.db.prepare('SELECT title FROM track').pluck().get()).toBe('Old');
});

test('a track whose file is away gives its path to the one that is moved there', async () => {
  const [gone, id] = [lab.add('song.mp3', 'gone'), lab.add('other.mp3', 'there')];
  renameSync(lab.at('song.mp3'), `${lab.path}/elsewhere.mp3`);
  await lab.run([lab.move(id, 'other.mp3', 'song.mp3')]);
  expect(lab.paths()).toEqual({ [gone]: 'song (missing).mp3', [id]: 'song.mp3' });
});

test('a folder comes back with its rights; one that is not empty stays', async () => {
  mkdirSync(lab.at('private'), { mode: 0o700 });
  lab.write('full/x.txt', 'x');
  const steps = [lab.step('removeFolder', 'private'), lab.step('removeFolder', 'full', { group: 1 })];
  const operation = await lab.run(steps);
  expect(lab.states(operation.id)).toEqual(['done', 'skipped FILE_EXISTS']);
  expect(lab.tree()).toEqual({ 'full/': '', 'full/x.txt': 'x' });
  await lab.undo(operation.id);
  expect(statSync(lab.at('private')).mode & 0o777).toBe(0o700);
});

test('a folder that was there is not removed by undo', async () => {
  mkdirSync(lab.at('there'));
  const operation = await lab.run([lab.step('makeFolder', 'there'), lab.step('makeFolder', 'new', { group: 1 })]);
  await lab.undo(operation.id);
  expect(lab.tree()).toEqual({ 'there/': '' });
});

test('undo leaves a file alone that was changed since, and a place that is taken', async () => {
  const [a, b] = [lab.add('a.mp3', 'A'), lab.add('b.mp3', 'B')];
  const operation = await lab.run([lab.move(a, 'a.mp3', 'x.mp3'), lab.move(b, 'b.mp3', 'y.mp3', 1)]);
  writeFileSync(lab.at('x.mp3'), 'edited elsewhere');
  lab.write('b.mp3', 'somebody');
  const undo = await lab.undo(operation.id);
  expect(lab.states(undo.id)).toEqual(['failed FILE_EXISTS', 'failed FILE_CHANGED']);
  expect(lab.tree()).toEqual({ 'b.mp3': 'somebody', 'x.mp3': 'edited elsewhere', 'y.mp3': 'B' });
});

test('a symbolic link is left as it is', async () => {
  lab.write('real.mp3', 'sound');
  symlinkSync('real.mp3', lab.at('link.mp3'));
  const operation = await lab.run([
    lab.move(null, 'link.mp3', 'other.mp3'),
    lab.step('trash', 'link.mp3', { group: 1 }),
  ]);
  expect(lab.states(operation.id)).toEqual(['failed FILE_IS_LINK', 'failed FILE_IS_LINK']);
  expect(lab.tree()).toEqual({ 'link.mp3': '-> real.mp3', 'real.mp3': 'sound' });
});

test('a hard link moves by name, and its twin stays', async () => {
  lab.write('one.mp3', 'sound');
  linkSync(lab.at('one.mp3'), lab.at('two.mp3'));
  const operation = await lab.run([lab.move(null, 'one.mp3', 'two.mp3'), lab.move(null, 'one.mp3', 'three.mp3', 1)]);
  expect(lab.states(operation.id)).toEqual(['failed FILE_EXISTS', 'done']);
  expect(lab.tree()).toEqual({ 'three.mp3': 'sound', 'two.mp3': 'sound' });
});

test('a library that fails stops the work and loses nothing', async () => {
  const id = lab.add('a.mp3', 'A');
  const { db } = lab.library;
  db.exec(`CREATE TRIGGER broken BEFORE UPDATE OF path ON track BEGIN SELECT raise(ABORT, 'broken'); END`);
  const operation = await lab.run([lab.move(id, 'a.mp3', 'b.mp3')]);
  expect(lab.states(operation.id)).toEqual(['prepared']);
  expect(lab.logged.splice(0)).toEqual(['An operation on files failed: SqliteError: broken']);
  db.exec('DROP TRIGGER broken');
  lab.restart();
  await lab.journal.recover();
  expect(lab.states(operation.id)).toEqual(['done']);
  expect(lab.paths()).toEqual({ [id]: 'b.mp3' });
});

test('where only the folder would be spelled otherwise, nothing is done', async () => {
  const id = lab.add('Artist/a.mp3', 'A');
  lab.restart(caseBlindDisk(lab.disk));
  const operation = await lab.run([lab.step('makeFolder', 'artist'), lab.move(id, 'Artist/a.mp3', 'artist/a.mp3', 1)]);
  expect(lab.states(operation.id)).toEqual(['skipped', 'skipped']);
  expect(lab.tree()).toEqual({ 'Artist/': '', 'Artist/a.mp3': 'A' });
  expect(lab.paths()).toEqual({ [id]: 'Artist/a.mp3' });
});

test('a mix that another program changes while a part waits for its turn is not cut', async () => {
  const mix = lab.add('mix.mp3', 'Mix|123456');
  const { disk } = lab;
  lab.restart({
    ...disk,
    async freeBytes(path) {
      lab.write('mix.mp3', 'Mix|other');
      return await disk.freeBytes(path);
    },
  });
  const expected = stepStamp(lstatSync(lab.at('mix.mp3'), { bigint: true }));
  const part = lab.cut(mix, 'mix.mp3', 'part.mp3', { fromMs: 0, toMs: 3, title: 'A' });
  const { id } = await lab.run([{ ...part, expected }]);
  expect(lab.states(id)).toEqual(['failed FILE_CHANGED']);
  expect(lab.tree()).toEqual({ 'mix.mp3': 'Mix|other' });
});
