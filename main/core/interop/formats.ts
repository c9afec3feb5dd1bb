import type { FormatId } from '#shared/contract/interop-formats.ts';
import { AppError } from '#shared/errors.ts';
import { engineFormat } from './databases/engine.ts';
import { mixxxFormat } from './databases/mixxx.ts';
import type { ForeignFormat } from './foreign-format.ts';
import { itunesFormat } from './itunes/itunes.ts';
import { m3u8Format, m3uFormat } from './playlist-files/m3u.ts';
import { playlistFolderFormat } from './playlist-files/playlist-folder.ts';
import { plsFormat } from './playlist-files/pls.ts';
import { wplFormat } from './playlist-files/wpl.ts';
import { xspfFormat } from './playlist-files/xspf.ts';
import { readHead } from './read-head.ts';
import { rekordboxFormat } from './rekordbox/rekordbox.ts';
import { seratoFormat } from './serato/serato.ts';
import { csvFormat } from './tables/csv.ts';
import { jsonFormat } from './tables/json.ts';
import { traktorFormat } from './traktor/traktor.ts';

/** In the order they are asked; what is told apart by its ending alone comes last. */
export const foreignFormats: readonly ForeignFormat[] = [
  rekordboxFormat,
  traktorFormat,
  itunesFormat,
  seratoFormat,
  mixxxFormat,
  engineFormat,
  xspfFormat,
  wplFormat,
  m3u8Format,
  m3uFormat,
  plsFormat,
  jsonFormat,
  csvFormat,
  playlistFolderFormat,
];

/** Throws NOT_FOUND for one that is not there. */
export function getFormat(id: FormatId): ForeignFormat {
  const format = foreignFormats.find((candidate) => candidate.id === id);
  if (!format) throw new AppError('NOT_FOUND', 'There is no such format.', { format: id });
  return format;
}

/** What kind of file this is. Throws IMPORT_UNKNOWN, or why the file cannot be read. */
export async function detectFormat(path: string): Promise<ForeignFormat> {
  const head = await readHead(path);
  const format = foreignFormats.find((candidate) => candidate.read && candidate.detects(head));
  if (!format)
    throw new AppError('IMPORT_UNKNOWN', 'That is no file of a program we know.', { extension: head.extension });
  return format;
}
