import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { FileWindow } from '#core/files/file-window.ts';
import { AppError } from '#shared/errors.ts';
import { openAacDecoder } from './aac-decoder.ts';
import { Damage } from './damage.ts';
import { Faad2, isTrap } from './faad2.ts';
import { readMp4Track } from './mp4-track.ts';

const path = join(import.meta.dirname, '../../../../e2e/audio/glass-garden.m4a');
const { config, packets } = readPackets();

function readPackets() {
  const descriptor = openSync(path, 'r');
  const track = readMp4Track(new FileWindow(descriptor, readFileSync(path).length));
  closeSync(descriptor);
  const file = readFileSync(path);
  const cut = (sample: number) =>
    file.subarray(track.samples.offsets[sample]!, track.samples.offsets[sample]! + track.samples.sizes[sample]!);
  return { config: track.config, packets: Array.from({ length: 60 }, (_, sample) => cut(sample)) };
}

/** A real trap: a module whose only function is `unreachable`. */
function trap(): never {
  const bytes = Buffer.from('0061736d010000000104016000000302010007050101660000' + '0a05010300000b', 'hex');
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: {
      Module: new (bytes: Uint8Array) => object;
      Instance: new (compiled: object) => { exports: { f(): never } };
    };
  };
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f();
}

afterEach(() => vi.restoreAllMocks());

test('every packet gives its samples, the first one too', () => {
  const damage = new Damage();
  const decoded = openAacDecoder(config, null, damage).decode(packets)!;
  expect([decoded.sampleRate, decoded.channelData.length, decoded.channelData[0]!.length]).toEqual([
    44_100,
    1,
    60 * 1024,
  ]);
  expect([...damage.warnings]).toEqual([]);
});

test('what the encoder added is left out', () => {
  const whole = openAacDecoder(config, null, new Damage()).decode(packets)!.channelData[0]!;
  const music = { startSeconds: 1024 / 44_100, durationSeconds: 0.5 };
  const decoder = openAacDecoder(config, music, new Damage());
  const parts = [packets.slice(0, 1), packets.slice(1, 10), packets.slice(10)].map((some) => decoder.decode(some));
  const trimmed = parts.flatMap((part) => (part ? [...part.channelData[0]!] : []));
  expect(trimmed).toEqual([...whole.subarray(1024, 1024 + 22_050)]);
});

test('a broken packet costs itself and is counted', () => {
  const damage = new Damage();
  const broken = packets.map((packet, index) => (index === 20 ? Buffer.alloc(packet.length, 0xa5) : packet));
  const decoded = openAacDecoder(config, null, damage).decode(broken)!;
  expect(decoded.channelData[0]!.length).toBe(59 * 1024);
  expect([...damage.warnings]).toEqual(['DAMAGED_FRAMES']);
});

test('a configuration that FAAD2 cannot decode is refused by name', () => {
  for (const odd of [[], [0], [0xff, 0xff], [0, 0]])
    expect(() => openAacDecoder(Uint8Array.from(odd), null, new Damage())).toThrow(AppError);
});

test('a packet longer than any is not even tried', () => {
  const faad = new Faad2();
  expect(faad.open(config)).toBe(true);
  expect([faad.decode(new Uint8Array(65_537)), faad.decode(new Uint8Array(0))]).toEqual([null, null]);
});

test('a trap is damage by name, and the next stream decodes', () => {
  vi.spyOn(Faad2.prototype, 'decode').mockImplementation(trap);
  const spoilt = openAacDecoder(config, null, new Damage());
  expect(() => spoilt.decode(packets)).toThrow(expect.objectContaining({ code: 'AUDIO_DAMAGED' }));
  vi.restoreAllMocks();
  expect(openAacDecoder(config, null, new Damage()).decode(packets)).not.toBeNull();
});

test('errors of ours are not taken for damage', () => {
  vi.spyOn(Faad2.prototype, 'decode').mockImplementation(() => {
    throw new TypeError('a defect');
  });
  expect(() => openAacDecoder(config, null, new Damage()).decode(packets)).toThrow(TypeError);
});

test('any packets end in frames, in nothing or in a trap', () => {
  const change = fc.tuple(fc.nat(29), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 60 }), (changes) => {
      const damaged = packets.slice(0, 30).map((packet) => Uint8Array.from(packet));
      for (const [at, place, value] of changes) damaged[at]![Math.floor(place * (damaged[at]!.length - 1))] = value;
      const faad = new Faad2();
      try {
        faad.open(config);
        for (const packet of damaged)
          expect(faad.decode(packet)?.channelData[0]?.length ?? 1024).toBeLessThanOrEqual(2048);
      } catch (error) {
        expect(isTrap(error)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
