import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ArtworkFacts } from './lint-input.ts';
import { looksSame, readArtwork } from './read-artwork.ts';

let folder: string;
let cover: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'artwork-'));
  cover = await sharp(drawing()).png().toBuffer();
});
afterAll(() => rm(folder, { recursive: true }));

const edge = 600;
/** Thin lines, letters and shapes, as covers have them. */
function drawing(size = edge, ground = '#16324a'): Buffer {
  const lines = [...Array(60).keys()].map(
    (at) => `<path d="M${at * 20} 300 l${(at % 7) * 9} 500" stroke="#f0d9b5" stroke-width="${1 + (at % 3)}"/>`,
  );
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1200" width="${size}" height="${size}">
       <rect width="1200" height="1200" fill="${ground}"/>${lines.join('')}
       <path d="M0 1200 L500 500 L900 900 L1200 600 V1200 Z" fill="#e8825a"/>
       <circle cx="300" cy="500" r="120" fill="none" stroke="#fff" stroke-width="2"/></svg>`,
  );
}

async function facts(name: string, picture: Sharp): Promise<ArtworkFacts> {
  const path = join(folder, name);
  await writeFile(path, await picture.toBuffer());
  const read = await readArtwork(path);
  if (!read) throw new Error(`${name} was not read`);
  return read;
}

test('what a picture is', async () => {
  const jpeg = await facts('a.jpg', sharp(cover).jpeg({ quality: 92 }));
  expect(jpeg).toMatchObject({
    width: edge,
    height: edge,
    format: 'jpeg',
    space: 'srgb',
    hasAlpha: false,
    hasBorder: false,
  });
  expect(jpeg.sizeBytes).toBeGreaterThan(10_000);
  expect(await facts('b.jpg', sharp(cover).toColourspace('cmyk').jpeg())).toMatchObject({ space: 'cmyk' });
  expect(await facts('c.png', sharp(cover).toColourspace('b-w').png())).toMatchObject({ space: 'b-w', format: 'png' });
});

test('an alpha channel counts where something shines through', async () => {
  const opaque = await facts('d.png', sharp(cover).ensureAlpha().png());
  const holes = await facts('e.png', sharp(cover).removeAlpha().ensureAlpha(0.5).png());
  expect([opaque.hasAlpha, holes.hasAlpha]).toEqual([false, true]);
});

test('one that was enlarged looks so, one that was not does not', async () => {
  const whole = await facts('f.jpg', sharp(cover).jpeg({ quality: 92 }));
  const small = await sharp(cover).resize(200).png().toBuffer();
  const enlarged = await facts('g.jpg', sharp(small).resize(edge, edge, { kernel: 'cubic' }).jpeg({ quality: 92 }));
  expect(whole.detail).toBeGreaterThan(0.65);
  expect(enlarged.detail).toBeLessThan(0.5);
});

test('a blurred one is less sharp', async () => {
  const sharpOne = await facts('h.png', sharp(cover).png());
  const blurred = await facts('i.png', sharp(cover).blur(7).png());
  expect(sharpOne.sharpness).toBeGreaterThan(0.4);
  expect(blurred.sharpness).toBeLessThan(0.1);
});

test('of a plain one nothing is claimed', async () => {
  const plain = sharp({ create: { width: 600, height: 600, channels: 3, background: '#803050' } }).png();
  expect(await facts('j.png', plain)).toMatchObject({ detail: null, sharpness: null, hasBorder: false });
});

test('a frame is seen, a plain ground is none', async () => {
  const framed = sharp(drawing(500)).extend({ top: 40, bottom: 40, left: 40, right: 40, background: '#ffffff' }).png();
  expect((await facts('k.png', framed)).hasBorder).toBe(true);
  const dot = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><rect width="600" height="600" fill="#fff"/><circle cx="300" cy="300" r="250"/></svg>',
  );
  expect((await facts('l.png', sharp(dot).png())).hasBorder).toBe(false);
});

test('the same picture in another size is the same, another one is not', async () => {
  const one = await facts('m.jpg', sharp(cover).jpeg());
  const other = await facts('n.png', sharp(cover).resize(350).png());
  const different = await facts('o.png', sharp(cover).rotate(90).png());
  expect(looksSame(one.likeness, other.likeness)).toBe(true);
  expect(looksSame(one.likeness, different.likeness)).toBe(false);
});

test('what is no picture is none', async () => {
  const path = join(folder, 'p.jpg');
  await writeFile(path, 'These are words.');
  expect(await readArtwork(path)).toBeNull();
  expect(await readArtwork(join(folder, 'missing.jpg'))).toBeNull();
});
