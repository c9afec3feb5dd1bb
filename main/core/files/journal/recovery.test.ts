import { linkSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteInput } from '#core/files/file-step.ts';
import { selectStepCounts } from '#core/files/journal/steps.repository.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import { failingDisk, haltingDisk, renumberingDisk } from '#core/testing/odd-disks.ts';
import { explain } from '#core/testing/temp-library.ts';
import type { OperationId } from '#shared/contract/operation.ts';

let lab: JournalLab;
let id: number;
beforeEach(() => {
  lab = new JournalLab({ isQuick: true });
  id = lab.add('a.mp3', 'A|1');
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

/** Leaves a move in the middle, just before the link is made, and lets `meddle` happen before the next start. */
async function recoverAfter(meddle: () => void): Promise<OperationId> {
  const halting = haltingDisk(lab.disk, 3, 'before');
  lab.restart(halting.disk);
  const operation = lab.journal.start({ kind: 'organize', trackCount: 1 }, [lab.move(id, 'a.mp3', 'b.mp3')]);
  await halting.halted;
  expect(lab.states(operation)).toEqual(['prepared']);
  meddle();
  lab.restart();
  await lab.journal.recover();
  expect(lab.operation(operation).state).toBe('stopped');
  return operation;
}

test('source there, target not: it had not begun', async () => {
  const operation = await recoverAfter(() => undefined);
  expect(lab.states(operation)).toEqual(['planned']);
  expect(lab.paths()).toEqual({ [id]: 'a.mp3' });
});

test('source gone, target is it: it was done', async () => {
  const operation = await recoverAfter(() => renameSync(lab.at('a.mp3'), lab.at('b.mp3')));
  expect(lab.states(operation)).toEqual(['done']);
  expect(lab.paths()).toEqual({ [id]: 'b.mp3' });
  await lab.undo(operation);
  expect(lab.tree()).toEqual({ 'a.mp3': 'A|1' });
});

test('the same file under both names: the first is taken away', async () => {
  const operation = await recoverAfter(() => linkSync(lab.at('a.mp3'), lab.at('b.mp3')));
  expect(lab.states(operation)).toEqual(['done']);
  expect(lab.tree()).toEqual({ 'b.mp3': 'A|1' });
});

test('source there, another file at the target: it had not begun, and will not overwrite', async () => {
  const operation = await recoverAfter(() => writeFileSync(lab.at('b.mp3'), 'B|2'));
  expect(lab.states(operation)).toEqual(['planned']);
  lab.journal.resume(operation);
  await lab.journal.waitForIdle();
  expect(lab.states(operation)).toEqual(['failed FILE_EXISTS']);
  expect(lab.tree()).toEqual({ 'a.mp3': 'A|1', 'b.mp3': 'B|2' });
});

test.each<[string, () => void]>([
  [
    'the file is gone and another one at the target',
    () => {
      rmSync(lab.at('a.mp3'));
      writeFileSync(lab.at('b.mp3'), 'B|2');
    },
  ],
  ['both are gone', () => renameSync(lab.at('a.mp3'), `${lab.path}/elsewhere`)],
])('%s: nothing is touched, and it waits', async (_name, meddle) => {
  let left: unknown;
  const operation = await recoverAfter(() => {
    meddle();
    left = lab.tree();
  });
  expect(lab.states(operation)).toEqual(['prepared INTERRUPTED']);
  expect(lab.tree()).toEqual(left);
  expect(() => lab.journal.inverse(operation)).toThrow('in the middle');

  lab.journal.resume(operation);
  await lab.journal.waitForIdle();
  expect(lab.operation(operation).state).toBe('stopped');
  expect(lab.tree()).toEqual(left);
});

test('what was frozen goes on once the files are as they were left', async () => {
  const operation = await recoverAfter(() => renameSync(lab.at('a.mp3'), `${lab.path}/elsewhere`));
  renameSync(`${lab.path}/elsewhere`, lab.at('a.mp3'));
  lab.journal.resume(operation);
  await lab.journal.waitForIdle();
  expect(lab.states(operation)).toEqual(['done']);
  expect(lab.tree()).toEqual({ 'b.mp3': 'A|1' });
});

test('a file was made on a disk that is away now: it waits for the disk, and can be taken back then', async () => {
  const disk = lab.disk;
  let onMade: () => void = () => undefined;
  const made = new Promise<void>((resolve) => {
    onMade = resolve;
  });
  lab.restart({
    ...disk,
    async unlink(path) {
      await disk.unlink(path);
      onMade();
      await new Promise(() => undefined);
    },
  });
  const input = { type: 'bytes', base64: Buffer.from('sheet').toString('base64'), sizeBytes: 5 } as const;
  const operation = lab.journal.start({ kind: 'saveCue', trackCount: 0 }, [
    lab.step('create', 'a.cue', { target: lab.at('a.cue'), input }),
  ]);
  await made;
  renameSync(lab.at(''), `${lab.path}/away`);
  lab.restart();
  await lab.journal.recover();
  expect(lab.states(operation)).toEqual(['prepared INTERRUPTED']);
  renameSync(`${lab.path}/away`, lab.at(''));
  lab.journal.resume(operation);
  await lab.journal.waitForIdle();
  expect(lab.states(operation)).toEqual(['done']);
  await lab.undo(operation);
  expect(lab.tree()).toEqual({ 'a.mp3': 'A|1' });
});

/** Leaves a write just after its rename, on a disk that gives the file another inode with it. */
async function recoverWritten(meddle: () => void): Promise<OperationId> {
  const disk = renumberingDisk(lab.disk);
  let onRenamed: () => void = () => undefined;
  const renamed = new Promise<void>((resolve) => {
    onRenamed = resolve;
  });
  lab.restart({
    ...disk,
    async rename(from, to) {
      await disk.rename(from, to);
      onRenamed();
      await new Promise(() => undefined);
    },
  });
  const input: WriteInput = {
    type: 'tags',
    texts: { title: ['New'] },
    custom: {},
    id3Version: 3,
    writeRiffInfo: false,
    keepModified: false,
  };
  const step = lab.step('write', 'a.mp3', { trackId: id, input });
  const operation = lab.journal.start({ kind: 'writeTags', trackCount: 1 }, [step]);
  await renamed;
  meddle();
  lab.restart(disk);
  await lab.journal.recover();
  expect(lab.operation(operation).state).toBe('stopped');
  return operation;
}

test('a write whose file has another inode since was done, and is undone', async () => {
  const operation = await recoverWritten(() => undefined);
  expect([lab.states(operation), lab.tree()]).toEqual([['done'], { 'a.mp3': 'New|1' }]);
  const inode = String(lstatSync(lab.at('a.mp3'), { bigint: true }).ino + 1_000_000n);
  const key = lab.library.db.prepare('SELECT file_key FROM track').pluck().get() as string;
  expect(key.endsWith(`:${inode}`)).toBe(true);
  lab.restart();
  await lab.undo(operation);
  expect(lab.tree()).toEqual({ 'a.mp3': 'A|1' });
});

test('what somebody else has written there since is no write of ours', async () => {
  const operation = await recoverWritten(() => writeFileSync(lab.at('a.mp3'), 'Somebody|1'));
  expect([lab.states(operation), lab.tree()]).toEqual([['planned'], { 'a.mp3': 'Somebody|1' }]);
});

test('a folder that is away stops the operation, and it goes on when the folder is back', async () => {
  const other = lab.add('c.mp3', 'C|3');
  renameSync(lab.root, `${lab.path}/unplugged`);
  mkdirSync(lab.root);
  const operation = await lab.run([lab.move(id, 'a.mp3', 'b.mp3'), lab.move(other, 'c.mp3', 'd.mp3', 1)]);
  expect(operation.state).toBe('stopped');
  expect(lab.states(operation.id)).toEqual(['failed FOLDER_OFFLINE', 'planned']);
  expect(lab.journal.activities().map(({ state, failed }) => ({ state, failed }))).toEqual([
    { state: 'failed', failed: 1 },
  ]);
  rmSync(lab.root, { recursive: true });
  renameSync(`${lab.path}/unplugged`, lab.root);
  lab.journal.resume(operation.id);
  await lab.journal.waitForIdle();
  expect(lab.tree()).toEqual({ 'b.mp3': 'A|1', 'd.mp3': 'C|3' });
  expect(lab.operation(operation.id).state).toBe('done');
});

test('a full disk stops the operation', async () => {
  const other = lab.add('c.mp3', 'C|3');
  lab.restart(failingDisk(lab.disk, 'ENOSPC', (_count, call) => call === 'link').disk);
  const operation = await lab.run([lab.move(id, 'a.mp3', 'b.mp3'), lab.move(other, 'c.mp3', 'd.mp3', 1)]);
  expect([operation.state, ...lab.states(operation.id)]).toEqual(['stopped', 'failed DISK_FULL', 'planned']);
});

test('the end of the program is no end of the operation', async () => {
  const others = Array.from({ length: 20 }, (_, index) => lab.add(`${index}.mp3`, `${index}|${index}`));
  const steps = others.map((track, index) => lab.move(track, `${index}.mp3`, `new ${index}.mp3`, index));
  const operation = lab.journal.start({ kind: 'organize', trackCount: 20 }, steps);
  await new Promise(setImmediate);
  await lab.journal.close();
  expect(lab.operation(operation).state).toBe('running');
  expect(lab.states(operation)).toContain('planned');
  expect(lab.states(operation)).not.toContain('prepared');
  lab.restart();
  await lab.journal.recover();
  expect(lab.operation(operation).state).toBe('stopped');
  lab.journal.resume(operation);
  await lab.journal.waitForIdle();
  expect(lab.states(operation)).toEqual(others.map(() => 'done'));
});

test('an operation is cancelled and paused between groups only', async () => {
  const other = lab.add('c.mp3', 'C|3');
  const steps = [lab.move(id, 'a.mp3', 'x.mp3'), lab.move(id, 'x.mp3', 'b.mp3'), lab.move(other, 'c.mp3', 'd.mp3', 1)];
  let calls = 0;
  lab.restart(
    failingDisk(lab.disk, 'EIO', () => {
      calls += 1;
      if (calls === 4) lab.journal.cancelActivity('files:1');
      return false;
    }).disk,
  );
  const operation = await lab.run(steps);
  expect([operation.state, ...lab.states(operation.id)]).toEqual(['stopped', 'done', 'done', 'planned']);
  expect(lab.journal.activities()[0]?.state).toBe('cancelled');

  lab.journal.pause();
  lab.journal.resume(operation.id);
  await lab.journal.waitForIdle();
  expect(lab.journal.activities()[0]).toMatchObject({ state: 'paused', done: 2, total: 3 });
  expect(lab.journal.hasOpenSteps(other)).toBe(true);
  lab.journal.unpause();
  await lab.journal.waitForIdle();
  expect(lab.operation(operation.id).state).toBe('done');
  expect(lab.journal.hasOpenSteps(other)).toBe(false);
});

test('a name that comes to the target at the last moment is not overwritten', async () => {
  lab.restart({
    ...lab.disk,
    async link(from, to) {
      writeFileSync(to, 'B|2');
      await lab.disk.link(from, to);
    },
  });
  const operation = await lab.run([lab.move(id, 'a.mp3', 'b.mp3')]);
  expect(lab.tree()).toEqual({ 'a.mp3': 'A|1', 'b.mp3': 'B|2' });
  expect(lab.states(operation.id)).toEqual(['failed FILE_EXISTS']);
});

test('a copy that is not what was copied is thrown away', async () => {
  mkdirSync(lab.far);
  lab.addFar();
  const { ino } = lstatSync(lab.at('a.mp3'));
  lab.restart({
    ...lab.disk,
    link: async (from, to) => {
      if (from.startsWith(lab.root) !== to.startsWith(lab.root)) throw Object.assign(new Error(), { code: 'EXDEV' });
      await lab.disk.link(from, to);
    },
    async copy(from, to) {
      await lab.disk.copy(from, to);
      writeFileSync(to, 'A|2');
    },
  });
  const operation = await lab.run([lab.step('move', 'a.mp3', { trackId: id, target: `${lab.far}/a.mp3` })]);
  expect(lab.states(operation.id)).toEqual(['failed WRITE_UNVERIFIED']);
  expect(lab.tree()).toEqual({ 'a.mp3': 'A|1' });
  expect(lstatSync(lab.at('a.mp3')).ino).toBe(ino);
});

test('what a running operation asks of its table comes from an index', () => {
  const { db } = lab.library;
  const next = `SELECT * FROM file_step WHERE operation_id = ? AND state IN ('planned', 'prepared') AND state = 'planned'`;
  expect(explain(db, `${next} ORDER BY seq LIMIT 1`, 1)).toContain('file_step_open');
  expect(explain(db, `SELECT id FROM operation WHERE state <> 'done' AND state = 'running'`)).toContain(
    'operation_running',
  );
  const group = 'SELECT * FROM file_step WHERE operation_id = ? AND step_group = ? ORDER BY seq';
  expect(explain(db, group, 1, 1)).toContain('file_step_group');
  const reversal = `${next} AND json_extract(result, '$.reverses.id') IS NOT NULL ORDER BY seq LIMIT 1`;
  expect(explain(db, reversal, 1)).toContain('file_step_reversal');
  // How far it is, asked at each tick.
  expect(explain(db, selectStepCounts, 1)).toContain('COVERING INDEX file_step_state');
});
