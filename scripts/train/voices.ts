import type { Random } from './random.ts';

/** The rate everything the trainers play is rendered at. */
export const voiceRate = 22_050;

export const drumNames = [
  'kick',
  'snare',
  'clap',
  'rim',
  'hat',
  'openHat',
  'ride',
  'crash',
  'tom',
  'shaker',
  'tambourine',
  'conga',
  'cowbell',
  'clave',
] as const;
export type DrumName = (typeof drumNames)[number];
export type Kit = Record<DrumName, Float32Array>;

/** A drum kit of its own sound for each state of the generator. */
export function makeKit(random: Random): Kit {
  const body = random.between(150, 260);
  const metal = random.between(0.7, 1);
  return {
    kick: kick(random),
    snare: snare(random, body),
    clap: clap(random),
    rim: struck(random, random.between(700, 1800), 0.02, 0.5),
    hat: noise(random, random.between(0.015, 0.05), metal),
    openHat: noise(random, random.between(0.12, 0.3), metal),
    ride: ringing(random, random.between(0.3, 0.7)),
    crash: noise(random, random.between(0.6, 1.2), random.between(0.5, 0.8)),
    tom: drop(random, random.between(110, 220), random.between(60, 100), random.between(0.1, 0.25)),
    shaker: swell(random, random.between(0.03, 0.08)),
    tambourine: ringing(random, random.between(0.06, 0.16)),
    conga: struck(random, random.between(180, 420), random.between(0.06, 0.16), 0.2),
    cowbell: struck(random, random.between(520, 860), random.between(0.05, 0.2), 0.05),
    clave: struck(random, random.between(1500, 2600), 0.03, 0.05),
  };
}

function shaped(seconds: number, sample: (time: number, index: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * voiceRate) }, (_, index) => sample(index / voiceRate, index));
}

function kick(random: Random): Float32Array {
  const low = random.between(40, 62);
  const sweep = random.between(60, 260);
  const speed = random.between(25, 80);
  const decay = random.between(8, 30);
  const click = random.between(0, 0.5);
  let phase = 0;
  return shaped(0.35, (time) => {
    phase += (2 * Math.PI * (low + sweep * Math.exp(-time * speed))) / voiceRate;
    return Math.exp(-time * decay) * Math.sin(phase) + click * Math.exp(-time * 400) * random.normal() * 0.5;
  });
}

function snare(random: Random, hz: number): Float32Array {
  const tone = random.between(0.15, 0.6);
  const decay = random.between(12, 30);
  let smooth = 0;
  const brightness = random.between(0.3, 0.9);
  return shaped(0.3, (time) => {
    smooth += brightness * (random.normal() - smooth);
    const drum = tone * Math.exp(-time * 25) * Math.sin(2 * Math.PI * hz * time);
    return drum + 0.4 * Math.exp(-time * decay) * smooth;
  });
}

function clap(random: Random): Float32Array {
  const decay = random.between(15, 35);
  return shaped(0.25, (time) => {
    const burst = time < 0.03 ? Math.exp(-(time % 0.01) * 300) : Math.exp(-(time - 0.03) * decay);
    return 0.35 * burst * random.normal();
  });
}

function struck(random: Random, hz: number, seconds: number, noisiness: number): Float32Array {
  const overtone = random.between(1.4, 2.8);
  return shaped(6 * seconds, (time) => {
    const tone = Math.sin(2 * Math.PI * hz * time) + 0.4 * Math.sin(2 * Math.PI * hz * overtone * time);
    return Math.exp(-time / seconds) * (0.5 * tone + noisiness * random.normal());
  });
}

/** High-passed noise that fades. */
function noise(random: Random, seconds: number, brightness: number): Float32Array {
  let before = 0;
  return shaped(Math.min(1, 4 * seconds), (time) => {
    const value = random.normal();
    const high = value - brightness * before;
    before = value;
    return 0.25 * Math.exp(-time / seconds) * high;
  });
}

function ringing(random: Random, seconds: number): Float32Array {
  const partials = Array.from({ length: 6 }, () => random.between(2500, 9500));
  return shaped(Math.min(1, 3 * seconds), (time) => {
    let sum = 0.5 * Math.exp(-time * 120) * random.normal();
    for (const hz of partials) sum += 0.2 * Math.sin(2 * Math.PI * hz * time);
    return 0.3 * Math.exp(-time / seconds) * sum;
  });
}

function drop(random: Random, from: number, to: number, seconds: number): Float32Array {
  let phase = 0;
  return shaped(4 * seconds, (time) => {
    phase += (2 * Math.PI * (to + (from - to) * Math.exp(-time * 15))) / voiceRate;
    return Math.exp(-time / seconds) * (0.8 * Math.sin(phase) + 0.05 * random.normal());
  });
}

function swell(random: Random, seconds: number): Float32Array {
  let before = 0;
  return shaped(2 * seconds, (time) => {
    const value = random.normal();
    const high = value - 0.8 * before;
    before = value;
    return 0.2 * Math.sin(Math.min(Math.PI, (Math.PI * time) / (2 * seconds))) * high;
  });
}

/** One period of a tone, from which notes of any pitch are played. */
export type Timbre = {
  table: Float32Array;
  attack: number;
  /** Seconds in which a held note fades to a third; Infinity for one that stays. */
  decay: number;
  release: number;
  /** Noise at the start of a note, as hammers and plectra make. */
  knock: number;
};
export type TimbreName =
  | 'piano'
  | 'pluck'
  | 'guitar'
  | 'power'
  | 'organ'
  | 'strings'
  | 'pad'
  | 'bass'
  | 'lead'
  | 'brass';

const tableLength = 2048;

export function makeTimbre(name: TimbreName, random: Random): Timbre {
  const tone = (partials: number, slope: number, odd = 1) => makeTable(partials, slope, odd, random);
  const from = (low: number, high: number) => random.between(low, high);
  switch (name) {
    case 'piano':
      return { table: tone(10, from(1.2, 2)), attack: 0.003, decay: from(0.4, 1.4), release: 0.1, knock: from(0, 0.1) };
    case 'pluck':
      return { table: tone(14, from(0.8, 1.6)), attack: 0.002, decay: from(0.06, 0.3), release: 0.05, knock: 0.02 };
    case 'guitar':
      return {
        table: tone(16, from(1, 1.6)),
        attack: 0.004,
        decay: from(0.3, 0.9),
        release: 0.08,
        knock: from(0, 0.2),
      };
    case 'power':
      return { table: tone(30, from(0.5, 0.9)), attack: 0.004, decay: from(0.5, 3), release: 0.04, knock: 0.1 };
    case 'organ':
      return { table: tone(6, from(0.6, 1.4)), attack: 0.01, decay: Number.POSITIVE_INFINITY, release: 0.03, knock: 0 };
    case 'strings':
      return { table: tone(16, from(1, 1.4)), attack: from(0.04, 0.15), decay: 8, release: 0.2, knock: 0 };
    case 'pad':
      return { table: tone(10, from(1.2, 2)), attack: from(0.1, 0.5), decay: 20, release: 0.5, knock: 0 };
    case 'bass':
      return {
        table: tone(8, from(1, 2.4)),
        attack: 0.005,
        decay: from(0.2, 1.5),
        release: 0.04,
        knock: from(0, 0.05),
      };
    case 'lead':
      return {
        table: tone(12, from(0.9, 1.5), from(0.2, 1)),
        attack: 0.01,
        decay: from(0.4, 4),
        release: 0.06,
        knock: 0,
      };
    case 'brass':
      return { table: tone(14, from(0.8, 1.3)), attack: from(0.02, 0.05), decay: 2, release: 0.08, knock: 0 };
  }
}

function makeTable(partials: number, slope: number, odd: number, random: Random): Float32Array {
  const table = new Float32Array(tableLength + 1);
  let power = 0;
  for (let partial = 1; partial <= partials; partial += 1) {
    const level = partial ** -slope * (partial % 2 === 0 ? odd : 1) * random.between(0.6, 1);
    power += level * level;
    const phase = random.between(0, 2 * Math.PI);
    for (let index = 0; index <= tableLength; index += 1) {
      table[index]! += level * Math.sin((2 * Math.PI * partial * index) / tableLength + phase);
    }
  }
  const scale = 1 / Math.sqrt(power);
  return table.map((value) => value * scale);
}

export function midiHz(note: number): number {
  return 440 * 2 ** ((note - 69) / 12);
}

/** Adds a note that starts at a time in seconds and is held for `seconds`. */
export function addNote(
  target: Float32Array,
  timbre: Timbre,
  note: { at: number; seconds: number; midi: number; gain: number },
  random: Random,
): void {
  const start = Math.round(note.at * voiceRate);
  const held = Math.max(timbre.attack, note.seconds);
  const end = Math.min(target.length, start + Math.round((held + 4 * timbre.release) * voiceRate));
  const step = (midiHz(note.midi) * tableLength) / voiceRate;
  const fade = Math.exp(-1 / (timbre.decay * voiceRate));
  const release = Math.exp(-1 / (timbre.release * voiceRate));
  const attackSamples = timbre.attack * voiceRate;
  const heldUntil = start + held * voiceRate;
  let phase = random.number() * tableLength;
  let level = note.gain;
  for (let index = Math.max(0, start); index < end; index += 1) {
    const since = index - start;
    const rising = since < attackSamples ? since / attackSamples : 1;
    target[index]! += level * rising * timbre.table[phase | 0]!;
    phase += step;
    if (phase >= tableLength) phase -= tableLength;
    level *= index > heldUntil ? release : fade;
  }
  if (timbre.knock > 0) {
    const last = Math.min(end, start + Math.round(0.02 * voiceRate));
    for (let index = Math.max(0, start); index < last; index += 1) {
      target[index]! += note.gain * timbre.knock * (1 - (index - start) / (last - start)) * random.normal();
    }
  }
}

/** Adds a recorded hit. */
export function addHit(target: Float32Array, hit: Float32Array, at: number, gain: number): void {
  const start = Math.round(at * voiceRate);
  const end = Math.min(target.length, start + hit.length);
  for (let index = Math.max(0, start); index < end; index += 1) target[index]! += gain * hit[index - start]!;
}
