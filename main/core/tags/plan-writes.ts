import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { PlannedStep, StepStamp, WriteInput } from '#core/files/file-step.ts';
import { compareStamp, stepStamp } from '#core/files/own-files.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { TagSettings } from '#shared/contract/settings.ts';
import { parseTemplate, type Template } from '#shared/name-template/index.ts';
import { renderTemplate } from '#shared/name-template/render-template.ts';
import type { TextTagField } from '#shared/tags/tag-fields.ts';
import { type KnownOfTrack, measuredTexts, type WriteBack } from '#shared/tags/write-back.ts';
import { mapEdits, type TagEdit } from './tag-edits.repository.ts';
import { historyField } from './tag-history.ts';

/** One file to write, and the edits that this brings into it. */
export type PlannedWrite = { track: WriteTrack; input: WriteInput; edits: readonly TagEdit[] };

type WriteTrack = KnownOfTrack & {
  id: number;
  root: string;
  path: string;
  fileName: string;
  sizeBytes: number;
  modifiedUs: number;
  fileKey: string | null;
  title: string;
  artist: string;
  album: string;
  albumartist: string;
  track: number | null;
  disc: number | null;
  year: number | null;
  genre: string;
  label: string;
  composer: string;
  remixer: string;
  isrc: string;
  format: string;
  codec: string;
  bitrate: number | null;
  energy: number | null;
  mood: string;
};

const selectTracks = `SELECT track.id, folder.path AS root, track.path, file_name AS fileName, size_bytes AS sizeBytes,
    modified_us AS modifiedUs, file_key AS fileKey, title, artist, album, album_artist AS albumartist,
    track_number AS track, disc_number AS disc, year, genre, label, composer, remixer, isrc, format, codec, bitrate,
    CAST(round(energy / 10.0) AS INTEGER) AS energy, mood, bpm, musical_key AS key, lufs, true_peak_db AS truePeakDb,
    rating, comment, grouping
  FROM json_each(?) AS wanted JOIN track ON track.id = wanted.value JOIN folder ON folder.id = track.folder_id
  ORDER BY wanted.key`;

/** What would be written into the files of these tracks; those with nothing to write are left out. */
export function planWrites(db: Db, ids: readonly number[], include: WriteBack, settings: TagSettings): PlannedWrite[] {
  const tracks = prepare(db, selectTracks).all(JSON.stringify(ids)) as WriteTrack[];
  const edits = include.edits ? mapEdits(db, ids) : new Map<number, TagEdit[]>();
  const { template } = parseTemplate(include.commentTemplate);
  return tracks.flatMap((track) => {
    const own = edits.get(track.id) ?? [];
    const input = writeInput(track, own, include, template, settings);
    return isEmpty(input) ? [] : [{ track, input, edits: own }];
  });
}

function writeInput(
  track: WriteTrack,
  edits: readonly TagEdit[],
  include: WriteBack,
  template: Template | null,
  settings: TagSettings,
): WriteInput {
  const texts: Partial<Record<TextTagField, string[]>> = {};
  const custom: Record<string, string[]> = {};
  let cover: string[] | undefined;
  for (const { field, values } of edits) {
    if (field === 'cover') cover = values;
    else if (field.startsWith('custom:')) custom[field.slice('custom:'.length)] = values;
    else texts[field as TextTagField] = values;
  }
  Object.assign(texts, measuredTexts(track, include, commentOf(track, template)));
  return {
    type: 'tags',
    texts: texts as Record<string, string[]>,
    custom,
    ...(cover ? { coverHashes: cover } : {}),
    // No stars are not written: they are no opinion, and must not take away one that the file has.
    ...(include.rating !== 'off' && track.rating > 0
      ? { rating: { stars: track.rating, family: include.rating } }
      : {}),
    id3Version: settings.id3Version,
    writeRiffInfo: settings.writeRiffInfo,
    keepModified: settings.keepModified,
  };
}

/** The comment that the template makes; empty without one, and where something it needs is not known. */
function commentOf({ mood, ...track }: WriteTrack, template: Template | null): string {
  if (!template || template.length === 0) return '';
  const values = { ...track, filename: track.fileName, mood: mood.split(' ')[0] ?? '' };
  const { names, missing } = renderTemplate(template, values);
  return missing.length > 0 ? '' : names.join('/').trim();
}

function isEmpty({ texts, custom, coverHashes, rating }: WriteInput): boolean {
  return Object.keys(texts).length === 0 && Object.keys(custom).length === 0 && !coverHashes && !rating;
}

/**
 * What the journal does for planned writes, and what it means for edits: they end once their file is written. A file that
 * `isAwaited` has a step of ours before it, and is then what that step makes of it.
 */
export async function stepsOf(
  writes: readonly PlannedWrite[],
  isAwaited: (trackId: number) => boolean,
): Promise<{ steps: PlannedStep[]; changes: ValueChange[] }> {
  const steps: PlannedStep[] = [];
  const changes: ValueChange[] = [];
  for (const [group, { track, input, edits }] of writes.entries()) {
    const source = join(track.root, track.path);
    const expected = isAwaited(track.id) ? null : await expectedStamp(source, track);
    steps.push({ kind: 'write', trackId: track.id, source, target: null, expected, group, input });
    for (const { field, values } of edits) {
      changes.push({ trackId: track.id, field: historyField(field), oldValue: values, newValue: null });
    }
  }
  return { steps, changes };
}

/**
 * The file as the library read it: where another program has changed it since, its values were never seen, and it must
 * be read again first. Null where there is no file to look at, which the journal will tell.
 */
async function expectedStamp(path: string, track: WriteTrack): Promise<StepStamp | null> {
  const stats = await lstat(path, { bigint: true }).catch(() => null);
  // What a symbolic link leads to is checked when it is written.
  if (!stats?.isFile()) return null;
  const here = stepStamp(stats);
  const known = { ...here, sizeBytes: track.sizeBytes, modifiedNs: `${track.modifiedUs}000` };
  return compareStamp(stats, known) === 'other' ? known : here;
}
