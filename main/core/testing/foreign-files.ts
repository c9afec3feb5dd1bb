import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportSource, ForeignFormat, WriteOptions } from '#core/interop/foreign-format.ts';
import {
  emptyForeignTrack,
  type ForeignPart,
  type ForeignPlaylist,
  type ForeignTrack,
} from '#core/interop/foreign-library.ts';
import { tempFolder } from './temp-library.ts';

/** What a reader made of a file, sorted by what it is. */
export type ReadResult = { tracks: ForeignTrack[]; playlists: ForeignPlaylist[]; notes: string[] };

export async function collect(parts: AsyncIterable<ForeignPart>): Promise<ReadResult> {
  const result: ReadResult = { tracks: [], playlists: [], notes: [] };
  for await (const part of parts) {
    if (part.part === 'track') result.tracks.push(part.track);
    else if (part.part === 'playlist') result.playlists.push(part.playlist);
    else result.notes.push(`${part.note.code}: ${part.note.subject}`);
  }
  return result;
}

/** Reads a file of this content, which lies alone in a folder of its own: `folder` stands for that in all paths. */
export async function readForeign(
  format: ForeignFormat,
  name: string,
  content: string | Uint8Array,
): Promise<ReadResult> {
  const folder = tempFolder('ledgerline-foreign-', true);
  try {
    const file = join(folder.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    const result = await collect(format.read?.(file, {}) ?? noParts());
    return JSON.parse(JSON.stringify(result).replaceAll(folder.path, 'folder')) as ReadResult;
  } finally {
    folder.remove();
  }
}

async function* noParts(): AsyncGenerator<ForeignPart> {}

/** A track that says only this; its key is its path unless named. */
export function foreignTrack(values: Partial<ForeignTrack>): ForeignTrack {
  return { ...emptyForeignTrack(values.path ?? ''), ...values };
}

export function sourceOf(name: string, tracks: ForeignTrack[], playlists: ForeignPlaylist[] = []): ExportSource {
  return {
    name,
    trackCount: tracks.length,
    tracks: () => tracks,
    playlistCount: playlists.length,
    playlists: () => playlists,
    pathOf: (key) => tracks.find((track) => track.key === key)?.path ?? '',
  };
}

/** The bytes a format writes for a source. */
export function writeForeign(format: ForeignFormat, source: ExportSource, options: Partial<WriteOptions> = {}): Buffer {
  const all = { version: 'test', mp3ShiftMs: 0, bootVolume: 'Macintosh HD', ...options };
  const pieces = [...(format.write?.(source, all) ?? [])];
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
}
