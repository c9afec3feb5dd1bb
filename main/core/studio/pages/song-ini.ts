import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { type SongState, songRecord } from '../song-records.ts';

/** Steps whose people rhythm games name, by what the file calls their part. */
const parts: Readonly<Record<string, string>> = {
  drums: 'drums',
  bass: 'bass',
  guitar: 'guitar',
  vocals: 'vocals',
  keys: 'keys',
  pro_keys: 'pro_keys',
  venue: 'venue',
};

/** Writes the song.ini that YARG and Clone Hero read. Throws NOT_FOUND, FILE_EXISTS and file errors. */
export async function writeSongIni(
  { db, press }: Pick<Context, 'db' | 'press'>,
  { songId, path }: { songId: number; path: string },
): Promise<void> {
  await press.place(await press.checkPath(path, '.ini'), Buffer.from(songIni(db, songId)));
}

/** What is known of a song, one value a line; what is not known has no line. */
export function songIni(db: Db, songId: number): string {
  const song = songRecord.get(db, songId);
  const lengthMs = prepare(
    db,
    `SELECT duration_ms FROM song_version JOIN track ON track.id = track_id
     WHERE song_id = ? ORDER BY is_current DESC, number DESC LIMIT 1`,
  )
    .pluck()
    .get(songId) as number | null | undefined;
  const charters = chartersOf(db, song);
  const values: [string, string][] = [
    ['name', song.title],
    ['artist', song.artist],
    ['album', song.album],
    ['genre', song.genre],
    ['year', song.year === null ? '' : String(song.year)],
    ['song_length', lengthMs == null ? '' : String(lengthMs)],
    ['charter', [...new Set(charters.map(({ name }) => name))].join(', ')],
    ...charters.map(({ part, name }): [string, string] => [`charter_${part}`, name]),
    ['loading_phrase', song.releaseDescription],
  ];
  const lines = values
    .map(([key, value]) => ({ key, value: oneLine(value) }))
    .filter(({ value }) => value !== '')
    .map(({ key, value }) => `${key} = ${value}`);
  return `[song]\r\n${lines.join('\r\n')}\r\n`;
}

/** Who did a part, or is to do it. */
function chartersOf(db: Db, { steps }: SongState): { part: string; name: string }[] {
  const nameOf = prepare(db, 'SELECT name FROM person WHERE id = ?').pluck();
  return steps.flatMap(({ key, isEnabled, doneBy, assigneeId }) => {
    const part = parts[key];
    const name = nameOf.get(assigneeId ?? doneBy) as string | undefined;
    return isEnabled && part !== undefined && name ? [{ part, name }] : [];
  });
}

function oneLine(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
