import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { flacFile, mp3File, noise } from '#core/testing/audio-files.ts';
import { id3Tag, pictureFrame, textFrame } from '#core/testing/id3-tag.ts';
import { mp4File } from '#core/testing/mp4-file.ts';
import { ScanLab } from '#core/testing/scan-lab.ts';
import { thumbnailFile } from './make-thumbnail.ts';

let lab: ScanLab;
beforeEach(() => {
  lab = new ScanLab();
});
afterEach(() => lab.close());

async function picture(width: number, height: number): Promise<Buffer> {
  return await sharp(noise(1, 12), { raw: { width: 2, height: 2, channels: 3 } })
    .resize(width, height, { fit: 'fill' })
    .jpeg()
    .toBuffer();
}

function artwork(): { width: number; height: number }[] {
  return lab.library.db.prepare('SELECT width, height FROM artwork').all() as { width: number; height: number }[];
}

async function scanAndShrink(): Promise<void> {
  await lab.scan();
  await lab.scanner.thumbnails.waitForIdle();
}

test('a picture in files of every kind is kept once, 320 pixels large', async () => {
  const cover = await picture(800, 400);
  lab.write('a.mp3', mp3File(id3Tag([textFrame('TIT2', 'A'), pictureFrame(cover)]), { seed: 1 }));
  lab.write('b.flac', flacFile([['TITLE', 'B']], cover, { seed: 2 }));
  lab.write('c.m4a', mp4File({ text: { '©nam': 'C' }, picture: cover }, { seed: 3 }));
  await scanAndShrink();
  const hashes = new Set(Object.values(lab.column('artwork_hash')));
  expect([hashes.size, artwork()]).toEqual([1, [{ width: 320, height: 160 }]]);
  const file = thumbnailFile(join(lab.home, 'artwork'), String([...hashes][0]));
  expect(await sharp(file).metadata()).toMatchObject({ format: 'webp', width: 320, height: 160 });
  expect(readdirSync(join(file, '..'))).toHaveLength(1);
});

test('a small picture stays as small', async () => {
  lab.write('a.mp3', mp3File(id3Tag([pictureFrame(await picture(50, 60))])));
  await scanAndShrink();
  expect(artwork()).toEqual([{ width: 50, height: 60 }]);
});

test('a broken picture, or one of too many pixels, is no picture and no problem', async () => {
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'red' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  lab.write('a.mp3', mp3File(id3Tag([textFrame('TIT2', 'A'), pictureFrame(noise(3, 5000))]), { seed: 1 }));
  lab.write('b.mp3', mp3File(id3Tag([textFrame('TIT2', 'B'), pictureFrame(bomb, 'image/png')]), { seed: 2 }));
  await scanAndShrink();
  expect([lab.column('artwork_hash'), artwork(), lab.problems()]).toEqual([{ 'a.mp3': null, 'b.mp3': null }, [], {}]);
});

test('a picture wanted on screen is made at once, and one that was left over at the next start', async () => {
  lab.write('a.mp3', mp3File(id3Tag([pictureFrame(await picture(400, 400))])));
  lab.scanner.thumbnails.note('0'.repeat(32));
  await scanAndShrink();
  const hash = String(lab.column('artwork_hash')['a.mp3']);
  lab.library.db.exec('UPDATE artwork SET width = 0, height = 0');
  expect(await Promise.all([lab.scanner.thumbnails.want(hash), lab.scanner.thumbnails.want(hash)])).toEqual([
    true,
    true,
  ]);
  expect(await lab.scanner.thumbnails.want('f'.repeat(32))).toBe(false);
  expect(existsSync(thumbnailFile(join(lab.home, 'artwork'), hash))).toBe(true);
});
