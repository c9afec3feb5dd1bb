import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FileHead } from './foreign-format.ts';
import { toReadError } from './read-error.ts';

/** How much of a file's beginning a format is told apart by. */
const headBytes = 16_384;

/** Throws a file error. */
export async function readHead(path: string): Promise<FileHead> {
  const bytes = Buffer.alloc(headBytes);
  try {
    if ((await stat(path)).isDirectory()) return { ...toHead(path, Buffer.alloc(0)), extension: '', isFolder: true };
    const file = await open(path, 'r');
    try {
      const { bytesRead } = await file.read(bytes, 0, headBytes, 0);
      return toHead(path, bytes.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw toReadError(error);
  }
}

/** Also for tests. */
export function toHead(path: string, bytes: Uint8Array): FileHead {
  return {
    path,
    extension: extname(path).toLowerCase(),
    isFolder: false,
    bytes,
    text: new TextDecoder(encodingOf(bytes)).decode(bytes),
  };
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
