/** What TypeScript calls. Each call works through a whole block; memory is laid out by TypeScript (kernel.ts). */
export { measureBands } from './bands';
export { decodeFlac } from './flac';
export { mix, removeNonsense } from './mix';
export { bandPeaks } from './peaks';
export { halveRate, resample } from './resample';
export { addProducts, addStatistics } from './statistics';
export { truePeak } from './true-peak';
export { weighEnergies } from './weighting';

/** Where memory begins that no constant of this module uses. */
export function freeFrom(): usize {
  return __heap_base;
}
