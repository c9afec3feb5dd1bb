import { readFileSync } from 'node:fs';
import { analyseFile } from '../main/core/analysis/analyse.ts';

/** Analyses one file in a process of its own and prints what the process weighed at its heaviest. */
const path = process.argv[2];
if (!path) throw new Error('usage: analyse-one FILE');
const startedAt = performance.now();
const { durationMs } = await analyseFile(path);
const ms = performance.now() - startedAt;
console.log(JSON.stringify({ durationMs, ms, peakMb: peakMb() }));

/** Linux counts the weight of who started a process as its own in `maxRSS`, but not here. */
function peakMb(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}
