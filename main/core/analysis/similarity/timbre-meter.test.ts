import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  drums,
  keysPlaying,
  melFramesOf,
  mixIn,
  pad,
  randomNumbers,
  type Sound,
  silence,
  sine,
  sketchRate,
  voice,
  whiteNoise,
} from '#core/testing/sound-sketches.ts';
import { keyFromPitch } from '#shared/music-key.ts';
import { CharacterMeter } from '../character/character-meter.ts';
import { melBands } from '../character/mel-scale.ts';
import {
  cepstralCount,
  decodeSimilarity,
  encodeSimilarity,
  layout,
  type SimilarityVector,
  similarityBytes,
  similarityLength,
} from './similarity-vector.ts';
import { type SimilarityContext, TimbreMeter } from './timbre-meter.ts';
import { trackDistance } from './track-distance.ts';

const unknown: SimilarityContext = {
  key: { key: null, chroma: new Array<number>(12).fill(0) },
  bpm: null,
  lufs: -14,
  rangeLu: 3,
  arousal: 0.5,
  valence: 0,
};

function vectorOf(sound: Sound, known: Partial<SimilarityContext> = {}): SimilarityVector {
  const meter = new TimbreMeter();
  meter.pushMel(melFramesOf(sound));
  const vector = meter.result({ ...unknown, ...known });
  if (vector === null) throw new Error('Expected a vector, got null');
  return vector;
}

const seconds = 8;
const band = (notes: number[], bpm: number) => mixIn(drums(seconds, bpm, 0.5), keysPlaying(seconds, notes, 3), 0);
const library = () => [
  band([60, 64, 67, 72], 120),
  band([57, 60, 64, 69], 90),
  drums(seconds, 120),
  drums(seconds, 174),
  keysPlaying(seconds, [60, 64, 67, 72], 3),
  keysPlaying(seconds, [48, 55, 60, 63], 2),
  mixIn(silence(seconds), pad(seconds, [60, 64, 67]), 0),
  mixIn(silence(seconds), pad(seconds, [45, 52, 57], 0.1, 5), 0),
  voice(seconds),
  mixIn(drums(seconds, 100, 0.4), voice(seconds, { seed: 4 }), 0),
  whiteNoise(seconds),
];

/** What a lossy encoder at a low rate does to a sound: nothing above 9 kHz and noise 30 dB down that follows it. */
function reencoded(sound: Sound): Sound {
  const random = randomNumbers(5);
  let smooth = 0;
  let level = 0;
  return sound.map((value) => {
    level += 0.001 * (Math.abs(value) - level);
    smooth += 0.9 * (value + 0.03 * level * (2 * random() - 1) - smooth);
    return smooth;
  });
}

test('a copy encoded again, shifted by 1.2 s or 1 dB quieter is nearer to its original than any other sound', () => {
  const sounds = library();
  const vectors = sounds.map((sound) => vectorOf(sound));
  for (const [index, sound] of sounds.entries()) {
    const shifted = sound.slice(Math.round(1.2 * sketchRate));
    for (const copy of [reencoded(sound), shifted, sound.map((value) => 0.9 * value)]) {
      const vector = vectorOf(copy);
      const distances = vectors.map((other) => trackDistance(vector, other));
      expect(distances.indexOf(Math.min(...distances))).toBe(index);
      expect(distances[index]).toBeLessThan(0.75);
    }
  }
});

test('the mean and covariance are those of the coefficients of the frames', () => {
  const frames = melFramesOf(keysPlaying(20, [60, 64, 67, 72, 65], 3)).slice(0, 1600 * melBands);
  const meter = new TimbreMeter();
  meter.pushMel(frames);
  const vector = meter.result(unknown) as SimilarityVector;
  const rows: number[][] = [];
  for (let frame = 0; frame < 1600; frame += 4) {
    const bands = [...frames.subarray(frame * melBands, (frame + 1) * melBands)];
    if (bands.reduce((sum, value) => sum + value, 0) <= 0.02 * melBands) continue;
    rows.push(
      Array.from({ length: cepstralCount }, (_, row) =>
        bands.reduce(
          (sum, value, index) =>
            sum +
            value * Math.sqrt((row === 0 ? 1 : 2) / melBands) * Math.cos((Math.PI * row * (index + 0.5)) / melBands),
          0,
        ),
      ),
    );
  }
  const mean = (of: (row: number[]) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  for (const coefficient of [0, 1, 7, 24]) {
    expect(vector[layout.mean + coefficient]).toBeCloseTo(
      mean((row) => row[coefficient]!),
      4,
    );
  }
  const covariance = mean((row) => row[0]! * row[1]!) - mean((row) => row[0]!) * mean((row) => row[1]!);
  expect(vector[layout.covariance + 1]).toBeCloseTo(covariance, 3);
});

test('chroma begins with the tonic, whatever the key', () => {
  const cMajor = [1, 0, 0.4, 0, 0.8, 0.4, 0, 0.9, 0, 0.4, 0, 0.3];
  const eMajor = cMajor.map((_, pitch) => cMajor[(pitch + 8) % 12]!);
  const sound = pad(2, [60, 64, 67]);
  const chroma = (vector: Float32Array) => [...vector.subarray(layout.chroma, layout.bpm)];
  const inC = chroma(vectorOf(sound, { key: { key: keyFromPitch(0, 'major'), chroma: cMajor } }));
  expect(chroma(vectorOf(sound, { key: { key: keyFromPitch(4, 'major'), chroma: eMajor } }))).toEqual(inC);
  expect(inC.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  expect(Math.max(...inC)).toBe(inC[0]);
});

test('silence has no vector; steady and short sounds have a finite one', () => {
  expect(new TimbreMeter().result(unknown)).toBeNull();
  const meter = new TimbreMeter();
  meter.pushMel(melFramesOf(silence(3)));
  meter.pushMel(new Float32Array(400 * melBands).fill(Number.NaN));
  expect(meter.result(unknown)).toBeNull();
  for (const sound of [sine(5, 440), sine(0.06, 440), whiteNoise(0.2)]) {
    for (const value of vectorOf(sound, { lufs: null })) expect(Number.isFinite(value)).toBe(true);
  }
});

test('onsets that the character meter has measured need not be measured again', () => {
  const frames = melFramesOf(drums(seconds, 120));
  const character = new CharacterMeter();
  const sharing = new TimbreMeter(character);
  const alone = new TimbreMeter();
  for (const meter of [character, sharing, alone]) meter.pushMel(frames);
  expect(sharing.result(unknown)).toEqual(alone.result(unknown));
});

test('how the frames are cut does not matter', () => {
  const frames = melFramesOf(band([60, 63, 67], 100));
  const whole = new TimbreMeter();
  whole.pushMel(frames);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), (cut) => {
      const meter = new TimbreMeter();
      for (let at = 0; at < frames.length; at += cut * melBands)
        meter.pushMel(frames.subarray(at, at + cut * melBands));
      expect(meter.result(unknown)).toEqual(whole.result(unknown));
    }),
    { numRuns: 10 },
  );
});

test('vectors survive as bytes; other bytes are refused', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
        minLength: similarityLength,
        maxLength: similarityLength,
      }),
      (values) => {
        const vector = Float32Array.from(values);
        expect(decodeSimilarity(encodeSimilarity(vector))).toEqual(vector);
      },
    ),
    { numRuns: 20 },
  );
  const bytes = encodeSimilarity(new Float32Array(similarityLength));
  expect(bytes).toHaveLength(similarityBytes);
  expect(decodeSimilarity(bytes.subarray(1))).toBeNull();
  expect(decodeSimilarity(Uint8Array.from(bytes, (byte, index) => (index === 0 ? 99 : byte)))).toBeNull();
  expect(
    decodeSimilarity(Uint8Array.from(bytes, (byte, index) => (index >= 100 && index < 104 ? 255 : byte))),
  ).toBeNull();
  expect(() => encodeSimilarity(new Float32Array(3))).toThrow(RangeError);
});
