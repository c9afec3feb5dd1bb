import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getAttributeSync, setAttributeSync } from '@napi-rs/xattr';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemError } from '#core/testing/odd-disks.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { nodeDisk, patientDisk, wrapDisk } from './disk.ts';
import { removeOwn } from './own-files.ts';
import { isOwnName, temporaryBeside } from './own-names.ts';

let folder: ReturnType<typeof tempFolder>;
let file: string;
beforeEach(() => {
  folder = tempFolder();
  file = join(folder.path, 'a.mp3');
  writeFileSync(file, 'sound');
});
afterEach(() => folder.remove());

test('a call is tried again while somebody holds the file', async () => {
  let left = 3;
  const disk = patientDisk(
    {
      ...nodeDisk,
      async rename(from, to) {
        left -= 1;
        if (left > 0) throw systemError(left === 2 ? 'EPERM' : 'EBUSY');
        await nodeDisk.rename(from, to);
      },
    },
    1000,
  );
  await disk.rename(file, `${file}.x`);
  expect(statSync(`${file}.x`).size).toBe(5);
});

test('a file that stays busy is named so; other failures are not tried again', async () => {
  let calls = 0;
  const failing = (code: string) =>
    patientDisk(
      {
        ...nodeDisk,
        async unlink() {
          calls += 1;
          throw systemError(code);
        },
      },
      60,
    );
  await expect(failing('EBUSY').unlink(file)).rejects.toMatchObject({ code: 'FILE_BUSY' });
  expect(calls).toBeGreaterThan(1);
  calls = 0;
  await expect(failing('ENOENT').unlink(file)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(calls).toBe(1);
});

test('a copy has the time, the mode and the attributes of its file, and never takes another’s place', async () => {
  const copy = join(folder.path, 'b.mp3');
  setAttributeSync(file, 'user.rating', 'five');
  utimesSync(file, 1_700_000_000, 1_700_000_000.123456);
  chmodSync(file, 0o444);
  await nodeDisk.copy(file, copy);
  await nodeDisk.copyMetadata(file, copy);
  await nodeDisk.syncFile(copy);
  const [from, to] = [lstatSync(file, { bigint: true }), lstatSync(copy, { bigint: true })];
  expect([to.mode, to.mtimeNs, to.size]).toEqual([from.mode, from.mtimeNs, from.size]);
  expect(getAttributeSync(copy, 'user.rating')?.toString()).toBe('five');
  expect(await nodeDisk.hash(copy)).toBe(await nodeDisk.hash(file));
  await expect(nodeDisk.copy(file, copy)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(nodeDisk.link(file, copy)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(nodeDisk.create(copy, '')).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readFileSync(copy, 'utf8')).toBe('sound');
});

test('a time of whole seconds is copied without another program', async () => {
  const copy = join(folder.path, 'b.mp3');
  utimesSync(file, 1_700_000_000, 1_700_000_001);
  await nodeDisk.copy(file, copy);
  const programs = process.env.PATH;
  try {
    process.env.PATH = folder.path;
    await nodeDisk.copyMetadata(file, copy);
  } finally {
    process.env.PATH = programs;
  }
  expect(lstatSync(copy, { bigint: true }).mtimeNs).toBe(1_700_000_001_000_000_000n);
});

test('folders are removed only when empty', async () => {
  mkdirSync(join(folder.path, 'x/y'), { recursive: true });
  await expect(nodeDisk.removeFolder(join(folder.path, 'x'))).rejects.toMatchObject({ code: 'ENOTEMPTY' });
});

test('names of ours are told from all others, and nothing else is removed', async () => {
  const own = temporaryBeside(file);
  expect(isOwnName(own)).toBe(true);
  for (const name of ['.ledgerline-x.tmp', 'ledgerline-0.tmp', `${own}.mp3`, file]) expect(isOwnName(name)).toBe(false);
  writeFileSync(own, '');
  await removeOwn(nodeDisk, own);
  await removeOwn(nodeDisk, own);
  await expect(removeOwn(nodeDisk, file)).rejects.toThrow('temporary name');
  expect(statSync(file).size).toBe(5);
});

test('a wrapped disk tells of each call before and after, and may refuse it', async () => {
  const heard: string[] = [];
  const disk = wrapDisk(
    nodeDisk,
    (call, count) => {
      heard.push(`before ${count} ${call}`);
      if (count === 2) throw systemError('EIO');
    },
    (call, count) => {
      heard.push(`after ${count} ${call}`);
    },
  );
  await disk.lstat(file);
  await expect(disk.unlink(file)).rejects.toMatchObject({ code: 'EIO' });
  expect(heard).toEqual(['before 1 lstat', 'after 1 lstat', 'before 2 unlink']);
  expect(statSync(file).size).toBe(5);
});
