import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { AudioFormat } from '#core/files/audio-format.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { FileContent } from '../file-reading.ts';
import { stampOf } from './file-stamp.ts';
import { plainSound } from './sound-columns.ts';
import { emptyTags } from './track-tags.ts';

const formats: Readonly<Record<string, AudioFormat>> = {
  '.mp3': 'mp3',
  '.flac': 'flac',
  '.wav': 'wav',
  '.wave': 'wav',
  '.aif': 'aiff',
  '.aiff': 'aiff',
  '.aifc': 'aiff',
  '.m4a': 'mp4',
  '.m4b': 'mp4',
  '.mp4': 'mp4',
  '.ogg': 'ogg',
  '.oga': 'ogg',
  '.aac': 'aac',
};

/** What is known of a file that must not be opened again: its stamp and its name. Null when it is gone. */
export async function unreadContent(path: string, problem: ErrorCode): Promise<FileContent | null> {
  const stats = await stat(path, { bigint: true }).catch(() => null);
  if (!stats) return null;
  const name = basename(path);
  return {
    stamp: stampOf(stats),
    quickHash: null,
    sound: plainSound(formats[extname(name).toLowerCase()] ?? 'unknown', true),
    tags: emptyTags(name),
    hasTags: false,
    problem,
  };
}
