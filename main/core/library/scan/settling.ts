import { stat } from 'node:fs/promises';
import type { FileReading, FileStamp } from './file-reading.ts';
import { isSameStamp, stampOf } from './reading/file-stamp.ts';

/** A file that may still be on its way here: it changed a moment ago, or while it was read. */
export type UnsettledFile<Entry> = { entry: Entry; wholePath: string; stamp: FileStamp; seenAtMs: number };

/** Files that cannot be read yet may be the first half of something. */
const halfCodes: ReadonlySet<string> = new Set(['FILE_EMPTY', 'FORMAT_UNKNOWN', 'FILE_CHANGED', 'FILE_UNREADABLE']);
/** A clock may be ahead of ours by so much; what lies further in the future was set by hand. */
const mostAheadMs = 24 * 60 * 60 * 1000;

export type SettlingOptions = {
  /** A file is settled when it stayed as it is for so long; 0 takes every file as it is found. */
  settleMs: number;
  now(): number;
};

/**
 * Tells files that are being copied from those that are whole: by the time of their last change, and where that is recent,
 * by looking twice.
 */
export class Settling<Entry> {
  readonly #options: SettlingOptions;
  #files: UnsettledFile<Entry>[] = [];

  constructor(options: SettlingOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#files.length;
  }

  /** The state of a file that must be looked at again; null where the reading counts. */
  async unsettledStamp(wholePath: string, reading: FileReading): Promise<FileStamp | null> {
    if (this.#options.settleMs === 0) return null;
    const stamp = await this.#stampToDoubt(wholePath, reading);
    if (!stamp) return null;
    const ageMs = this.#options.now() - stamp.modifiedUs / 1000;
    return ageMs < this.#options.settleMs && ageMs > -mostAheadMs ? stamp : null;
  }

  add(entry: Entry, wholePath: string, stamp: FileStamp): void {
    this.#files.push({ entry, wholePath, stamp, seenAtMs: performance.now() });
  }

  /** Takes out up to `count` files that were left alone for long enough since they were last seen. */
  takeDue(count: number): UnsettledFile<Entry>[] {
    const latest = performance.now() - this.#options.settleMs;
    const due = this.#files.filter(({ seenAtMs }) => seenAtMs <= latest).slice(0, count);
    const taken = new Set(due);
    this.#files = this.#files.filter((file) => !taken.has(file));
    return due;
  }

  takeAll(): UnsettledFile<Entry>[] {
    return this.#files.splice(0);
  }

  /** Whether a file that was looked at again is as it was: then what was read now is whole. */
  static isSettled({ stamp }: UnsettledFile<unknown>, now: FileStamp): boolean {
    return isSameStamp(stamp, now);
  }

  async #stampToDoubt(wholePath: string, reading: FileReading): Promise<FileStamp | null> {
    if (reading.type === 'content') return reading.content.stamp;
    if (reading.type !== 'refused' || !halfCodes.has(reading.code)) return null;
    return stampAt(wholePath);
  }
}

/** The stamp of what lies at a path now, or null. */
export async function stampAt(wholePath: string): Promise<FileStamp | null> {
  try {
    return stampOf(await stat(wholePath, { bigint: true }));
  } catch {
    return null;
  }
}
