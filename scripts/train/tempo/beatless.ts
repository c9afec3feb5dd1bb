import { cached } from '../clips.ts';
import { Random } from '../random.ts';
import { finishMix } from '../room.ts';
import { addNote, makeTimbre, voiceRate } from '../voices.ts';
import { flattened, onsetsOf, unflattened } from './examples.ts';

type Sound = { name: string; play: (samples: Float32Array, random: Random) => void };

/** Runs a one-pole filter over noise; `smoothness` 0 leaves it white. */
function addNoise(samples: Float32Array, random: Random, gain: number, smoothness: number): void {
  let smooth = 0;
  for (let index = 0; index < samples.length; index += 1) {
    smooth += (1 - smoothness) * (random.normal() - smooth);
    samples[index]! += gain * smooth;
  }
}

/** Calls back at random times, on average `rate` a second, without any regularity. */
function atRandom(samples: Float32Array, random: Random, rate: number, sound: (seconds: number) => void): void {
  const end = samples.length / voiceRate;
  const wait = () => -Math.log(1 - random.number()) / rate;
  for (let time = 0; time < end; time += wait()) sound(time);
}

function addBurst(
  samples: Float32Array,
  random: Random,
  at: number,
  seconds: number,
  gain: number,
  smoothness: number,
): void {
  const start = Math.round(at * voiceRate);
  const length = Math.round(seconds * voiceRate);
  let smooth = 0;
  for (let index = 0; index < length && start + index < samples.length; index += 1) {
    smooth += (1 - smoothness) * (random.normal() - smooth);
    samples[start + index]! += gain * Math.sin((Math.PI * index) / length) * smooth;
  }
}

function addFreeNotes(
  samples: Float32Array,
  random: Random,
  timbreName: 'strings' | 'pad' | 'organ' | 'piano',
  rate: number,
): void {
  const timbre = makeTimbre(timbreName, random);
  atRandom(samples, random, rate, (at) =>
    addNote(samples, timbre, { at, seconds: random.between(0.8, 4), midi: 40 + random.below(36), gain: 0.2 }, random),
  );
}

const sounds: readonly Sound[] = [
  { name: 'noise', play: (samples, random) => addNoise(samples, random, 0.3, random.between(0, 0.98)) },
  {
    name: 'sines',
    play: (samples, random) => {
      for (let voice = 0; voice < 4; voice += 1) {
        const hz = random.between(80, 900);
        const swell = random.between(0.02, 0.2);
        for (let index = 0; index < samples.length; index += 1) {
          const time = index / voiceRate;
          samples[index]! +=
            0.2 * (1 + Math.sin(2 * Math.PI * swell * time + voice)) * Math.sin(2 * Math.PI * hz * time);
        }
      }
    },
  },
  { name: 'pads', play: (samples, random) => addFreeNotes(samples, random, 'pad', random.between(0.3, 1)) },
  { name: 'bowed', play: (samples, random) => addFreeNotes(samples, random, 'strings', random.between(0.5, 1.5)) },
  { name: 'free piano', play: (samples, random) => addFreeNotes(samples, random, 'piano', random.between(0.5, 2.5)) },
  {
    name: 'rain',
    play: (samples, random) => {
      addNoise(samples, random, 0.03, 0.3);
      atRandom(samples, random, random.between(20, 200), (at) =>
        addBurst(samples, random, at, random.between(0.002, 0.02), random.between(0.02, 0.3), 0.2),
      );
    },
  },
  {
    name: 'speech',
    play: (samples, random) => {
      let time = 0;
      while (time < samples.length / voiceRate) {
        addBurst(
          samples,
          random,
          time,
          random.between(0.06, 0.35),
          random.between(0.1, 0.4),
          random.between(0.2, 0.95),
        );
        time += random.between(0.08, 0.45) + (random.chance(0.12) ? random.between(0.3, 1.2) : 0);
      }
    },
  },
  {
    name: 'wind',
    play: (samples, random) => {
      for (let gust = 0; gust < 8; gust += 1)
        addBurst(samples, random, random.between(-2, 20), random.between(2, 8), 0.6, random.between(0.9, 0.99));
    },
  },
  {
    name: 'crackle',
    play: (samples, random) =>
      atRandom(samples, random, random.between(0.5, 8), (at) =>
        addBurst(samples, random, at, 0.003, random.between(0.1, 0.6), 0),
      ),
  },
  { name: 'one click', play: (samples, random) => addBurst(samples, random, random.between(0, 20), 0.004, 0.8, 0) },
];

export const beatlessNames = sounds.map(({ name }) => name);
const beatlessVersion = 1;
const seconds = 22;

/** Sound `index`; the kinds take turns. */
export function playBeatless(index: number, series: number): Float32Array {
  const random = new Random(series * 1_000_003 + index);
  const samples = new Float32Array(seconds * voiceRate);
  sounds[index % sounds.length]!.play(samples, random);
  finishMix(samples, random);
  return samples;
}

/** Onset bands of a sound without a beat. */
export async function beatlessBands(series: number, index: number): Promise<Float32Array[]> {
  const key = `beatless ${beatlessVersion} ${series} ${index}`;
  return unflattened(await cached(key, () => flattened(onsetsOf(playBeatless(index, series)))));
}
