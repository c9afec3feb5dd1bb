import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type Log = { error(message: string, error: unknown): void };

const maxSizeBytes = 2 * 1024 * 1024;

/**
 * Writes failures that nobody else is told of to a file, and keeps that file and one before it.
 *
 * `tell` hears of each in one line.
 */
export function createLog(file: string, tell: (line: string) => void = () => undefined): Log {
  return {
    error(message, error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      tell(`${message}: ${error instanceof Error ? error.message : text.split('\n')[0]}`);
      try {
        mkdirSync(dirname(file), { recursive: true });
        if (sizeOf(file) > maxSizeBytes) renameSync(file, `${file}.old`);
        appendFileSync(file, `${new Date().toISOString()} ${message}: ${text}\n`);
      } catch {
        // A log that cannot be written, as on a full disk, must not be a second failure.
      }
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
