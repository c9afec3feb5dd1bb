import { playSong, type Song } from '../audio/synthesise.ts';

/** Samples a second of all recordings here. */
export const copiedRate = 44_100;

const song: Song = { bpm: 124, tonic: 9, isMinor: true, seconds: 8.5 };

/** The recording of which this folder holds copies. */
export function tinRoof(): Float32Array {
  return playTwoParts(song, { bpm: 124, tonic: 4, isMinor: false, seconds: 8.5 }, 4.2);
}

/** The same with silence in front, as a rip from vinyl has it. */
export function tinRoofWithLeadIn(seconds: number): Float32Array {
  const samples = tinRoof();
  const later = new Float32Array(samples.length + Math.round(seconds * copiedRate));
  later.set(samples, later.length - samples.length);
  return later;
}

/** Without its middle: what was there comes earlier. */
export function tinRoofEdit(): Float32Array {
  const samples = tinRoof();
  const [from, to] = [Math.round(3 * copiedRate), Math.round(3.5 * copiedRate)];
  const edit = new Float32Array(samples.length - (to - from));
  edit.set(samples.subarray(0, from));
  edit.set(samples.subarray(to), from);
  return edit;
}

/** The same chords and beats with somebody singing over them: another mix of the same material. */
export function tinRoofVocal(): Float32Array {
  const samples = tinRoof();
  let phase = 0;
  return samples.map((sample, at) => {
    const seconds = at / copiedRate;
    const note = [0, 3, 7, 10, 5, 8, 2][Math.floor(seconds * 2.3) % 7]!;
    phase += (2 * Math.PI * 392 * 2 ** (note / 12) * (1 + 0.01 * Math.sin(35 * seconds))) / copiedRate;
    const voice = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(3 * phase);
    return 0.5 * sample + 0.25 * voice * Math.abs(Math.sin(7 * seconds));
  });
}

/** Another piece, as long and in the same tempo. */
export function saltRoad(): Float32Array {
  return playTwoParts(
    { bpm: 124, tonic: 2, isMinor: false, seconds: 8.5 },
    { bpm: 124, tonic: 11, isMinor: true, seconds: 8.5 },
    2.6,
  );
}

function playTwoParts(first: Song, second: Song, changeSeconds: number): Float32Array {
  const samples = playSong(first, copiedRate);
  const change = Math.round(changeSeconds * copiedRate);
  samples.set(playSong(second, copiedRate).subarray(change), change);
  return samples;
}
