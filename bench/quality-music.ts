import { randomNumbers } from '../main/core/testing/sound-sketches.ts';

/** A style of made music: General MIDI programs, tempo, drums, and how much is going on. */
type Style = { name: string; bpm: number; programs: readonly number[]; drums: boolean; density: number };

export const styles: readonly Style[] = [
  { name: 'rock', bpm: 132, programs: [29, 30, 33, 0], drums: true, density: 0.9 },
  { name: 'metal', bpm: 176, programs: [30, 30, 34, 48], drums: true, density: 1 },
  { name: 'jazz', bpm: 148, programs: [0, 32, 65, 26], drums: true, density: 0.7 },
  { name: 'piano', bpm: 76, programs: [0, 0], drums: false, density: 0.6 },
  { name: 'strings', bpm: 64, programs: [48, 49, 42, 68], drums: false, density: 0.4 },
  { name: 'choir', bpm: 70, programs: [52, 53, 19], drums: false, density: 0.4 },
  { name: 'guitar', bpm: 96, programs: [24, 25, 32], drums: false, density: 0.7 },
  { name: 'dance', bpm: 126, programs: [81, 38, 90, 62], drums: true, density: 1 },
  { name: 'brass', bpm: 112, programs: [56, 57, 61, 33], drums: true, density: 0.8 },
  { name: 'bells', bpm: 90, programs: [14, 11, 9, 46], drums: false, density: 0.6 },
];

const ticks = 480;

/** A Standard MIDI File (format 0) of a piece in a style. */
export function midiPiece(style: Style, seed: number, seconds: number): Buffer {
  const random = randomNumbers(seed);
  const events: { at: number; bytes: number[] }[] = [];
  const note = (at: number, channel: number, key: number, velocity: number, length: number) => {
    events.push({ at, bytes: [0x90 + channel, key, velocity] }, { at: at + length, bytes: [0x80 + channel, key, 0] });
  };
  for (const [channel, program] of style.programs.entries()) events.push({ at: 0, bytes: [0xc0 + channel, program] });
  const beats = Math.floor((seconds * style.bpm) / 60);
  const scale = [0, 2, 4, 5, 7, 9, 11];
  const root = 48 + Math.floor(random() * 12);
  for (let beat = 0; beat < beats; beat += 1) {
    const chord = [0, 5, 3, 4][Math.floor(beat / 4) % 4]!;
    for (const [channel] of style.programs.entries()) {
      for (let part = 0; part < 4; part += 1) {
        if (random() > style.density * (part === 0 ? 1 : 0.5)) continue;
        const degree = chord + [0, 2, 4, 6][Math.floor(random() * 4)]!;
        const key = root + 12 * (channel % 3) + scale[degree % 7]! + 12 * Math.floor(degree / 7) - 12;
        note(beat * ticks + part * 120, channel, key, 60 + Math.floor(random() * 60), 120 + Math.floor(random() * 480));
      }
    }
    if (!style.drums) continue;
    note(beat * ticks, 9, beat % 2 === 0 ? 36 : 38, 110, 100);
    for (let part = 0; part < 4; part += 1)
      if (random() < 0.8)
        note(beat * ticks + part * 120, 9, random() < 0.15 ? 46 : 42, 60 + Math.floor(random() * 50), 60);
    if (beat % 8 === 0) note(beat * ticks, 9, 49, 110, 400);
    if (beat % 4 === 2) note(beat * ticks + 240, 9, 51, 90, 200);
  }
  events.sort((a, b) => a.at - b.at);
  const tempo = Math.round(60_000_000 / style.bpm);
  const track: number[] = [0, 0xff, 0x51, 3, tempo >> 16, (tempo >> 8) & 255, tempo & 255];
  let last = 0;
  for (const { at, bytes } of events) {
    track.push(...variableLength(at - last), ...bytes);
    last = at;
  }
  track.push(0, 0xff, 0x2f, 0);
  const header = Buffer.from([0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 0, 0, 1, ticks >> 8, ticks & 255]);
  const trackHeader = Buffer.from('MTrk\0\0\0\0', 'latin1');
  trackHeader.writeUInt32BE(track.length, 4);
  return Buffer.concat([header, trackHeader, Buffer.from(track)]);
}

function variableLength(value: number): number[] {
  const bytes = [value & 127];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 127) | 128);
  return bytes;
}

/** Electronic music without samples: saws, noise hats, a drum, with left and right not quite the same. Full scale ±1. */
export function synthPiece(seed: number, seconds: number, rate: number): [Float32Array, Float32Array] {
  const random = randomNumbers(seed);
  const length = seconds * rate;
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  const beat = (60 / (100 + random() * 60)) * rate;
  const voices = Array.from({ length: 6 }, (_, index) => ({
    phase: random(),
    detune: 1 + (index - 3) * 0.003,
    pan: random(),
  }));
  const brightness = 0.05 + random() * 0.6;
  let low = 0;
  let lowRight = 0;
  for (let at = 0; at < length; at += 1) {
    const step = Math.floor(at / beat);
    const inBeat = at % beat;
    const hz = 110 * 2 ** ([0, 3, 7, 10][step % 4]! / 12);
    let l = 0;
    let r = 0;
    for (const voice of voices) {
      voice.phase = (voice.phase + (hz * voice.detune) / rate) % 1;
      const saw = 2 * voice.phase - 1;
      l += saw * voice.pan * 0.08;
      r += saw * (1 - voice.pan) * 0.08;
    }
    low += brightness * (l - low);
    lowRight += brightness * (r - lowRight);
    const inHat = at % (beat / 4);
    const hat = (random() - 0.5) * 0.3 * Math.exp(-inHat / (0.02 * rate));
    const kick = 0.6 * Math.sin(40 * Math.sqrt(inBeat / (0.05 * rate))) * Math.exp(-inBeat / (0.12 * rate));
    const hiss = seed % 2 === 0 ? 0.01 * (random() - 0.5) : 0;
    left[at] = Math.max(-1, Math.min(1, low + hat + kick + hiss));
    right[at] = Math.max(-1, Math.min(1, lowRight + hat * 0.7 + kick + hiss * random()));
  }
  return [left, right];
}
