import type { BigIntStats } from 'node:fs';
import type { FileStamp } from '../file-reading.ts';

export function stampOf(stats: BigIntStats): FileStamp {
  return {
    sizeBytes: Number(stats.size),
    modifiedUs: Number(stats.mtimeNs / 1000n),
    fileKey: stats.ino === 0n ? null : `${stats.dev}:${stats.ino}`,
  };
}

export function isSameStamp(one: FileStamp, other: FileStamp): boolean {
  return (
    one.sizeBytes === other.sizeBytes &&
    one.modifiedUs === other.modifiedUs &&
    (one.fileKey === other.fileKey || one.fileKey === null || other.fileKey === null)
  );
}
