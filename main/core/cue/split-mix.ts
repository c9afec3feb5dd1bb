import { dirname, join } from 'node:path';
import type { Context } from '#core/context.ts';
import { toFileError } from '#core/files/file-error.ts';
import type { CutInput, PlannedStep } from '#core/files/file-step.ts';
import { lookAt, stepStamp } from '#core/files/own-files.ts';
import { getSettings } from '#core/settings/settings.repository.ts';
import type { EntryState, FactsState } from '#core/tracklists/tracklist-state.ts';
import { getState } from '#core/tracklists/tracklists.repository.ts';
import type { SplitPart, SplitRequest } from '#shared/contract/cue.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { isIsrc } from '#shared/cue/identifiers.ts';
import { type SplitTarget, type Stretch, splitTargets, stretchesOf } from '#shared/cue/split-plan.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { formatKey, isMusicKey } from '#shared/music-key.ts';
import { parseTemplate, type TemplateError } from '#shared/name-template/index.ts';
import { namesOfParts } from './part-names.ts';
import { folderOf } from './save-sheet.ts';
import { findMix, type Mix } from './tracklist-sheet.ts';

type Surroundings = Pick<Context, 'db' | 'disk' | 'journal'>;
type Part = Stretch<EntryState> & { number: number; bytes: number };

export type SplitPreview = {
  formats: SplitTarget[];
  folder: string;
  parts: SplitPart[];
  leftOut: number;
  patternError: TemplateError | null;
  neededBytes: number;
  freeBytes: number | null;
  refusal: ErrorCode | null;
};

/** Left free on the disk, as by all that writes tags. */
const spareBytes = 64 * 1024 * 1024;
/** For tags and a cover. */
const tagBytes = 2 * 1024 * 1024;

/** What splitting a mix would make, or why it cannot be done. Throws NOT_FOUND for a list that is gone. */
export async function previewSplit(context: Surroundings, request: SplitRequest): Promise<SplitPreview> {
  const { db } = context;
  const state = getState(db, request.tracklistId);
  const mix = findMix(db, state);
  const formats = mix ? splitTargets(mix) : [];
  const chosen = new Set<number>(request.entryIds ?? state.entries.map(({ id }) => id));
  const all = stretchesOf(state.entries, mix?.durationMs ?? null);
  const parts = all
    .map(
      (stretch, index): Part => ({
        ...stretch,
        number: index + 1,
        bytes: mix ? bytesOf(stretch, mix, request.format) : 0,
      }),
    )
    .filter(({ entry }) => chosen.has(entry.id));
  const { template, error } = parseTemplate(request.pattern);
  const empty = { formats, parts: [], leftOut: state.entries.length - all.length, patternError: error };
  const none = { ...empty, folder: '', neededBytes: 0, freeBytes: null };
  if (!mix) return { ...none, refusal: 'FILE_NOT_FOUND' };
  try {
    const base = await folderOf(context, request.place, mix);
    const named = { facts: state.facts, format: request.format, total: all.length };
    const { folder, names } = await namesOfParts(context, parts, { ...named, template, base, place: request.place });
    const neededBytes = needOf(parts);
    const freeBytes = await freeAt(context, base);
    const refusal = refusalOf();
    return { ...empty, folder, parts: names, neededBytes, freeBytes, refusal };

    function refusalOf(): ErrorCode | null {
      if (!mix?.isOnline) return 'FOLDER_OFFLINE';
      if (!formats.some(({ format }) => format === request.format)) return 'FORMAT_UNSUPPORTED';
      if (parts.length === 0) return 'NO_AUDIO';
      return freeBytes !== null && freeBytes < neededBytes ? 'DISK_FULL' : null;
    }
  } catch (failure) {
    return { ...none, refusal: toFileError(failure).code };
  }
}

/** Cuts the mix into files, in the background, as one operation. See 'cue.split' for what it throws. */
export async function splitMix(
  context: Surroundings,
  request: SplitRequest,
): Promise<{ operation: OperationId; count: number }> {
  const { db, disk, journal } = context;
  const { folder, parts, leftOut, patternError, neededBytes, freeBytes, refusal } = await previewSplit(
    context,
    request,
  );
  if (patternError || parts.some(({ name }) => name === null)) {
    throw new AppError('PATTERN_INVALID', 'This pattern does not make a name of every entry.');
  }
  if (refusal) throw new AppError(refusal, 'This mix cannot be split now.', { neededBytes, freeBytes });
  const state = getState(db, request.tracklistId);
  const mix = findMix(db, state) as Mix;
  const source = await lookAt(disk, mix.path);
  if (!source?.isFile()) throw new AppError('FILE_NOT_FOUND', 'The file of the mix is not there.');
  const entries = new Map(state.entries.map((entry) => [entry.id as number, entry]));
  const expected = stepStamp(source);
  const { id3Version, writeRiffInfo } = getSettings(db).tags;
  const steps = parts.map((part, index): PlannedStep => {
    const entry = entries.get(part.entryId) as EntryState;
    const stretch = { entry, fromMs: part.fromMs, toMs: part.toMs };
    const input: CutInput = {
      type: 'cut',
      format: request.format,
      fromMs: part.fromMs,
      toMs: part.toMs,
      tags: {
        texts: textsOf(state.facts, entry, part.number, state.entries.length - leftOut),
        custom: {},
        id3Version,
        writeRiffInfo,
        keepModified: false,
      },
      hasCover: true,
      sizeBytes: 2 * (bytesOf(stretch, mix, request.format) + tagBytes),
    };
    const target = join(folder, ...(part.name as string).split('/'));
    return { kind: 'create', trackId: mix.id, source: mix.path, target, expected, group: index + 1, input };
  });
  const planned = [...(await missingFolders(context, steps)), ...steps];
  const operation = journal.start({ kind: 'splitMix', subject: state.facts.name, trackCount: parts.length }, planned);
  return { operation, count: parts.length };
}

/** What a part says of itself. */
function textsOf(facts: FactsState, entry: EntryState, number: number, total: number): Record<string, string[]> {
  const title = entry.title === '' ? 'ID' : entry.title;
  const texts: Record<string, string> = {
    title: entry.remix === '' ? title : `${title} (${entry.remix})`,
    artist: entry.artist,
    album: facts.name,
    albumArtist: facts.artist,
    trackNumber: String(number),
    trackTotal: String(total),
    date: facts.date,
    genre: facts.genre,
    label: entry.label,
    isrc: isIsrc(entry.isrc) ? entry.isrc : '',
    bpm: entry.bpm === null ? '' : String(entry.bpm),
    key: entry.musicalKey !== null && isMusicKey(entry.musicalKey) ? formatKey(entry.musicalKey, 'classical') : '',
    comment: entry.note,
  };
  return Object.fromEntries(Object.entries(texts).flatMap(([field, text]) => (text === '' ? [] : [[field, [text]]])));
}

/** About how large a part will be; never too small. */
function bytesOf({ fromMs, toMs }: Omit<Stretch<unknown>, 'entry'>, mix: Mix, format: SplitRequest['format']): number {
  const durationMs = mix.durationMs ?? 0;
  const ms = Math.max(0, (toMs ?? durationMs) - fromMs);
  if (format === 'mp3') return durationMs > 0 ? (mix.sizeBytes * ms) / durationMs : mix.sizeBytes;
  const bits = mix.isLossless ? (mix.bitDepth ?? 32) : 24;
  return ((ms / 1000) * (mix.sampleRate ?? 48_000) * (mix.channels ?? 2) * bits) / 8;
}

/** All parts, and the largest once more: each is made in two goes. */
function needOf(parts: readonly Part[]): number {
  const sizes = parts.map(({ bytes }) => bytes + tagBytes);
  return Math.ceil(sizes.reduce((sum, bytes) => sum + bytes, 0) + Math.max(0, ...sizes) + spareBytes);
}

async function freeAt({ disk }: Surroundings, folder: string): Promise<number | null> {
  return await disk.freeBytes(folder).catch(() => null);
}

/** Steps for the folders that are not there, outer ones first. */
async function missingFolders({ disk }: Surroundings, steps: readonly PlannedStep[]): Promise<PlannedStep[]> {
  const missing = new Set<string>();
  for (const { target } of steps) {
    for (let folder = dirname(target as string); !missing.has(folder); folder = dirname(folder)) {
      if (await lookAt(disk, folder)) break;
      missing.add(folder);
    }
  }
  const base = { trackId: null, target: null, expected: null, input: null, group: 0 } as const;
  return [...missing]
    .sort((one, other) => one.length - other.length)
    .map((source): PlannedStep => ({ ...base, kind: 'makeFolder', source }));
}
