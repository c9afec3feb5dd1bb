import { z } from 'zod';
import { compressFingerprint } from '#core/analysis/fingerprint/compress-fingerprint.ts';
import type { TaskKind, TaskRun } from '#core/connectors/connector.ts';
import type { MusicBrainzApis } from '#core/connectors/musicbrainz/musicbrainz-connectors.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { AppError, toWire } from '#shared/errors.ts';
import { type FoundRecording, type LocalFacts, makeCandidates, withRelease } from './candidates.ts';
import { keepLookUp } from './look-ups.repository.ts';

const input = z.object({ ids: z.array(z.number()) });
export type LookUpInput = z.output<typeof input>;

type LookUpParts = {
  db: Db;
  now(): number;
  apis: MusicBrainzApis;
  /** Whether AcoustID may be asked. */
  canHear(): boolean;
  onChange(): void;
};

type Row = LocalFacts & { isrc: string; fingerprint: Uint8Array | null; soundMs: number | null };

/** From here on nothing better is looked for. */
const enough = 0.9;
const mostHeard = 3;

/** Looks tracks up one after the other; one that cannot be found does not stop the others, and a restart goes on. */
export function lookUpTask(parts: LookUpParts): TaskKind {
  return {
    // The number says it in every language.
    subject: (given) => String(input.parse(given).ids.length),
    run: (task) => run(parts, input.parse(task.input).ids, task),
  };
}

async function run(parts: LookUpParts, ids: readonly number[], task: TaskRun): Promise<void> {
  const { db, now, onChange } = parts;
  const done = z.number().catch(0).parse(task.progress);
  for (let index = done; index < ids.length; index += 1) {
    const id = ids[index] as number;
    task.signal.throwIfAborted();
    const row = readRow(db, id);
    if (row) {
      const lookUp = await lookUpOne(parts, row);
      keepLookUp(db, id, lookUp, now());
    }
    task.save(index + 1, (index + 1) / ids.length);
    onChange();
  }
}

async function lookUpOne(parts: LookUpParts, row: Row): Promise<Parameters<typeof keepLookUp>[2]> {
  try {
    const candidates = await findCandidates(parts, row);
    return { state: candidates.length > 0 ? 'found' : 'none', error: null, candidates };
  } catch (error) {
    const { code } = toWire(error);
    // These are about the service, not about this track: the task waits, or ends.
    const isOfService = code.startsWith('SERVICE_') && code !== 'SERVICE_REFUSED' && code !== 'SERVICE_ANSWER';
    if (isOfService || code === 'CANCELLED' || !(error instanceof AppError)) throw error;
    return { state: 'failed', error: code, candidates: [] };
  }
}

/** By its code, then by its sound, then by its name, until something is sure. */
async function findCandidates({ apis, canHear }: LookUpParts, row: Row) {
  const { musicbrainz } = apis;
  const found: FoundRecording[] = [];
  const best = () => makeCandidates(row, found)[0]?.score ?? 0;
  const isrc = row.isrc.replace(/[^a-zA-Z0-9]/g, '').toUpperCase();
  if (/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(isrc)) {
    for (const { id } of (await musicbrainz.recordingsOfIsrc(isrc)).slice(0, mostHeard)) {
      const recording = await musicbrainz.recording(id);
      if (recording) found.push({ recording, by: 'isrc', soundScore: null });
    }
  }
  if (best() < enough && row.fingerprint && row.soundMs !== null && canHear()) {
    const fingerprint = compressFingerprint(itemsOf(row.fingerprint));
    const sound = { fingerprint, durationMs: row.soundMs };
    for (const heard of (await apis.findBySound(sound).catch(nothingHeard)).slice(0, mostHeard)) {
      const recording = await musicbrainz.recording(heard.recordingId);
      if (recording) found.push({ recording, by: 'fingerprint', soundScore: heard.score });
    }
  }
  if (best() < enough && row.title !== '') {
    for (const recording of await musicbrainz.searchRecordings(row)) {
      found.push({ recording, by: 'search', soundScore: null });
    }
  }
  const [first, ...others] = makeCandidates(row, found);
  if (!first) return [];
  // A search does not know the label; only the best is asked for, the others when the user looks at them.
  const release = first.releaseId === null ? null : await musicbrainz.release(first.releaseId);
  return [release ? withRelease(first, release) : first, ...others];
}

/** AcoustID is a help and no more: where it is away, or refuses, the name is still there to look for. */
function nothingHeard(error: unknown): [] {
  if (error instanceof AppError && error.code.startsWith('SERVICE_')) return [];
  throw error;
}

function readRow(db: Db, id: number): Row | undefined {
  return prepare(
    db,
    `SELECT title, artist, album, track.duration_ms AS durationMs, isrc, analysis.fingerprint,
       analysis.duration_ms AS soundMs
     FROM track LEFT JOIN analysis ON analysis.audio_hash = track.audio_hash WHERE track.id = ?`,
  ).get(id) as Row | undefined;
}

function itemsOf(bytes: Uint8Array): Uint32Array {
  const copy = Uint8Array.from(bytes);
  return new Uint32Array(copy.buffer, 0, Math.floor(copy.length / 4));
}
