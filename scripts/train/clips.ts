import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDecoder } from '#core/analysis/decode/open-decoder.ts';
import { Resampler } from '#core/analysis/resampler.ts';

/** An annotated piece of audio on disk. */
export type Clip = { file: string; path: string; bpm: number | null; key: string | null; kind: string };

/**
 * Lists a folder laid out like `audio`: `dev/annotations.csv` with file, bpm, key, source, kind, and `loops/` with the
 * tempo in the name. Sorted by name, so that folds stay the same.
 */
export function listClips(directory: string): Clip[] {
  return [...annotated(join(directory, 'dev')), ...loops(join(directory, 'loops'))].toSorted((left, right) =>
    left.file < right.file ? -1 : 1,
  );
}

function annotated(directory: string): Clip[] {
  const [header = '', ...lines] = readFileSync(join(directory, 'annotations.csv'), 'utf8').trim().split(/\r?\n/);
  const columns = fieldsOf(header);
  return lines.map((line) => {
    const fields = fieldsOf(line);
    const field = (name: string) => fields[columns.indexOf(name)] ?? '';
    return {
      file: field('file'),
      path: join(directory, field('file')),
      bpm: field('bpm') ? Number(field('bpm')) : null,
      key: field('key') || null,
      kind: field('kind'),
    };
  });
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((match) => match[2] ?? match[1] ?? '');
}

function loops(directory: string): Clip[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((file) => {
    const bpm = /([\d.]+) BPM/.exec(file)?.[1];
    return bpm ? [{ file, path: join(directory, file), bpm: Number(bpm), key: null, kind: 'loops' }] : [];
  });
}

/** Decodes a file to mono at a rate, with the product's own decoders. */
export async function decodeMono(path: string, rate: number): Promise<Float32Array> {
  const audio = await openDecoder(path);
  try {
    const resampler = new Resampler(audio.sampleRate, rate);
    const parts: Float32Array[] = [];
    for await (const channels of audio.chunks()) {
      const mono = new Float32Array(channels[0]!.length);
      for (const samples of channels) {
        for (let index = 0; index < mono.length; index += 1) mono[index]! += samples[index]! / channels.length;
      }
      parts.push(resampler.push(mono));
    }
    return joined(parts);
  } finally {
    await audio.close();
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

const cacheDirectory = join(tmpdir(), 'ledgerline-training');

/**
 * Numbers that take long to compute, kept in the system's temporary folder. The key has to name everything they depend
 * on; deleting the folder costs time only.
 */
export async function cached(key: string, compute: () => Promise<Float32Array> | Float32Array): Promise<Float32Array> {
  const file = join(cacheDirectory, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.f32`);
  if (existsSync(file)) {
    const bytes = readFileSync(file);
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  }
  const values = await compute();
  mkdirSync(cacheDirectory, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  renameSync(unfinished, file);
  return values;
}

/** What identifies the content of a file well enough for the cache. */
export function fileStamp(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${path} ${size} ${mtimeMs}`;
}
