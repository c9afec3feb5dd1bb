/** What TypeScript calls. Each call works through a whole chunk; memory is laid out by TypeScript (kernel.ts). */
export { measureBands } from './bands';
export { halveRate, resample } from './resample';

/** Where memory begins that no constant of this module uses. */
export function freeFrom(): usize {
  return __heap_base;
}
