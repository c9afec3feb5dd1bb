import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mounted, parted, systemError } from '#core/testing/odd-disks.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { type Disk, nodeDisk } from '../disk.ts';
import { Trash, type TrashPlace } from './trash.ts';
import { mountPointOf, type TrashSystem, trashFolders } from './trash-places.ts';

let folder: ReturnType<typeof tempFolder>;
let system: TrashSystem;
let disk: Disk;
let file: string;
beforeEach(() => {
  folder = tempFolder();
  mkdirSync(join(folder.path, 'music'));
  file = join(folder.path, 'music', 'a b%ü.mp3');
  writeFileSync(file, 'sound');
  system = { platform: 'linux', home: folder.path, dataHome: join(folder.path, 'data'), userId: 1000 };
  disk = { ...nodeDisk, ...mounted(nodeDisk, [folder.path]) };
});
afterEach(() => folder.remove());

async function put(place: TrashPlace, trash: Trash, path = file): Promise<void> {
  await trash.put(path, place, () => undefined);
}

async function firstPlace(trash: Trash, path = file): Promise<TrashPlace> {
  for await (const place of trash.places(path)) return place;
  throw new Error('No place');
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'none',
    (error: { code: string }) => error.code,
  );
}

const now = () => new Date(2026, 10, 21, 15, 30, 5).getTime();

test('a file in the home trash can be restored by the system: the note says where it was, and when', async () => {
  const trash = new Trash({ disk, system, now });
  const place = await firstPlace(trash);
  await put(place, trash);
  expect(readFileSync(join(folder.path, 'data/Trash/files/a b%ü.mp3'), 'utf8')).toBe('sound');
  expect(readFileSync(join(folder.path, 'data/Trash/info/a b%ü.mp3.trashinfo'), 'utf8')).toBe(
    `[Trash Info]\nPath=${folder.path}/music/a%20b%25%C3%BC.mp3\nDeletionDate=2026-11-21T15:30:05\n`,
  );
  expect(statSync(join(folder.path, 'data/Trash')).mode & 0o777).toBe(0o700);
  expect(existsSync(file)).toBe(false);
});

test('on another disk it goes to the trash of that one, with a path from its top', async () => {
  const stick = join(folder.path, 'stick');
  mkdirSync(join(stick, 'deep'), { recursive: true });
  writeFileSync(join(stick, 'deep', 'x.mp3'), 'sound');
  const trash = new Trash({ disk: parted(disk, stick), system, now });
  const place = await firstPlace(trash, join(stick, 'deep', 'x.mp3'));
  await put(place, trash, join(stick, 'deep', 'x.mp3'));
  expect(place.path).toBe(join(stick, '.Trash-1000/files/x.mp3'));
  expect(readFileSync(join(stick, '.Trash-1000/info/x.mp3.trashinfo'), 'utf8')).toContain('\nPath=deep/x.mp3\n');
});

test('a shared trash counts only where the administrator made it safe', async () => {
  const stick = join(folder.path, 'stick');
  mkdirSync(join(stick, '.Trash'), { recursive: true });
  writeFileSync(join(stick, 'x.mp3'), 'sound');
  const where = async () =>
    (await trashFolders(parted(disk, stick), system, join(stick, 'x.mp3'))).map(({ files }) => files);
  chmodSync(join(stick, '.Trash'), 0o777);
  expect(await where()).toEqual([join(stick, '.Trash-1000/files')]);
  chmodSync(join(stick, '.Trash'), 0o1777);
  expect(await where()).toEqual([join(stick, '.Trash/1000/files'), join(stick, '.Trash-1000/files')]);
});

test.each(['EACCES', 'EROFS', 'EIO', 'ENOTSUP'])(
  'a trash that cannot be made (%s) leaves the file where it is',
  async (code) => {
    const broken = { ...disk, makeFolder: () => Promise.reject(systemError(code)) };
    const trash = new Trash({ disk: broken, system, now });
    expect(await codeOf(firstPlace(trash))).toBe('TRASH_UNAVAILABLE');
    expect(readdirSync(join(folder.path, 'music'))).toEqual(['a b%ü.mp3']);
  },
);

test('a full disk is named as such', async () => {
  const trash = new Trash({ disk: { ...disk, makeFolder: () => Promise.reject(systemError('ENOSPC')) }, system, now });
  expect(await codeOf(firstPlace(trash))).toBe('DISK_FULL');
});

test('a trash that is a link to elsewhere is not used', async () => {
  mkdirSync(join(folder.path, 'data/Trash/info'), { recursive: true });
  writeFileSync(join(folder.path, 'data/Trash/files'), 'no folder');
  expect(await codeOf(firstPlace(new Trash({ disk, system, now })))).toBe('TRASH_UNAVAILABLE');
});

test('a thousand files of one name and names as long as can be all find a place', async () => {
  const trash = new Trash({ disk, system, now });
  const files = join(folder.path, 'data/Trash/files');
  const long = join(folder.path, 'music', `${'ü'.repeat(120)}.mp3`);
  for (let count = 0; count < 30; count += 1) {
    for (const path of [file, long]) {
      writeFileSync(path, `${count}`);
      await put(await firstPlace(trash, path), trash, path);
    }
  }
  const names = readdirSync(files);
  expect(names.length).toBe(60);
  expect(names).toContain('a b%ü 30.mp3');
  expect(names.every((name) => Buffer.byteLength(`${name}.trashinfo`) <= 255)).toBe(true);
});

test('a put that broke off is taken back with its note, another program’s note stays', async () => {
  const trash = new Trash({ disk: { ...disk, link: () => Promise.reject(systemError('EIO')) }, system, now });
  const place = await firstPlace(trash);
  expect(await codeOf(put(place, trash))).toBe('EIO');
  const info = join(folder.path, 'data/Trash/info');
  expect(readdirSync(info).length).toBe(1);
  await trash.dropNote(place);
  expect(readdirSync(info)).toEqual([]);
  writeFileSync(place.info?.path as string, '[Trash Info]\nPath=/other\n');
  await trash.dropNote(place);
  expect(readdirSync(info).length).toBe(1);
});

test('a note is forgotten only when its file has left', async () => {
  const trash = new Trash({ disk, system, now });
  const place = await firstPlace(trash);
  await put(place, trash);
  const info = place.info?.path as string;
  await trash.forget(info);
  expect(existsSync(info)).toBe(true);
  rmSync(place.path);
  await trash.forget(info);
  expect(existsSync(info)).toBe(false);
  // What is no note in a trash is left alone, whatever the journal says.
  const other = join(folder.path, 'music', 'x.trashinfo');
  writeFileSync(other, '');
  await trash.forget(other);
  expect(existsSync(other)).toBe(true);
});

test('macOS keeps one in the home folder and one on each volume, Windows one of ours', async () => {
  const stick = join(folder.path, 'stick');
  mkdirSync(stick);
  const far = parted(disk, stick);
  const where = async (platform: NodeJS.Platform, path: string) =>
    (await trashFolders(far, { ...system, platform }, path)).map(({ files, info }) => ({ files, info }));
  expect(await where('darwin', file)).toEqual([{ files: join(folder.path, '.Trash'), info: null }]);
  expect(await where('darwin', join(stick, 'x.mp3'))).toEqual([{ files: join(stick, '.Trashes/1000'), info: null }]);
  expect(await where('win32', file)).toEqual([{ files: join(folder.path, 'Ledgerline Trash'), info: null }]);
});

test('the mount point of a folder is the longest one around it, whatever it is called', () => {
  const mounts = [
    '22 1 8:1 / / rw - ext4 /dev/sda rw',
    '23 22 8:2 / /mnt/my\\040stick rw - vfat /dev/sdb rw',
    '24 22 8:3 / /mnt rw - tmpfs none rw',
  ].join('\n');
  expect([
    mountPointOf(mounts, '/mnt/my stick/Music'),
    mountPointOf(mounts, '/mnt/my stick'),
    mountPointOf(mounts, '/mnt/my stick 2'),
    mountPointOf(mounts, '/home/me'),
    mountPointOf('', '/home/me'),
  ]).toEqual(['/mnt/my stick', '/mnt/my stick', '/mnt', '/', null]);
});
