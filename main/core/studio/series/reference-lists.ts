import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import { readListedSongs } from '#shared/series-rows.ts';
import { foldTitle } from '#shared/song-title.ts';
import { referenceListRecord } from '../pack-records.ts';
import { compared } from './cover-rows.ts';

/** As many as one list may have. */
const mostListed = 50_000;

type ReferenceList = { id: number; name: string; count: number; createdAt: number };

export function listReferences(db: Db): ReferenceList[] {
  return prepare(
    db,
    `SELECT id, name, created_at AS createdAt, (SELECT count(*) FROM reference_song WHERE list_id = id) AS count
     FROM reference_list ORDER BY name COLLATE NOCASE`,
  ).all() as ReferenceList[];
}

/** Keeps the songs of a CSV as a list; one of that name gets them instead of its own. Throws IMPORT_INVALID, IMPORT_TOO_LARGE. */
export function readReferences(
  { db, history, platform }: Pick<Context, 'db' | 'history' | 'platform'>,
  name: string,
  text: string,
): { operation: OperationId | null; count: number; skipped: number } {
  const read = readListedSongs(text);
  if (!read || read.songs.length === 0) {
    throw new AppError('IMPORT_INVALID', 'Expected a table with a title and an artist in its first line.');
  }
  if (read.songs.length > mostListed) {
    throw new AppError('IMPORT_TOO_LARGE', 'This list is too long.', { most: mostListed });
  }
  const songs = read.songs.map(({ title, artist }) => ({
    ...{ title, artist },
    titleFold: compared(title),
    artistFold: foldTitle(artist),
  }));
  const known = prepare(db, 'SELECT id FROM reference_list WHERE name = ? COLLATE NOCASE').pluck().get(name);
  const change =
    known === undefined
      ? [referenceListRecord.make(db, { name, createdAt: platform.now(), songs })]
      : referenceListRecord.edit(db, known as number, { songs });
  const { operation } = history.apply('editSeries', change, name);
  return { operation, count: songs.length, skipped: read.skipped };
}
