import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toFileError } from '#core/files/file-error.ts';
import { AppError } from '#shared/errors.ts';

const pieceBytes = 65_536;
/** How long the event loop is held at most. */
const holdMs = 8;

/**
 * Writes a file of our own, piece by piece, and answers with the SHA-256 of what it holds. Throws CANCELLED and file errors;
 * there is no file then.
 */
export async function writeDraft(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'wx');
    try {
      let waiting: Buffer[] = [];
      let bytes = 0;
      let untilMs = performance.now() + holdMs;
      const flush = async () => {
        const block = Buffer.concat(waiting);
        hash.update(block);
        await file.writeFile(block);
        [waiting, bytes] = [[], 0];
      };
      for (const piece of pieces) {
        const buffer = Buffer.from(piece as Uint8Array);
        waiting.push(buffer);
        bytes += buffer.length;
        if (bytes < pieceBytes && performance.now() < untilMs) continue;
        if (signal.aborted) throw new AppError('CANCELLED', 'The export was cancelled.');
        await flush();
        await new Promise(setImmediate);
        untilMs = performance.now() + holdMs;
      }
      await flush();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    throw toFileError(error);
  }
  return hash.digest('hex');
}

/** A name for a draft in a folder of our own. */
export function draftPath(directory: string): string {
  return join(directory, `${randomUUID()}.draft`);
}

/** Takes away the drafts of a process that died. */
export async function cleanDrafts(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names.filter((each) => each.endsWith('.draft'))) await rm(join(directory, name), { force: true });
}

export function dropDraft(path: string): Promise<void> {
  return rm(path, { force: true });
}
