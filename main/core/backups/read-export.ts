import { createReadStream } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { findOverrides } from '#core/analysis/overrides.repository.ts';
import { cuesChange, readCues } from '#core/cues/cues.repository.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { readPlays } from '#core/library/plays.ts';
import { type Override, override } from '#shared/contract/analysis.ts';
import { cuePoint } from '#shared/contract/cues.ts';
import { AppError } from '#shared/errors.ts';
import { cleanValues, isEditField } from '#shared/tags/edit-fields.ts';
import { PlaylistReading } from './portable-playlists.ts';
import { RecordReading } from './portable-records.ts';
import { TracklistReading } from './portable-tracklists.ts';

const exported = z.object({
  type: z.literal('track'),
  audioHash: z.string().nullable(),
  quickHash: z.string().nullable(),
  path: z.string(),
  rating: z.number().int().min(0).max(5),
  playCount: z.number().int().min(0),
  lastPlayedAt: z.number().nullable(),
  overrides: z.record(z.string(), z.unknown()),
  edits: z.record(z.string(), z.array(z.string())),
  // An older export has none; one wrong cue takes no other value with it.
  cues: z.array(z.unknown()).default([]),
});
type Exported = z.output<typeof exported>;

export type ReadExport = { changes: ValueChange[]; matched: number; unmatched: number };

/**
 * What an export knows and the library does not: ratings where there is none, higher play counts, values set by hand,
 * edits and cues where there are none, playlists, tracklists, people and what they made. Tracks are known again by their sound, else by their path. Nothing is changed here.
 *
 * Throws FILE_NOT_FOUND, and BACKUP_INVALID for what is no export.
 */
export async function readExport(db: Db, file: string, now: number): Promise<ReadExport> {
  const result: ReadExport = { changes: [], matched: 0, unmatched: 0 };
  const playlists = new PlaylistReading(db, now);
  const tracklists = new TracklistReading(db, now);
  const records = new RecordReading(db);
  let isFirst = true;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      const value: unknown = JSON.parse(line);
      if (isFirst && !isHead(value)) throw new Error('Not an export');
      isFirst = false;
      const track = exported.safeParse(value);
      if (track.success) addTrack(db, track.data, result);
      else {
        result.changes.push(...playlists.read(value), ...tracklists.read(value));
        records.read(value);
      }
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw new AppError('FILE_NOT_FOUND', 'There is no such file.');
    throw new AppError('BACKUP_INVALID', 'This is no export of Ledgerline.', {}, { cause });
  }
  if (isFirst) throw new AppError('BACKUP_INVALID', 'This file is empty.');
  result.changes.push(...records.finish());
  return result;
}

function isHead(value: unknown): boolean {
  return z.object({ type: z.literal('ledgerline'), format: z.literal(1) }).safeParse(value).success;
}

function addTrack(db: Db, track: Exported, result: ReadExport): void {
  const ids = findTracks(db, track);
  if (ids.length === 0) result.unmatched += 1;
  else result.matched += 1;
  for (const trackId of ids) {
    result.changes.push(...valueChanges(db, trackId, track), ...overrideChanges(db, trackId, track));
    result.changes.push(...editChanges(db, trackId, track), ...cueChanges(db, trackId, track));
  }
}

/** All with the same sound, for copies share what is known of it; where none has it, the one at the path. */
function findTracks(db: Db, { audioHash, quickHash, path }: Exported): number[] {
  const bySound = (column: 'audio_hash' | 'quick_hash', hash: string | null) =>
    hash === null
      ? []
      : (prepare(db, `SELECT id FROM track WHERE ${column} = ? LIMIT 20`).pluck().all(hash) as number[]);
  const found = bySound('audio_hash', audioHash);
  if (found.length > 0) return found;
  const similar = bySound('quick_hash', quickHash);
  if (similar.length > 0) return similar;
  return findByPath(db, path);
}

function findByPath(db: Db, path: string): number[] {
  for (let root = dirname(path); ; root = dirname(root)) {
    const relative = path.slice(root.length + 1).replaceAll('\\', '/');
    const ids = prepare(
      db,
      'SELECT track.id FROM track JOIN folder ON folder.id = folder_id WHERE folder.path = ? AND track.path = ?',
    )
      .pluck()
      .all(root, relative) as number[];
    if (ids.length > 0 || root === dirname(root)) return ids;
  }
}

function valueChanges(db: Db, trackId: number, track: Exported): ValueChange[] {
  const rating = prepare(db, 'SELECT rating FROM track WHERE id = ?').pluck().get(trackId) as number;
  const plays = readPlays(db, trackId);
  const changes: ValueChange[] = [];
  if (rating === 0 && track.rating > 0) {
    changes.push({ trackId, field: 'rating', oldValue: 0, newValue: track.rating });
  }
  if (track.playCount > plays.count) {
    changes.push({ trackId, field: 'plays', oldValue: plays.count, newValue: track.playCount });
    const lastAt = Math.max(track.lastPlayedAt ?? 0, plays.lastAt ?? 0) || null;
    if (lastAt !== plays.lastAt) {
      changes.push({ trackId, field: 'lastPlayed', oldValue: plays.lastAt, newValue: lastAt });
    }
  }
  return changes;
}

function overrideChanges(db: Db, trackId: number, { overrides }: Exported): ValueChange[] {
  const known = findOverrides(db, trackId);
  return Object.entries(overrides).flatMap(([field, value]) => {
    const parsed = override.safeParse({ id: trackId, field, value });
    if (!parsed.success || known[parsed.data.field] !== undefined) return [];
    const { field: name, value: newValue }: Override = parsed.data;
    return [{ trackId, field: `override:${name}`, oldValue: null, newValue: newValue as JsonValue }];
  });
}

function cueChanges(db: Db, trackId: number, { cues }: Exported): ValueChange[] {
  const known = readCues(db, trackId);
  if (known.length > 0) return [];
  const change = cuesChange(
    db,
    trackId,
    cues.flatMap((cue) => cuePoint.safeParse(cue).data ?? []),
    known,
  );
  return change ? [change] : [];
}

function editChanges(db: Db, trackId: number, { edits }: Exported): ValueChange[] {
  const known = new Set(prepare(db, 'SELECT field FROM tag_edit WHERE track_id = ?').pluck().all(trackId) as string[]);
  return Object.entries(edits).flatMap(([field, values]) => {
    if (!isEditField(field) || known.has(field)) return [];
    // Whoever wrote this file: nothing comes in that could not be typed in.
    const clean = cleanValues(field, values);
    return 'values' in clean ? [{ trackId, field: `tag:${field}`, oldValue: null, newValue: clean.values }] : [];
  });
}
