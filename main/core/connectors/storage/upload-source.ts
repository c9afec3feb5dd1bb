import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { StoredKind } from '#shared/contract/storage.ts';
import { AppError } from '#shared/errors.ts';
import type { UploadSource } from './storage-client.ts';

type OpenSource = { source: UploadSource; close(): Promise<void> };

/**
 * A file to upload, hashed once from end to end. Each part read later is of the same file: one that was changed since throws
 * FILE_CHANGED. Throws FILE_NOT_FOUND, FILE_UNREADABLE.
 */
export async function openFile(
  file: { path: string; name: string; kind: StoredKind },
  signal: AbortSignal,
): Promise<OpenSource> {
  const before = await statOf(file.path);
  const [sha256, md5] = await hashesOf(file.path, signal);
  const handle = await open(file.path).catch((cause) => {
    throw new AppError('FILE_UNREADABLE', 'The file cannot be read.', {}, { cause });
  });
  const sizeBytes = Number(before.size);
  return {
    source: {
      kind: file.kind,
      name: file.name,
      sizeBytes,
      sha256,
      md5,
      async read(start, length) {
        const now = await handle.stat({ bigint: true });
        if (now.size !== before.size || now.mtimeNs !== before.mtimeNs) {
          throw new AppError('FILE_CHANGED', 'The file was changed while it was sent.');
        }
        return readWhole(handle, start, length);
      },
    },
    close: () => handle.close(),
  };
}

/** Bytes to upload that are in memory. */
export function sourceOf(bytes: Uint8Array, { name, kind }: { name: string; kind: StoredKind }): UploadSource {
  const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  return {
    kind,
    name,
    sizeBytes: bytes.length,
    sha256: hash('sha256'),
    md5: hash('md5'),
    read: async (start, length) => bytes.subarray(start, start + length),
  };
}

async function statOf(path: string) {
  try {
    return await stat(path, { bigint: true });
  } catch (cause) {
    throw new AppError('FILE_NOT_FOUND', 'The file is not where it was.', {}, { cause });
  }
}

async function hashesOf(path: string, signal: AbortSignal): Promise<[string, string]> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 ** 2, signal })) {
    sha256.update(chunk);
    md5.update(chunk);
  }
  return [sha256.digest('hex'), md5.digest('hex')];
}

async function readWhole(handle: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0) throw new AppError('FILE_TRUNCATED', 'The file ends before its end.');
    filled += bytesRead;
  }
  return bytes;
}
