import type { KeyBlocks } from './key-blocks.ts';

/** Shorter audio, in blocks of 0.74 s that sounded, says nothing about a key. */
const fewestBlocks = 2;
// Measured on generated sounds: white and brown noise, drums, speech-like bursts and sweeps stay below one of these; of 3,000
// generated pieces one in a hundred does, of the annotated clips none (the least are 0.87, 0.50 and 0.62).
const leastTonality = 0.79;
const leastContrast = 0.2;
const leastChordShare = 0.48;

/** Half a minute. Over a whole mix of many keys all pitches would be alike. */
const sectionBlocks = 40;

/** Whether there are notes to take a key from: frames with few pitches, the same ones again and again, and chords. */
export function isPitched(blocks: KeyBlocks): boolean {
  let sounding = 0;
  let tonality = 0;
  let contrast = 0;
  let chordShare = 0;
  for (let first = 0; first < blocks.count; first += sectionBlocks) {
    const section = measureSection(blocks, first, Math.min(blocks.count, first + sectionBlocks));
    sounding += section.sounding;
    tonality += section.tonality;
    contrast += section.contrast * section.sounding;
    chordShare += section.chordShare;
  }
  if (sounding < fewestBlocks) return false;
  return (
    tonality > leastTonality * sounding &&
    contrast > leastContrast * sounding &&
    chordShare > leastChordShare * sounding
  );
}

/** Tonality and share of the likeliest chord as sums over the blocks that sound; contrast is spread over mean. */
function measureSection(blocks: KeyBlocks, first: number, end: number) {
  const sums = new Float64Array(12);
  let sounding = 0;
  let tonality = 0;
  let chordShare = 0;
  for (let block = first; block < end; block += 1) {
    const weight = blocks.weight[block]!;
    if (weight === 0) continue;
    sounding += 1;
    tonality += weight;
    for (let pitch = 0; pitch < 12; pitch += 1) sums[pitch]! += blocks.chroma[12 * block + pitch]!;
    let best = 0;
    for (let chord = 0; chord < 24; chord += 1) best = Math.max(best, blocks.chords[24 * block + chord]!);
    chordShare += best;
  }
  const mean = sums.reduce((left, right) => left + right, 0) / 12;
  const spread = Math.sqrt(sums.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 12);
  return { sounding, tonality, chordShare, contrast: mean > 0 ? spread / mean : 0 };
}
