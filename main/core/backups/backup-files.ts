import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Why a copy was made. `recent`: every hour in which something changed; `daily` and `weekly`: the first of a day and of a
 * week; `migration`: before a new build changed the schema; `operation`: before a large change of files; `restore`: what
 * was there before a restore; `manual`: the user asked.
 */
export const backupKinds = ['recent', 'daily', 'weekly', 'migration', 'operation', 'restore', 'manual'] as const;
export type BackupKind = (typeof backupKinds)[number];

export type BackupFile = { name: string; path: string; kind: BackupKind; at: number; sizeBytes: number };

const stamped = /^library\.([a-z]+)-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.db$/;
const beforeMigration = /^library\.before-\d+\.db$/;

/** 'library.daily-20261121T093000Z.db': sorts by time, and says itself what it is. */
export function backupName(kind: BackupKind, at: number): string {
  const stamp = new Date(at).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  return `library.${kind}-${stamp}.db`;
}

/** The backups in a folder, newest first; a folder that is not there has none. */
export function listBackupFiles(directory: string): BackupFile[] {
  const names = namesIn(directory);
  return names
    .flatMap((name) => {
      const path = join(directory, name);
      const kind = kindOf(name);
      const found = kind && statSync(path, { throwIfNoEntry: false });
      if (!kind || !found?.isFile()) return [];
      return [{ name, path, kind, at: timeOf(name) ?? found.mtimeMs, sizeBytes: found.size }];
    })
    .sort((one, other) => other.at - one.at);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function kindOf(name: string): BackupKind | undefined {
  if (beforeMigration.test(name)) return 'migration';
  const word = stamped.exec(name)?.[1];
  return backupKinds.find((kind) => kind === word);
}

function timeOf(name: string): number | undefined {
  const match = stamped.exec(name);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(2).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const kept: Readonly<Record<BackupKind, number>> = {
  recent: 2,
  daily: 7,
  weekly: 4,
  migration: 5,
  operation: 5,
  restore: 5,
  manual: Number.POSITIVE_INFINITY,
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** A clock that was wrong once has made this: what carries a time to come says nothing of how old it is. */
function isToCome({ at }: BackupFile, now: number): boolean {
  return at > now + hourMs;
}

/** Newest first; those of a time to come at the end. */
export function byAge(files: readonly BackupFile[], now: number): BackupFile[] {
  return [...files].sort(
    (one, other) => Number(isToCome(one, now)) - Number(isToCome(other, now)) || other.at - one.at,
  );
}

/** Which of the files are no longer needed: of each kind the newest few stay, and the newest of all always does. */
export function superfluous(files: readonly BackupFile[], now: number): BackupFile[] {
  const counts = new Map<BackupKind, number>();
  return byAge(files, now).filter(({ kind }, index) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return index > 0 && count > kept[kind];
  });
}

/** What a backup made now would be, by what is there: the first of its week, of its day, or of its hour; else none. */
export function dueKind(files: readonly BackupFile[], now: number): 'weekly' | 'daily' | 'recent' | null {
  const made = files.filter((file) => !isToCome(file, now));
  const newest = (kinds: readonly BackupKind[]) =>
    Math.max(Number.NEGATIVE_INFINITY, ...made.filter(({ kind }) => kinds.includes(kind)).map(({ at }) => at));
  if (now - newest(['weekly']) >= 7 * dayMs) return 'weekly';
  if (now - newest(['weekly', 'daily']) >= dayMs) return 'daily';
  if (now - newest(['weekly', 'daily', 'recent', 'manual']) >= hourMs) return 'recent';
  return null;
}
