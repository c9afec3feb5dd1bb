import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDecoder } from '#core/analysis/decode/open-decoder.ts';
import { FlacEncoder, flacBlockFrames, interleaveIntegers } from './flac-encoder.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledgerline-flac-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Sound = { sampleRate: number; bits: number; channels: Int32Array[] };

function encode({ sampleRate, bits, channels }: Sound): Buffer {
  const encoder = new FlacEncoder({ sampleRate, bits, channels: channels.length });
  const frames: Buffer[] = [];
  const total = channels[0]?.length ?? 0;
  for (let at = 0; at < total; at += flacBlockFrames) {
    const length = Math.min(flacBlockFrames, total - at);
    frames.push(
      Buffer.from(
        encoder.encode(
          channels.map((samples) => samples.subarray(at, at + length)),
          length,
        ),
      ),
    );
  }
  const head = Buffer.from([0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, 34]);
  return Buffer.concat([head, encoder.finish().streamInfo, ...frames]);
}

async function decode(file: Buffer, bits: number): Promise<Int32Array[]> {
  const path = join(folder, 'sound.flac');
  writeFileSync(path, file);
  const audio = await openDecoder(path);
  const found: number[][] = Array.from({ length: audio.channels }, () => []);
  for await (const chunk of audio.chunks()) {
    for (const [channel, samples] of chunk.entries()) {
      for (const sample of samples) found[channel]?.push(sample * 2 ** (bits - 1));
    }
  }
  await audio.close();
  expect([audio.bitDepth, [...audio.warnings]]).toEqual([bits, []]);
  return found.map((samples) => Int32Array.from(samples));
}

/** Sound of several kinds: silence, a constant, a ramp, a tone, noise, full scale back and forth. */
function samplesOf(kind: string, length: number, bits: number, seed: number): Int32Array {
  const top = 2 ** (bits - 1) - 1;
  let state = seed + 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
  return Int32Array.from({ length }, (_, at) => {
    if (kind === 'silence') return 0;
    if (kind === 'constant') return -top - 1;
    if (kind === 'ramp') return (at % (2 * top)) - top;
    if (kind === 'tone') return Math.round(Math.sin(at / 20) * top * 0.7);
    if (kind === 'square') return at % 2 === 0 ? top : -top - 1;
    return Math.floor(random() * top);
  });
}

const kinds = ['silence', 'constant', 'ramp', 'tone', 'square', 'noise'];
const sound = fc
  .record({
    bits: fc.constantFrom(8, 12, 16, 20, 24),
    sampleRate: fc.constantFrom(44_100, 48_000, 96_000, 11_025, 192_000),
    kinds: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 4 }),
    length: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 4080, max: 4110 }), fc.constant(9000)),
    seed: fc.nat(1000),
  })
  .map(({ bits, sampleRate, kinds: all, length, seed }) => ({
    bits,
    sampleRate,
    channels: all.map((kind, at) => samplesOf(kind, length, bits, seed + at)),
  }));

test('whatever is encoded is decoded bit for bit', async () => {
  await fc.assert(
    fc.asyncProperty(sound, async (made) => {
      expect(await decode(encode(made), made.bits)).toEqual(made.channels);
    }),
    { numRuns: process.env.LEDGERLINE_SEQUENCES ? 2000 : 30 },
  );
});

test('STREAMINFO says what is in it: length, sizes of frames, MD5', async () => {
  const channels = [samplesOf('tone', 9000, 16, 1), samplesOf('noise', 9000, 16, 2)];
  const file = encode({ sampleRate: 44_100, bits: 16, channels });
  const md5 = createHash('md5')
    .update(interleaveIntegers(channels, 9000, 16))
    .digest('hex');
  expect([file.toString('hex', 26, 42), file.readUInt32BE(22)]).toEqual([md5, 9000]);
  expect(file.readUIntBE(15, 3)).toBeGreaterThan(file.readUIntBE(12, 3));
});

test('music is made smaller: a tone to a third, two equal channels to hardly more than one', () => {
  const tone = samplesOf('tone', 40_960, 16, 1);
  const mono = encode({ sampleRate: 44_100, bits: 16, channels: [tone] }).length;
  const stereo = encode({ sampleRate: 44_100, bits: 16, channels: [tone, tone] }).length;
  expect([mono < 40_960 * 2 * 0.4, stereo < mono * 1.02]).toEqual([true, true]);
});
