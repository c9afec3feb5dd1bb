import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';

/** `name`: from the folder, with '/'. `print` changes when the file does. */
export type SchemaEntry = { name: string; path: string; print: string };

export type SchemaFile = {
  name: string;
  /** What it is about. */
  namespace: string;
  /** Which edition of the allowed values it is; empty where it says nothing. */
  edition: string;
  text: string;
};

/** DDEX's own largest has three megabytes. */
const limits = { depth: 3, files: 60, bytes: 16 * 1024 * 1024 };

/**
 * All schemas in the folder and the folders in it. Links are passed over, so nothing outside it is read. Throws FOLDER_NOT_FOUND
 * and SCHEMA_INVALID (`reason`: 'tooLarge', 'tooMany').
 */
export async function listSchemaFolder(folder: string): Promise<SchemaEntry[]> {
  const names = await listSchemas(folder, '', 1);
  if (names.length > limits.files) throw refuse('tooMany', '');
  const entries: SchemaEntry[] = [];
  for (const name of names.sort()) {
    const path = join(folder, ...name.split('/'));
    const { size, mtimeMs } = await stat(path);
    if (size > limits.bytes) throw refuse('tooLarge', name);
    entries.push({ name, path, print: `${size}-${mtimeMs}` });
  }
  return entries;
}

/** What they say; without those that declare things of their own, which another parser would have to read. */
export async function readSchemas(entries: readonly SchemaEntry[]): Promise<SchemaFile[]> {
  const files: SchemaFile[] = [];
  for (const { name, path } of entries) {
    const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
    if (!/<!DOCTYPE/i.test(text.slice(0, 100_000))) files.push({ name, text, ...headOf(text) });
  }
  return files;
}

async function listSchemas(folder: string, within: string, depth: number): Promise<string[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true }).catch((error: unknown) => {
    if (within !== '') return [];
    throw new AppError('FOLDER_NOT_FOUND', 'The folder of schemas is not there.', {}, { cause: error });
  });
  const names: string[] = [];
  for (const entry of entries) {
    const name = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isFile() && name.toLowerCase().endsWith('.xsd')) names.push(name);
    else if (entry.isDirectory() && depth < limits.depth) names.push(...(await listSchemas(folder, name, depth + 1)));
  }
  return names;
}

function headOf(text: string): { namespace: string; edition: string } {
  const head = text.slice(0, 4000);
  const schema = /<(?:[\w.-]+:)?schema\b[^>]*>/.exec(head)?.[0] ?? '';
  return {
    namespace: /\stargetNamespace\s*=\s*["']([^"']*)["']/.exec(schema)?.[1] ?? '',
    edition: /source="AvsVersionId">\s*(\d+)\s*</.exec(head)?.[1] ?? '',
  };
}

function refuse(reason: 'tooLarge' | 'tooMany', file: string): AppError {
  return new AppError('SCHEMA_INVALID', 'This is more than a folder of schemas holds.', { reason, file });
}
