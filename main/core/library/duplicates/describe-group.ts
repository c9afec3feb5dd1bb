import type { z } from 'zod';
import { type Db, prepare } from '#core/db/query.ts';
import { getRows } from '#core/library/tracks.repository.ts';
import type {
  DuplicateEdit,
  DuplicateFact,
  DuplicateFile,
  DuplicateGains,
  DuplicateGroup,
  DuplicateId,
  DuplicateTag,
  duplicatesContract,
} from '#shared/contract/library/duplicates.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { AppError } from '#shared/errors.ts';
import { chooseKeeper, usedBits } from './choose-keeper.ts';
import { type FileFacts, getFileFacts } from './duplicate-facts.ts';
import { findGroup, type ListedGroup, listMembers } from './duplicates.repository.ts';
import { followKeeper } from './follow-keeper.ts';
import { RecordingLikenesses } from './recording-likenesses.ts';

type Detail = z.output<(typeof duplicatesContract)['duplicates.get']['output']>;

export function toGroup(row: ListedGroup): DuplicateGroup {
  return {
    id: row.id as DuplicateId,
    kind: row.kind,
    title: row.title || row.file_name,
    otherTitle: row.other_title,
    artist: row.artist,
    artworkHash: row.artwork_hash,
    fileCount: row.file_count,
    suggestedName: row.file_name,
    sizeBytes: row.others_bytes,
    likeness: row.likeness,
    isSure: row.is_sure === 1,
  };
}

/** The file of a group to keep, of those that are left, and the others. Null where less than two are. */
export function suggestMerge(db: Db, id: number): { keep: number; trash: number[] } | null {
  const ids = listMembers(db, id).map(({ track_id }) => track_id);
  if (ids.length < 2) return null;
  const keep = chooseKeeper(getFileFacts(db, ids)).keeper.id;
  return { keep, trash: ids.filter((each) => each !== keep) };
}

/** Everything that helps to choose. Throws NOT_FOUND where less than two files are left. */
export function describeGroup(db: Db, id: number): Detail {
  const group = findGroup(db, id);
  if (!group) throw new AppError('NOT_FOUND', 'These duplicates are not there any more.', { id });
  const members = listMembers(db, id);
  const facts = getFileFacts(
    db,
    members.map(({ track_id }) => track_id),
  );
  const { keeper, reasons } = chooseKeeper(facts);
  const ordered = [keeper, ...facts.filter((file) => file !== keeper)];
  const likenesses = new RecordingLikenesses(db);
  const offsets = new Map(members.map(({ track_id, offset_ms }) => [track_id, offset_ms]));
  const keeperOffset = offsets.get(keeper.id) ?? 0;
  const tracks = new Map(
    getRows(
      db,
      facts.map((file) => file.id),
    ).map((row) => [row.id as number, row]),
  );
  const files = ordered.flatMap((file): DuplicateFile[] => {
    const track = tracks.get(file.id);
    if (!track) return [];
    const losers = ordered.filter((other) => other !== file).map((other) => other.id);
    const merging = { keeper: file.id, losers, offsetsMs: offsets, isOneRecording: group.kind !== 'maybe' };
    return [
      {
        track,
        ...placeOf(file),
        sampleRate: file.sampleRate,
        bitDepth: file.bitDepth,
        effectiveBits: file.effectiveBits,
        bandwidthHz: file.bandwidthHz,
        verdict: file.verdict,
        truePeakDb: file.truePeakDb,
        clippedRuns: file.clippedRuns,
        tags: file.tags,
        edits: file.edits,
        plays: file.playCount,
        lastPlayedAt: file.lastPlayedAt,
        spectrum: readSpectrum(db, file.audioHash),
        likeness: likenessTo(likenesses, keeper, file),
        offsetMs: (offsets.get(file.id) ?? 0) - keeperOffset,
        marks: marksOf(file, facts),
        gains: gainsOf(file, followKeeper(db, merging)),
      },
    ];
  });
  return { ...toGroup({ ...group, suggested_id: keeper.id }), suggested: keeper.id as TrackId, reasons, files };
}

function placeOf({ folderPath, path }: FileFacts): { folderName: string; folderPath: string } {
  const parts = path.split(/[\\/]/).filter(Boolean);
  return {
    folderName: folderPath.split(/[\\/]/).filter(Boolean).at(-1) ?? folderPath,
    folderPath: parts.slice(0, -1).join('/'),
  };
}

function likenessTo(likenesses: RecordingLikenesses, keeper: FileFacts, { audioHash }: FileFacts): number | null {
  if (keeper.audioHash === null || audioHash === null) return null;
  if (keeper.audioHash === audioHash) return 1;
  return likenesses.compare(keeper.audioHash, audioHash)?.likeness ?? null;
}

function readSpectrum(db: Db, audioHash: string | null): string | null {
  if (audioHash === null) return null;
  const bytes = prepare(db, 'SELECT spectrum FROM analysis WHERE audio_hash = ?').pluck().get(audioHash) as
    | Uint8Array
    | null
    | undefined;
  return bytes ? Buffer.from(bytes).toString('base64') : null;
}

/** How much more of it is better; null where it is not known. */
const weights: Readonly<Partial<Record<DuplicateFact, (file: FileFacts) => number | null>>> = {
  resolution: (file) => (usedBits(file) === null ? null : (usedBits(file) ?? 0) * 1e6 + (file.sampleRate ?? 0)),
  bitrate: ({ bitrate }) => bitrate,
  bandwidth: ({ bandwidthHz }) => (bandwidthHz === null ? null : Math.round(bandwidthHz / 500)),
  peak: ({ clippedRuns }) => (clippedRuns === null ? null : -clippedRuns),
  tags: ({ tagCount }) => tagCount,
  edits: ({ editCount }) => editCount,
  rating: ({ rating }) => rating,
  plays: ({ playCount }) => playCount,
};

function marksOf(file: FileFacts, all: readonly FileFacts[]): DuplicateFile['marks'] {
  const marks: DuplicateFile['marks'] = {};
  for (const [name, weight] of Object.entries(weights) as [DuplicateFact, (each: FileFacts) => number | null][]) {
    const own = weight(file);
    const known = all.map(weight).filter((value) => value !== null);
    if (own !== null && own === Math.max(...known) && known.some((value) => value < own)) marks[name] = 'best';
  }
  for (const fact of warnings(file, all)) marks[fact] = 'warn';
  return marks;
}

/** What speaks against a file. */
function warnings(file: FileFacts, all: readonly FileFacts[]): DuplicateFact[] {
  const { verdict, clippedRuns, truePeakDb, isTruncated, editCount, tagCount } = file;
  const mostTags = Math.max(...all.map((each) => each.tagCount));
  return [
    ...(verdict === 'transcode' || verdict === 'uncertain' ? (['bandwidth'] as const) : []),
    ...((clippedRuns ?? 0) > 0 || (truePeakDb ?? 0) > 0 ? (['peak'] as const) : []),
    ...(isTruncated ? (['length'] as const) : []),
    ...(2 * tagCount <= mostTags && mostTags > 0 ? (['tags'] as const) : []),
    ...(editCount === 0 && all.some((each) => each.editCount > 0) ? (['edits'] as const) : []),
  ];
}

function gainsOf({ id, playCount }: FileFacts, changes: ReturnType<typeof followKeeper>): DuplicateGains {
  const named = <Name extends string>(prefix: string) =>
    changes.flatMap(({ field }) => (field.startsWith(`${prefix}:`) ? [field.slice(prefix.length + 1) as Name] : []));
  const rating = changes.find(({ field }) => field === 'rating')?.newValue;
  const plays = changes.find(({ trackId, field }) => trackId === id && field === 'plays')?.newValue;
  return {
    rating: typeof rating === 'number' ? rating : null,
    plays: typeof plays === 'number' ? plays - playCount : 0,
    edits: named<DuplicateEdit>('override'),
    tags: named<DuplicateTag>('tag'),
  };
}
