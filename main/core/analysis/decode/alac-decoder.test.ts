import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pitchOfKey } from '#shared/music-key.ts';
import { playSong } from '../../../../e2e/audio/synthesise.ts';
import { type AlacConfig, AlacDecoder, readAlacConfig } from './alac-decoder.ts';
import { openDecoder } from './open-decoder.ts';

type Packet = { name: string; sampleBits: number; channels: number; frames: number; cookie: string; packet: string };

/** Packets that ffmpeg's encoder made of `playTriangles`, with its magic cookies. */
const packets: Packet[] = JSON.parse(readFileSync(join(import.meta.dirname, 'alac-packets.json'), 'utf8'));

/** Interleaved integers: a triangle in each channel and noise, so that every part of the code has work to do. */
function playTriangles({ sampleBits, channels, frames }: Packet): number[] {
  let state = 12_345;
  return Array.from({ length: frames * channels }, (_, index) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const triangle = Math.abs(((Math.floor(index / channels) * ((index % channels) + 3) * 37) % 4000) - 2000) - 1000;
    const value = triangle * 16 + ((state >> 16) & 63) - 32;
    return sampleBits === 24 ? value * 256 + ((state >> 8) & 255) : value;
  });
}

function configOf({ cookie }: Packet): AlacConfig {
  return readAlacConfig(Buffer.from(cookie, 'hex'))!;
}

/** Back to interleaved integers. */
function toIntegers(decoded: Float32Array[] | null, sampleBits: number): number[] {
  if (!decoded) return [];
  const frames = [...decoded[0]!.keys()];
  return frames.flatMap((frame) => decoded.map((samples) => samples[frame]! * 2 ** (sampleBits - 1)));
}

class BitWriter {
  #bits = '';

  write(value: number, count: number): this {
    this.#bits += (BigInt(value) & ((1n << BigInt(count)) - 1n)).toString(2).padStart(count, '0');
    return this;
  }

  bytes(): Uint8Array {
    const octets = this.#bits.match(/.{1,8}/g) ?? [];
    return Uint8Array.from(octets, (octet) => Number.parseInt(octet.padEnd(8, '0'), 2));
  }
}

/** A packet whose samples stand for themselves, as encoders write it where nothing can be saved. */
function rawPacket(samples: readonly number[], { sampleBits, channels }: AlacConfig): Uint8Array {
  const bits = new BitWriter();
  bits
    .write(channels - 1, 3)
    .write(0, 4)
    .write(0, 12)
    .write(1, 1)
    .write(0, 2)
    .write(1, 1);
  bits.write(samples.length / channels, 32);
  for (const sample of samples) bits.write(sample, sampleBits);
  return bits.write(7, 3).bytes();
}

test.each(packets)('a packet of ffmpeg decodes to the last bit: $name', (packet) => {
  const decoded = new AlacDecoder(configOf(packet)).decode(Buffer.from(packet.packet, 'base64'));
  expect(toIntegers(decoded, packet.sampleBits)).toEqual(playTriangles(packet));
});

test('a whole file decodes to the last bit', async () => {
  const audio = await openDecoder(join(import.meta.dirname, '../../../../e2e/audio/slow-lanterns-alac.m4a'));
  const decoded: number[] = [];
  for await (const [samples] of audio.chunks()) decoded.push(...samples!);
  await audio.close();
  const played = playSong({ bpm: 90, tonic: pitchOfKey(17), isMinor: false, seconds: 8 }, 12_000);
  // As wave-file.ts writes 16 bits, which is what the encoder was given.
  const integers = Int16Array.from(decoded, (value) => value * 32_768);
  expect(decoded).toEqual([...integers].map((value) => value / 32_768));
  expect(integers).toEqual(Int16Array.from(played, (value) => Math.round(value * 32_767)));
});

test('samples that stand for themselves come out as they are', () => {
  const widths = fc.constantFrom(16, 20, 24);
  const layout = fc.tuple(widths, fc.constantFrom(1, 2), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(layout, fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true })), (about, noise) => {
      const [sampleBits, channels, frames] = about;
      const samples = [...noise.take(frames * channels)].map((value) =>
        Math.round(value * (2 ** (sampleBits - 1) - 1)),
      );
      const config = { ...configOf(packets[0]!), sampleBits, channels };
      const decoded = new AlacDecoder(config).decode(rawPacket(samples, config));
      expect(toIntegers(decoded, sampleBits).map((value) => value + 0)).toEqual(samples.map((value) => value + 0));
    }),
  );
});

test('samples of 32 bits are rounded to what a float holds', () => {
  const config = { ...configOf(packets[0]!), sampleBits: 32, channels: 2 };
  const samples = [0, -(2 ** 31), 2 ** 31 - 1, 2 ** 30, -(2 ** 29), 12_345_678];
  const [left, right] = new AlacDecoder(config).decode(rawPacket(samples, config))!;
  const full = samples.map((value) => Math.fround(value / 2 ** 31));
  expect([...left!, ...right!]).toEqual([full[0], full[2], full[4], full[1], full[3], full[5]]);
});

test('any bytes end in samples of the right layout or in nothing', () => {
  const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { minLength: 1 });
  fc.assert(
    fc.property(
      fc.constantFrom(...packets),
      changes,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (packet, damage, part) => {
        const bytes = Buffer.from(packet.packet, 'base64');
        for (const [place, value] of damage) bytes[Math.floor(place ** 2 * (bytes.length - 1))] = value;
        const config = configOf(packet);
        const decoded = new AlacDecoder(config).decode(part < 0.5 ? bytes : bytes.subarray(0, part * bytes.length));
        if (decoded === null) return;
        expect(decoded.length).toBe(packet.channels);
        expect(new Set(decoded.map((samples) => samples.length)).size).toBe(1);
        expect(decoded[0]!.length).toBeLessThanOrEqual(config.frameLength);
      },
    ),
    { numRuns: 500 },
  );
});

test('a packet cut short is damaged', () => {
  for (const packet of packets) {
    const bytes = Buffer.from(packet.packet, 'base64');
    const decoder = new AlacDecoder(configOf(packet));
    const cuts = [0, 1, 2, 3, 6, 7, 20, bytes.length >> 1, bytes.length - 4];
    expect(cuts.map((length) => decoder.decode(bytes.subarray(0, length)))).toEqual(cuts.map(() => null));
  }
});

test('a packet that states more samples than the cookie allows is damaged', () => {
  const config = { ...configOf(packets[0]!), frameLength: 4 };
  expect(new AlacDecoder(config).decode(rawPacket([1, 2, 3, 4], config))).not.toBeNull();
  expect(new AlacDecoder(config).decode(rawPacket([1, 2, 3, 4, 5], config))).toBeNull();
});

test('cookies that make no sense are refused', () => {
  const cookie = Buffer.from(packets[1]!.cookie, 'hex');
  const changed = (at: number, value: number) => readAlacConfig(Uint8Array.from(cookie).fill(value, at, at + 1));
  expect(readAlacConfig(cookie)).toMatchObject({ frameLength: 4096, sampleBits: 16, channels: 2, sampleRate: 44_100 });
  const odd = [
    changed(0, 1),
    changed(2, 0),
    changed(5, 17),
    changed(8, 0),
    changed(8, 32),
    changed(9, 0),
    changed(9, 9),
  ];
  expect(odd).toEqual(odd.map(() => null));
  expect(readAlacConfig(cookie.subarray(0, 23))).toBeNull();
});
