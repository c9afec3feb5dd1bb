import {
  chmodSync,
  linkSync,
  lstatSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stateOf, tagInput, undoOf, WriteLab } from '#core/testing/write-lab.ts';
import { stepStamp } from './own-files.ts';
import { temporaryBeside } from './own-names.ts';
import { readFileTags } from './preview-tags.ts';
import { nameFailure } from './write-disk.ts';
import { writeTags } from './write-tags.ts';

let lab: WriteLab;
let path: string;
const input = tagInput({ texts: { title: ['Another title'] } });
const coded = (code: string) => expect.objectContaining({ code });

beforeEach(() => {
  lab = new WriteLab();
  path = lab.song('paper-boats.flac');
});
afterEach(() => lab.remove());

/** Whatever is refused, the file is what it was and nothing lies beside it. */
async function expectRefusal(code: string, work: Promise<unknown>): Promise<void> {
  const before = stateOf(path);
  await expect(work).rejects.toThrow(coded(code));
  expect(stateOf(path)).toEqual(before);
  expect(lab.leftovers()).toEqual([]);
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'write' });
}

test('a file with a second name is refused, because writing would cut the two apart', async () => {
  linkSync(path, join(lab.music, 'second.flac'));
  await expectRefusal('FILE_LINKED', lab.write(path, input));
});

test('a read-only file is refused, even to those who may write everything', async () => {
  chmodSync(path, 0o444);
  await expectRefusal('FILE_READ_ONLY', lab.write(path, input));
});

test('a folder that may not be written is refused', async () => {
  lab.watchDisk((call, [place]) => {
    if (call === 'accessSync' && place === lab.music) throw systemError('EACCES');
  });
  await expectRefusal('FILE_READ_ONLY', lab.write(path, input));
});

test('a file of an owner who would lose it is refused before anything is written into the copy', async () => {
  let written = 0;
  lab.watchDisk((call) => {
    if (call === 'fchownSync') throw systemError('EPERM');
    if (call === 'writeSync') written += 1;
  });
  const real = lab.surroundings.disk;
  const { fstatSync } = real;
  // The file is another user's.
  const disk = {
    ...real,
    fstatSync: ((fd: number) => Object.assign(fstatSync(fd, { bigint: true }), { uid: BigInt(fd) + 4000n })) as never,
  };
  lab.surroundings = { ...lab.surroundings, disk };
  await expectRefusal('FILE_NOT_OWNED', lab.write(path, input));
  expect(written).toBe(0);
});

test('a disk without room for a copy and 64 MB is refused', async () => {
  const real = lab.surroundings.disk;
  const needed = BigInt(statSync(path).size) + 64n * 1024n * 1024n;
  const withRoom = (bytes: bigint) => ({
    ...lab.surroundings,
    disk: { ...real, statfsSync: (() => ({ bavail: bytes, bsize: 1n })) as never },
  });
  lab.surroundings = withRoom(needed - 1n);
  await expectRefusal('DISK_FULL', lab.write(path, input));
  lab.surroundings = withRoom(needed);
  expect((await lab.write(path, input)).state).toBe('written');
});

test('a file that is not the expected one is refused', async () => {
  const expected = stepStamp(statSync(path, { bigint: true }));
  utimesSync(path, 1, 1_600_000_000);
  await expectRefusal('FILE_CHANGED', writeTags({ ...lab.task(path, input), expected }, lab.surroundings));
  const now = stepStamp(statSync(path, { bigint: true }));
  expect((await writeTags({ ...lab.task(path, input), expected: now })).state).toBe('written');
});

test('a file that is written or replaced while it is copied is refused', async () => {
  for (const meddle of [
    () => utimesSync(path, 1, 1_600_000_000),
    () => {
      writeFileSync(`${path}.new`, readFileSync(path));
      renameSync(`${path}.new`, path);
    },
  ]) {
    let isDone = false;
    lab.watchDisk((call) => {
      if (call !== 'fsyncSync' || isDone) return;
      isDone = true;
      meddle();
    });
    await expect(lab.write(path, input)).rejects.toThrow(coded('FILE_CHANGED'));
    expect(lab.leftovers()).toEqual([]);
  }
});

test('what is gone, empty, no file, no music or only read has a name for it', async () => {
  await expect(lab.write(join(lab.music, 'gone.flac'), input)).rejects.toThrow(coded('FILE_NOT_FOUND'));
  await expect(lab.write(lab.file('empty.flac', Buffer.alloc(0)), input)).rejects.toThrow(coded('FILE_EMPTY'));
  await expect(lab.write(lab.file('text.flac', Buffer.from('no music')), input)).rejects.toThrow(
    coded('TAGS_UNWRITABLE'),
  );
  await expect(lab.write(lab.song('slow-lanterns.wma'), input)).rejects.toThrow(coded('TAGS_UNWRITABLE'));
  await expect(lab.write(lab.music, input)).rejects.toThrow(coded('FILE_UNREADABLE'));
  expect(lab.leftovers()).toEqual([]);
});

test('a write is only taken back from the very file that it made, and to the very file it was', async () => {
  const first = await lab.change(path, input);
  const second = await lab.change(path, tagInput({ texts: { title: ['A third title'] } }));
  await expectRefusal('FILE_CHANGED', lab.undo(path, first));
  await expectRefusal('UNDO_GONE', lab.write(path, { ...undoOf(second), sha256: first.sha256Before }));
  await expectRefusal('UNDO_GONE', lab.write(path, { ...undoOf(second), blockHash: 'f'.repeat(64) }));
  await lab.undo(path, { ...second, before: { ...second.before, mode: 0o604 } });
  expect(stateOf(path)).toMatchObject({ sha256: second.sha256Before, modifiedNs: BigInt(second.before.modifiedNs) });
  expect(statSync(path).mode & 0o777).toBe(0o604);
});

test('a picture that is gone or is another one is refused', async () => {
  const hash = lab.picture(Buffer.from('a picture'));
  writeFileSync(join(lab.pictureDirectory, hash), 'another one');
  for (const cover of [hash, 'f'.repeat(32), '../../etc/passwd']) {
    await expectRefusal('FILE_NOT_FOUND', lab.write(path, tagInput({ coverHashes: [cover] })));
  }
});

test('through a symbolic link the file itself is written, and the link stays', async () => {
  const link = join(lab.pictureDirectory, 'link.flac');
  symlinkSync(path, link);
  const task = { ...lab.task(link, input), temporary: temporaryBeside(path) };
  const outcome = await writeTags(task, lab.surroundings);
  expect(outcome).toMatchObject({ state: 'written' });
  renameSync(task.temporary, path);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileTags(link).texts.title).toEqual(['Another title']);
  // A copy beside the link could be on another disk, where it cannot take the file's place.
  await expect(writeTags(lab.task(link, input), lab.surroundings)).rejects.toThrow('beside the file');
});

test('a name that is taken is left to whom it belongs', async () => {
  const task = lab.task(path, input);
  writeFileSync(task.temporary, 'mine');
  await expect(writeTags(task, lab.surroundings)).rejects.toThrow(coded('FILE_EXISTS'));
  expect(readFileSync(task.temporary, 'utf8')).toBe('mine');
  const foreign = { ...task, temporary: join(lab.music, 'song.tmp') };
  await expect(writeTags(foreign, lab.surroundings)).rejects.toThrow('a name of ours');
});

// Mixxx lp:1815305: a disk that became full left damaged files.
test('every call to the disk may fail in every way: the file stays, nothing is left, and there is a reason', async () => {
  const undo = undoOf(await lab.change(path, input));
  const failures = { ENOSPC: 'DISK_FULL', EIO: 'FILE_UNREADABLE', EMFILE: 'FILE_BUSY', EROFS: 'FILE_READ_ONLY' };
  for (const next of [tagInput({ texts: { title: ['Third'] }, keepModified: true }), undo]) {
    let calls = 0;
    lab.watchDisk(() => {
      calls += 1;
    });
    await writeTags(lab.task(path, next), lab.surroundings).then((outcome) => expect(outcome.state).toBe('written'));
    const total = calls;
    expect(total).toBeGreaterThan(30);
    const state = stateOf(path);
    for (const name of lab.leftovers()) renameSync(join(lab.music, name), join(lab.pictureDirectory, 'away'));
    for (const [code, expected] of Object.entries(failures)) {
      for (let failing = 1; failing <= total; failing += 1) {
        let call = 0;
        lab.watchDisk((name) => {
          call += 1;
          if (call === failing && !['closeSync', 'unlinkSync'].includes(name)) throw systemError(code);
        });
        const outcome = await writeTags(lab.task(path, next), lab.surroundings).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: expect.stringMatching(expected) });
        else for (const name of lab.leftovers()) renameSync(join(lab.music, name), join(lab.pictureDirectory, 'away'));
        expect(lab.leftovers()).toEqual([]);
      }
    }
    expect(stateOf(path)).toEqual(state);
  }
});

test('failures of the system have codes, and bugs keep their stack', () => {
  expect(nameFailure(systemError('EBUSY'))).toMatchObject({ code: 'FILE_BUSY' });
  expect(nameFailure(systemError('EDQUOT'))).toMatchObject({ code: 'DISK_FULL' });
  expect(nameFailure(systemError('ENAMETOOLONG'))).toMatchObject({ code: 'PATH_TOO_LONG' });
  expect(nameFailure(systemError('EFBIG'))).toMatchObject({ code: 'FILE_TOO_LARGE' });
  expect(nameFailure(systemError('ETIMEDOUT'))).toMatchObject({ code: 'FOLDER_OFFLINE' });
  const bug = new Error('a bug');
  expect(nameFailure(bug)).toBe(bug);
});
