import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type ExportFile = { path: string; at: number };

const pattern = /^ledgerline-(\d{4}-\d{2}-\d{2})\.jsonl$/;
const kept = 3;

/** One a day; a later one of the same day takes its place. */
export function exportName(at: number): string {
  return `ledgerline-${new Date(at).toISOString().slice(0, 10)}.jsonl`;
}

/** Newest first; those of a time to come, which a wrong clock has made, at the end. */
export function listExports(directory: string, now: number): ExportFile[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .flatMap((name) => {
      const day = pattern.exec(name)?.[1];
      return day ? [{ path: join(directory, name), at: Date.parse(day) }] : [];
    })
    .sort((one, other) => Number(one.at > now) - Number(other.at > now) || other.at - one.at);
}

export function superfluousExports(files: readonly ExportFile[]): ExportFile[] {
  return files.slice(kept);
}
