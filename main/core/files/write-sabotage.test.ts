import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { foreignFiles } from '#core/testing/tagged-files.ts';
import { stateOf, tagInput, WriteLab } from '#core/testing/write-lab.ts';
import { PartsWindow } from './file-parts.ts';
import { FileWindow } from './file-window.ts';
import { findPayload } from './payload-range.ts';
import type { FilePart, TagFormat } from './tags/tag-format.ts';

let lab: WriteLab;
beforeEach(() => {
  lab = new WriteLab();
});
afterEach(() => lab.remove());

/** A file to come as one piece of memory, to spoil. */
function whole(file: FileWindow, parts: readonly FilePart[]): Buffer {
  const made = new PartsWindow(file, parts);
  return Buffer.from(made.bytes(0, made.sizeBytes));
}

/** Bytes as a file. */
function windowOf(bytes: Buffer): FileWindow {
  return new PartsWindow(new FileWindow(-1, 0), [{ bytes }]);
}

type Fault = (format: TagFormat, stripped: Buffer) => TagFormat['planTags'];

/** What a writer with a bug does. Each must be noticed on the copy, whatever the format. */
const faults: Record<string, Fault> = {
  'drops what other programs keep': (format, stripped) => (_file, changes, options) => {
    const window = windowOf(stripped);
    // What the file was given before, it has to say.
    const all = { ...changes, texts: { ...changes.texts, bpm: ['99'] } };
    return [{ bytes: whole(window, format.planTags(window, all, options)) }];
  },
  'changes a byte of the sound': (format) => (file, changes, options) => {
    const bytes = whole(file, format.planTags(file, changes, options));
    const [range] = findPayload(windowOf(bytes)).ranges;
    const middle = Math.floor((range!.start + range!.end) / 2);
    bytes[middle] = bytes[middle]! ^ 1;
    return [{ bytes }];
  },
  'cuts the end off': (format) => (file, changes, options) => {
    const bytes = whole(file, format.planTags(file, changes, options));
    return [{ bytes: bytes.subarray(0, bytes.length - 1000) }];
  },
  'ignores a field': (format) => (file, changes, options) => {
    const { title: _title, ...texts } = changes.texts;
    return format.planTags(file, { ...changes, texts }, options);
  },
  'ignores that a field goes': (format) => (file, changes, options) => {
    const { genre: _genre, ...texts } = changes.texts;
    return format.planTags(file, { ...changes, texts: { ...texts, genre: ['Jazz'] } }, options);
  },
  'writes something else': (format) => (file, changes, options) =>
    format.planTags(file, { ...changes, texts: { ...changes.texts, title: ['New titel'] } }, options),
  'writes a field that nobody asked for': (format) => (file, changes, options) =>
    format.planTags(file, { ...changes, texts: { ...changes.texts, album: ['Surprise'] } }, options),
  'takes a field away that nobody named': (format) => (file, changes, options) =>
    format.planTags(file, { ...changes, texts: { ...changes.texts, bpm: [] } }, options),
  'writes another rating': (format) => (file, changes, options) =>
    format.planTags(file, { ...changes, rating: { stars: 5, family: 'windows' } }, options),
  'reaches outside of the file': () => (file) => [{ from: 0, to: file.sizeBytes + 1 }],
  'makes nothing': () => () => [],
};

/** Where another proof than the one meant could be what notices. */
const reasons: Record<string, RegExp> = {
  'drops what other programs keep': /another program/,
  'changes a byte of the sound': /sound/,
  'ignores a field': /title/,
  'ignores that a field goes': /genre/,
  'writes a field that nobody asked for': /album/,
};

describe.each(foreignFiles())('$name', ({ name, bytes, stripped }) => {
  test.each(Object.entries(faults))('a writer that %s is found out', async (what, fault) => {
    const path = lab.file(name, bytes());
    await lab.change(path, tagInput({ texts: { genre: ['Pop'], bpm: ['99'] } }));
    const before = stateOf(path);
    lab.breakFormats((format) => ({ planTags: fault(format, stripped()) }));
    const input = tagInput({ texts: { title: ['New title'], genre: [] } });
    const message = expect.stringMatching(reasons[what] ?? '');
    await expect(lab.write(path, input)).rejects.toThrow(
      expect.objectContaining({ code: 'WRITE_UNVERIFIED', message }),
    );
    expect(stateOf(path)).toEqual(before);
    expect(lab.leftovers()).toEqual([]);
  });
});

test('a disk that does not keep what it is given is found out', async () => {
  const path = lab.song('paper-boats.flac');
  const { disk } = lab.surroundings;
  const writeSync = ((fd: number, piece: Uint8Array, offset: number, length: number, position: number) => {
    const spoilt = Buffer.from(piece.subarray(offset, offset + length));
    spoilt[spoilt.length - 1] = spoilt[spoilt.length - 1]! ^ 1;
    return disk.writeSync(fd, spoilt, 0, length, position);
  }) as typeof disk.writeSync;
  lab.surroundings = { ...lab.surroundings, disk: { ...disk, writeSync } };
  const written = lab.write(path, tagInput({ texts: { title: ['New title'] } }));
  await expect(written).rejects.toThrow(expect.objectContaining({ code: 'WRITE_UNVERIFIED' }));
  expect(lab.leftovers()).toEqual([]);
});

test('a writer without a fault passes', async () => {
  for (const { name, bytes } of foreignFiles()) {
    const path = lab.file(name, bytes());
    lab.breakFormats((format) => ({
      planTags: (file, changes, options) => [{ bytes: whole(file, format.planTags(file, changes, options)) }],
    }));
    await lab.change(path, tagInput({ texts: { title: ['New title'], genre: [] } }));
  }
});
