import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noise } from '#core/testing/audio-files.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { sha256Of } from '#core/testing/write-lab.ts';
import { leavesAsIs, PartsWindow, partsLength } from './file-parts.ts';
import { FileWindow } from './file-window.ts';
import { StretchFinder } from './stretches.ts';
import type { FilePart } from './tags/tag-format.ts';
import {
  decodeUndoBlock,
  encodeUndoBlock,
  hashOfParts,
  invertParts,
  loadUndoBlock,
  storeUndoBlock,
} from './undo-block.ts';
import { realDisk } from './write-disk.ts';

/** A file in memory. */
class Bytes extends FileWindow {
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array) {
    super(-1, bytes.length);
    this.#bytes = Buffer.from(bytes);
  }

  override bytes(offset: number, length: number): Buffer {
    return this.#bytes.subarray(offset, offset + length);
  }
}

function applied(bytes: Uint8Array, parts: readonly FilePart[]): Buffer {
  return Buffer.from(new PartsWindow(new Bytes(bytes), parts).bytes(0, partsLength(parts)));
}

const folder = tempFolder();
let directory: string;
beforeEach(() => {
  directory = join(folder.path, `undo-${Math.random()}`);
});
afterEach(() => folder.remove());

/** Any plan over a file: stretches in any order, left out, taken twice, between new bytes that may be old ones. */
const planned = fc.uint8Array({ maxLength: 3000 }).chain((source) => {
  const place = fc.nat({ max: source.length });
  const stretch = fc
    .tuple(place, place)
    .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
  const part = fc.oneof(
    stretch,
    fc.uint8Array({ maxLength: 300 }).map((bytes) => ({ bytes })),
    stretch.map(({ from, to }) => ({ bytes: source.slice(from, to) })),
  );
  return fc.tuple(fc.constant(source), fc.array<FilePart>(part, { maxLength: 8 }));
});

test('the way back from any plan makes the very file again, also from the disk', () => {
  fc.assert(
    fc.property(planned, ([source, parts]) => {
      const made = applied(source, parts);
      const inverse = invertParts(new Bytes(source), parts);
      const block = { appliesTo: sha256Of(made), makes: sha256Of(source), parts: inverse };
      const read = decodeUndoBlock(encodeUndoBlock(block));
      expect(read).toMatchObject({ appliesTo: block.appliesTo, makes: block.makes });
      expect(applied(made, read.parts).equals(source)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a plan over its own file is told from one that changes it', () => {
  fc.assert(
    fc.property(planned, ([source, parts]) => {
      const isSame = applied(source, parts).equals(source);
      // Told by places, so that moving equal bytes counts as a change; never the other way round.
      if (leavesAsIs(new Bytes(source), parts)) expect(isSame).toBe(true);
      expect(leavesAsIs(new Bytes(source), [{ from: 0, to: source.length }])).toBe(true);
      expect(leavesAsIs(new Bytes(source), [{ bytes: source }])).toBe(true);
    }),
  );
});

test('a picture that was only written again at another place is not kept a second time', () => {
  const picture = noise(1, 400_000);
  const source = Buffer.concat([Buffer.from('old title'), picture, Buffer.from('old end'), noise(2, 50_000)]);
  const tag = Buffer.concat([Buffer.from('a new title that is longer'), picture, Buffer.from('end')]);
  const parts: FilePart[] = [{ bytes: tag }, { from: 400_016, to: source.length }];
  const block = { appliesTo: '00'.repeat(32), makes: '11'.repeat(32), parts: invertParts(new Bytes(source), parts) };
  expect(encodeUndoBlock(block).length).toBeLessThan(300);
  expect(applied(applied(source, parts), block.parts).equals(source)).toBe(true);
});

test('stretches that two texts share are found whole, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 500, maxLength: 2000 }),
      fc.uint8Array({ maxLength: 500 }),
      fc.uint8Array({ maxLength: 500 }),
      (shared, before, behind) => {
        const given = Buffer.concat([before, shared, behind]);
        const wanted = Buffer.concat([behind, shared, before]);
        const found = new StretchFinder(given).find(wanted);
        for (const { at, from, length } of found)
          expect(wanted.subarray(at, at + length).equals(given.subarray(from, from + length))).toBe(true);
        for (const [index, { at }] of found.entries()) {
          const previous = found[index - 1];
          if (previous) expect(at).toBeGreaterThanOrEqual(previous.at + previous.length);
        }
        const covered = found.reduce((sum, { length }) => sum + length, 0);
        expect(covered).toBeGreaterThanOrEqual(shared.length - 256);
      },
    ),
  );
});

test('a block is kept under its hash and comes back; a lost, damaged or foreign one is UNDO_GONE', () => {
  const block = {
    appliesTo: 'aa'.repeat(32),
    makes: 'bb'.repeat(32),
    parts: [{ from: 3, to: 9 }, { bytes: noise(3, 99) }],
  };
  const hash = storeUndoBlock(realDisk, directory, encodeUndoBlock(block));
  expect(storeUndoBlock(realDisk, directory, encodeUndoBlock(block))).toBe(hash);
  const read = loadUndoBlock(realDisk, directory, hash);
  expect(read.parts.map((part) => ('bytes' in part ? { bytes: Buffer.from(part.bytes) } : part))).toEqual(
    block.parts.map((part) => ('bytes' in part ? { bytes: Buffer.from(part.bytes ?? []) } : part)),
  );
  const fd = openSync(join(directory, hash), 'r+');
  realDisk.writeSync(fd, Buffer.from([1]), 0, 1, 20);
  closeSync(fd);
  const gone = expect.objectContaining({ code: 'UNDO_GONE' });
  expect(() => loadUndoBlock(realDisk, directory, hash)).toThrow(gone);
  expect(() => loadUndoBlock(realDisk, directory, '0'.repeat(64))).toThrow(gone);
  expect(() => loadUndoBlock(realDisk, directory, '../../etc/passwd')).toThrow(gone);
  for (const length of [0, 5, 8, 20, 60]) {
    expect(() => decodeUndoBlock(encodeUndoBlock(block).subarray(0, length))).toThrow(gone);
  }
});

test('the hash of parts is that of the file they make', () => {
  const source = noise(4, 3_000_000);
  const path = join(folder.path, 'source');
  realDisk.mkdirSync(folder.path, { recursive: true });
  const fd = openSync(path, 'w+');
  try {
    realDisk.writeSync(fd, source);
    const parts: FilePart[] = [
      { from: 2_500_000, to: 3_000_000 },
      { bytes: Buffer.from('x') },
      { from: 0, to: 2_500_001 },
    ];
    expect(hashOfParts(realDisk, fd, parts)).toBe(sha256Of(applied(source, parts)));
  } finally {
    closeSync(fd);
  }
});
