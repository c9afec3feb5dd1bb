import { stat } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { detailShare, type Grey } from './detail-share.ts';
import type { ArtworkFacts } from './lint-input.ts';

/** Enough for a print of a metre; what is larger is not decoded. */
const maxInputPixels = 64_000_000;
const timeoutSeconds = 20;
/** The part of the middle that is looked at pixel by pixel. */
const sampleEdge = 1024;

/**
 * What a picture is, given as its path or its bytes: its form, and estimates of whether it was enlarged or is blurred. Null for what is no picture, or one of more
 * than 64 million pixels. Reads only.
 */
export async function readArtwork(source: string | Uint8Array): Promise<ArtworkFacts | null> {
  try {
    const sizeBytes = typeof source === 'string' ? (await stat(source)).size : source.length;
    const open = () =>
      sharp(source, { limitInputPixels: maxInputPixels, failOn: 'error', pages: 1 }).timeout({
        seconds: timeoutSeconds,
      });
    const { width, height, format, space = 'srgb', hasAlpha = false } = await open().metadata();
    if (!width || !height || !format) return null;
    const sample = await greySample(open, width, height);
    return {
      ...{ width, height, format, space, sizeBytes },
      hasAlpha: hasAlpha && !(await open().stats()).isOpaque,
      detail: detailShare(sample),
      sharpness: sharpness(sample),
      hasBorder: await hasBorder(open),
      likeness: await likeness(open),
    };
  } catch {
    return null;
  }
}

type Open = () => Sharp;

/** The piece of the picture with the most in it, as it is: shrinking would hide what was enlarged. */
async function greySample(open: Open, width: number, height: number): Promise<Grey> {
  const [wide, high] = [Math.min(sampleEdge, width), Math.min(sampleEdge, height)];
  const { data, info } = await open()
    .extract({ left: (width - wide) >> 1, top: (height - high) >> 1, width: wide, height: high })
    .flatten({ background: '#808080' })
    .greyscale()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { pixels: firstChannel(data, info.channels), width: wide, height: high };
}

function firstChannel(data: Uint8Array, channels: number): Uint8Array {
  return channels === 1 ? data : data.filter((_, index) => index % channels === 0);
}

/**
 * How quickly the strongest edges rise: the steepest step between neighbours against the rise over five pixels. An edge that is sharp
 * rises in one or two, a blurred one in many.
 */
function sharpness({ pixels, width }: Grey): number | null {
  const reach = 6;
  const rises = new Map<number, { count: number; sum: number }>();
  for (let row = 0; row < pixels.length; row += width) {
    for (let index = row + reach; index < row + width; index += 2) {
      const rise = Math.abs((pixels[index] ?? 0) - (pixels[index - reach] ?? 0));
      if (rise < 24) continue;
      let steepest = 0;
      for (let step = index - reach + 1; step <= index; step += 1) {
        steepest = Math.max(steepest, Math.abs((pixels[step] ?? 0) - (pixels[step - 1] ?? 0)));
      }
      const seen = rises.get(rise) ?? { count: 0, sum: 0 };
      rises.set(rise, { count: seen.count + 1, sum: seen.sum + Math.min(1, steepest / rise) });
    }
  }
  const total = [...rises.values()].reduce((all, one) => ({ count: all.count + one.count, sum: all.sum + one.sum }), {
    count: 0,
    sum: 0,
  });
  if (total.count * 2000 < pixels.length) return null;
  // A straight slope over six pixels has a sixth in each.
  return Math.max(0, Math.min(1, (total.sum / total.count - 1 / reach) / (1 - 1 / reach)));
}

/** The same plain colour all around, and something else inside. */
async function hasBorder(open: Open): Promise<boolean> {
  const edge = 64;
  const { data, info } = await open()
    .flatten({ background: '#808080' })
    .toColourspace('srgb')
    .resize(edge, edge, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colour = (x: number, y: number) =>
    [0, 1, 2].map((part) => data[(y * edge + x) * info.channels + Math.min(part, info.channels - 1)] ?? 0);
  const corner = colour(0, 0);
  const isSame = (x: number, y: number) =>
    colour(x, y).every((value, part) => Math.abs(value - (corner[part] ?? 0)) <= 6);
  const ring = (at: number) =>
    [...Array(edge - 2 * at).keys()].every((step) => {
      const along = at + step;
      return isSame(along, at) && isSame(along, edge - 1 - at) && isSame(at, along) && isSame(edge - 1 - at, along);
    });
  if (!ring(0)) return false;
  // A plain ground with something in the middle is a picture; a frame ends at a straight line all around.
  for (let at = 1; at < edge / 4; at += 1) {
    if (ring(at)) continue;
    const others = [...Array(edge - 2 * at).keys()].flatMap((step) => {
      const along = at + step;
      return [isSame(along, at), isSame(along, edge - 1 - at), isSame(at, along), isSame(edge - 1 - at, along)];
    });
    return others.filter((same) => !same).length > others.length * 0.9;
  }
  return false;
}

/** Difference hash: whether the neighbour is clearly brighter, in nine by eight pixels. */
async function likeness(open: Open): Promise<string> {
  const { data, info } = await open()
    .flatten({ background: '#808080' })
    .greyscale()
    .resize(9, 8, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = firstChannel(data, info.channels);
  let bits = 0n;
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const at = row * 9 + column;
      bits = (bits << 1n) | ((pixels[at] ?? 0) + 4 < (pixels[at + 1] ?? 0) ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(16, '0');
}

/** Whether two pictures look the same: so few bits of their likeness differ. */
export function looksSame(first: string, second: string): boolean {
  let differing = BigInt(`0x${first}`) ^ BigInt(`0x${second}`);
  let count = 0;
  while (differing > 0n) {
    count += Number(differing & 1n);
    differing >>= 1n;
  }
  return count <= 4;
}
