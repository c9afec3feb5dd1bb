import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { readId3Tag } from '#core/library/scan/reading/id3-frames.ts';
import { mp3File, noise } from '#core/testing/audio-files.ts';
import { id3v23, id3v24 } from '#core/testing/full-tags.ts';
import { latinFrame, syncSafe } from '#core/testing/id3-tag.ts';
import { oddTag, unsynchronised } from '#core/testing/odd-id3.ts';
import { MemoryWindow } from '#core/testing/vorbis-files.ts';
import { parseId3Tag } from './id3-tag.ts';

vi.setConfig({ testTimeout: 60_000 });

const frames = [latinFrame('TIT2', 'Title'), { id: 'PRIV', body: noise(1, 300) }, latinFrame('TPE1', 'Artist')];
const safeFrames = frames.map(({ id, body }) => ({
  id,
  body: Buffer.concat([syncSafe(body.length), unsynchronised(body)]),
  flags: 0x0003,
}));
const seeds = [
  id3v23,
  id3v24,
  oddTag({ version: 3, flags: 0x80, frames, padding: Buffer.alloc(50) }),
  oddTag({ version: 4, flags: 0x80, frames: safeFrames, padding: Buffer.alloc(50) }),
  oddTag({ version: 4, hasPlainSizes: true, frames, hasFooter: true }),
  oddTag({ version: 3, extended: Buffer.from('00000006000000000000', 'hex'), frames }),
  oddTag({
    version: 2,
    frames: frames.map(({ id, body }) => ({ id: id.slice(0, 3), body })),
    padding: Buffer.alloc(9),
  }),
].map((tag) => mp3File(tag, { payloadBytes: 1700 }));

/** The scan has a loop of its own, which is twice as fast because it need not know what is damaged. */
test('the scan and the writer see the same frames, whatever the bytes are', () => {
  const hits = fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
  fc.assert(
    fc.property(fc.nat(seeds.length - 1), hits, (seed, all) => {
      const file = Buffer.from(seeds[seed]!);
      for (const [at, byte] of all) file[at] = byte;
      const window = new MemoryWindow(file);
      const scanned = readId3Tag(window, 0);
      const parsed = parseId3Tag(window, 0, file.length);
      // An unknown version is read by neither.
      if (scanned) expect(parsed?.end).toBe(scanned.end);
      const listed = (list: readonly { id: string; content: Buffer | null }[] | undefined) =>
        (list ?? []).flatMap(({ id, content }) => (content?.length ? [`${id} ${content.toString('hex')}`] : []));
      expect(listed(parsed?.frames)).toEqual(listed(scanned?.frames.map(({ id, body }) => ({ id, content: body }))));
    }),
    { numRuns: 3000 },
  );
});
