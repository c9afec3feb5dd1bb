import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Draws the pictures that systems want from the two drawings; run it after changing one, and commit what it wrote. */
const folder = join(import.meta.dirname, '..', 'resources');
const accent = '#5f8df3';

const icon = await readFile(join(folder, 'icon.svg'));
const mark = await readFile(join(folder, 'tray.svg'), 'utf8');
const icoSizes = [16, 32, 48, 256];

await writeFile(join(folder, 'icon.png'), await draw(icon, 1024));
await writeFile(join(folder, 'icon.ico'), icoOf(await Promise.all(icoSizes.map((size) => draw(icon, size)))));
// macOS colours a template itself; elsewhere the panel may be dark or light, and the accent is seen on both.
await writeFile(join(folder, 'trayTemplate.png'), await draw(Buffer.from(mark), 16));
await writeFile(join(folder, 'trayTemplate@2x.png'), await draw(Buffer.from(mark), 32));
await writeFile(join(folder, 'tray.png'), await draw(Buffer.from(mark.replaceAll('#000', accent)), 32));

function draw(svg: Buffer, size: number): Promise<Buffer> {
  return sharp(svg, { density: 300 }).resize(size, size).png({ compressionLevel: 9, palette: true }).toBuffer();
}

/** The ICO container: a directory of sixteen bytes an image, then the images as PNG. */
function icoOf(images: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, image] of images.entries()) {
    const entry = 6 + 16 * index;
    // A side of 256 is written as 0.
    const side = (icoSizes[index] ?? 0) % 256;
    head.writeUInt8(side, entry);
    head.writeUInt8(side, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(image.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += image.length;
  }
  return Buffer.concat([head, ...images]);
}
