import { expect, test } from 'vitest';
import type { FileWindow } from '#core/files/file-window.ts';
import { findPayload } from '#core/files/payload-range.ts';
import { findPieces, mutate, randomNumbers } from '#core/testing/media-mutants.ts';
import { foreignFiles } from '#core/testing/tagged-files.ts';
import { MemoryWindow } from '#core/testing/vorbis-files.ts';
import { AppError } from '#shared/errors.ts';
import { openTagFormat } from './open-tag-format.ts';
import type { FilePart, TagChanges } from './tag-format.ts';

const count = Number(process.env.LEDGERLINE_MUTANTS ?? 20_000);
const seed = Number(process.env.LEDGERLINE_SEED ?? 1);
/** Reading and planning one small file takes a millisecond; this is a machine with other things to do. */
const longestMs = 2000;

const changes: TagChanges = {
  texts: { title: ['A new title'], genre: ['House', 'Techno'], trackNumber: ['3'], comment: [] },
  custom: { MOODS: ['dark'] },
  rating: { stars: 4, family: 'windows' },
};

// TagLib #1163: the way of writing crashed where reading did not.
test(`${count} damaged files are read and written, or refused by name`, { timeout: 600_000 }, () => {
  const random = randomNumbers(seed);
  const wholes = foreignFiles().map(({ name, bytes }) => {
    const whole = bytes();
    return { name, whole, pieces: findPieces(whole) };
  });
  expect(wholes.filter(({ pieces }) => pieces.length < 3)).toEqual([]);
  const faults: string[] = [];
  let written = 0;
  const before = process.memoryUsage().rss;
  for (let index = 0; index < count; index += 1) {
    const { name, whole, pieces } = wholes[index % wholes.length]!;
    const { bytes, what } = mutate(whole, pieces, random);
    const began = performance.now();
    try {
      if (writeOne(bytes)) written += 1;
    } catch (error) {
      if (!isNamed(error)) faults.push(`seed ${seed}, mutant ${index}, ${name}, ${what}: ${String(error)}`);
    }
    const took = performance.now() - began;
    if (took > longestMs) faults.push(`seed ${seed}, mutant ${index}, ${name}, ${what}: ${Math.round(took)} ms`);
  }
  expect(faults.slice(0, 10)).toEqual([]);
  // Refusing everything would be no art.
  expect(written / count).toBeGreaterThan(0.2);
  expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
});

/** Reads and plans; true where a file came out. Its sound is the one that went in. */
function writeOne(bytes: Buffer): boolean {
  const window = new MemoryWindow(bytes);
  const payload = findPayload(window);
  const format = openTagFormat(payload.format);
  if (!format) return false;
  format.readTags(window);
  const parts = format.planTags(window, changes, { id3Version: 3, writeRiffInfo: true });
  const result = Buffer.concat(parts.map((part) => bytesOf(bytes, part)));
  const again = new MemoryWindow(result);
  if (payload.hasAudio && !payload.isPaged) {
    const sound = (file: FileWindow, ranges: typeof payload.ranges) =>
      Buffer.concat(ranges.map(({ start, end }) => file.bytes(start, end - start)));
    const [old, now] = [sound(window, payload.ranges), sound(again, findPayload(again).ranges)];
    if (!old.equals(now)) throw new Error('Another sound came out');
  }
  format.readTags(again);
  return true;
}

function bytesOf(source: Buffer, part: FilePart): Uint8Array {
  if ('bytes' in part) return part.bytes;
  if (part.from < 0 || part.to > source.length || part.to < part.from) throw new Error('A part outside of the file');
  return source.subarray(part.from, part.to);
}

function isNamed(error: unknown): boolean {
  return error instanceof AppError && ['TAGS_UNREADABLE', 'TAGS_UNWRITABLE', 'TAG_TOO_LARGE'].includes(error.code);
}
