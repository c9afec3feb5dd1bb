import { readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { toReadError } from '#core/interop/read-error.ts';
import type { ImportOptions } from '#shared/contract/imports.ts';
import { AppError } from '#shared/errors.ts';
import type { ExportFile } from './read-export.ts';
import { isZip, unzip } from './unzip.ts';

const mostBytes = 256 * 1024 * 1024;

/** The texts of the files of an export; archives are opened. Throws file errors, IMPORT_INVALID and IMPORT_TOO_LARGE. */
export async function readExportFiles(files: ImportOptions['files']): Promise<ExportFile[]> {
  const texts: ExportFile[] = [];
  for (const file of files) {
    const { name, bytes } = 'path' in file ? await readPath(file.path) : fromBase64(file);
    if (isZip(bytes)) {
      for (const inner of await unzip(bytes, (each) => /\.(csv|json)$/i.test(each))) {
        texts.push({ name: inner.name, text: decode(inner.bytes) });
      }
    } else texts.push({ name, text: decode(bytes) });
  }
  return texts;
}

async function readPath(path: string): Promise<{ name: string; bytes: Buffer }> {
  if (!isAbsolute(path)) throw new AppError('INVALID_INPUT', 'Expected the whole path of a file.');
  try {
    if ((await stat(path)).size > mostBytes) throw new AppError('IMPORT_TOO_LARGE', 'This file is too large.');
    return { name: basename(path), bytes: await readFile(path) };
  } catch (error) {
    throw toReadError(error);
  }
}

function fromBase64({ name, content }: { name: string; content: string }): { name: string; bytes: Buffer } {
  return { name, bytes: Buffer.from(content, 'base64') };
}

/** UTF-8 or UTF-16 by its mark; what is no UTF-8 is read as Windows-1252, as old programs write. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
