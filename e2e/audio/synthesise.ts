/** A short piece of music, defined by what analysis should find in it. */
export type Song = {
  bpm: number;
  /** Pitch class of the tonic, 0 for C. */
  tonic: number;
  isMinor: boolean;
  seconds: number;
};

const chordSteps = { minor: [0, 5, 7, 0], major: [0, 5, 7, 0] };

/**
 * Plays a song: kick on every beat, snare on two and four, hats between, bass and chords of a plain cadence.
 *
 * Mono, the same samples every time.
 */
export function playSong(song: Song, sampleRate: number): Float32Array {
  const samples = new Float32Array(Math.round(song.seconds * sampleRate));
  const beatSeconds = 60 / song.bpm;
  for (let beat = 0; beat * beatSeconds < song.seconds; beat += 1) {
    const at = beat * beatSeconds;
    addKick(samples, at, sampleRate);
    if (beat % 2 === 1) addNoise(samples, at, sampleRate, 0.22, 0.12, beat);
    addNoise(samples, at + beatSeconds / 2, sampleRate, 0.08, 0.03, beat + 1000);
    const chord = chordAt(song, Math.floor(beat / 4));
    const isDownbeat = beat % 4 === 0;
    for (const half of [0, 0.5])
      addTone(samples, at + half * beatSeconds, 0.45 * beatSeconds, sampleRate, midiHz(chord[0]! - 12), 0.2, 3);
    if (isDownbeat)
      for (const note of chord) addTone(samples, at, 3.9 * beatSeconds, sampleRate, midiHz(note + 12), 0.07, 4);
  }
  return samples;
}

/** A sine of the given frequency at −12 dB. */
export function playSine(hz: number, seconds: number, sampleRate: number): Float32Array {
  return Float32Array.from(
    { length: seconds * sampleRate },
    (_, index) => 0.25 * Math.sin((2 * Math.PI * hz * index) / sampleRate),
  );
}

function chordAt({ tonic, isMinor }: Song, bar: number): number[] {
  const step = chordSteps[isMinor ? 'minor' : 'major'][bar % 4]!;
  const root = 48 + ((tonic + step) % 12);
  return [root, root + (isMinor ? 3 : 4), root + 7];
}

function midiHz(note: number): number {
  return 440 * 2 ** ((note - 69) / 12);
}

function addKick(samples: Float32Array, at: number, sampleRate: number): void {
  const start = Math.round(at * sampleRate);
  const end = Math.min(samples.length, start + Math.round(0.18 * sampleRate));
  let phase = 0;
  for (let index = start; index < end; index += 1) {
    const time = (index - start) / sampleRate;
    phase += (2 * Math.PI * (45 + 110 * Math.exp(-time * 40))) / sampleRate;
    samples[index]! += 0.5 * Math.exp(-time * 18) * Math.sin(phase);
  }
}

function addNoise(samples: Float32Array, at: number, rate: number, gain: number, seconds: number, seed: number): void {
  const start = Math.round(at * rate);
  const end = Math.min(samples.length, start + Math.round(seconds * rate));
  let state = (seed * 2654435761 + 1) >>> 0;
  for (let index = start; index < end; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const decay = 1 - (index - start) / (end - start);
    samples[index]! += gain * decay * decay * (state / 2 ** 31 - 1);
  }
}

function addTone(
  samples: Float32Array,
  at: number,
  seconds: number,
  rate: number,
  hz: number,
  gain: number,
  partials: number,
): void {
  const start = Math.round(at * rate);
  const end = Math.min(samples.length, start + Math.round(seconds * rate));
  for (let index = start; index < end; index += 1) {
    const time = (index - start) / rate;
    const envelope = Math.min(1, time / 0.01, (end - index) / (0.02 * rate)) * Math.exp(-time * 0.8);
    let value = 0;
    for (let partial = 1; partial <= partials && partial * hz < 0.45 * rate; partial += 1)
      value += Math.sin(2 * Math.PI * partial * hz * time) / partial;
    samples[index]! += gain * envelope * value;
  }
}
