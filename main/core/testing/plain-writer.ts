import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quickHash } from '#core/files/audio-hash.ts';
import type { StepStamp } from '#core/files/file-step.ts';
import type { WriteWorker } from '#core/files/journal/write-worker.ts';
import { emptyTags } from '#core/library/scan/reading/track-tags.ts';

/**
 * Writes text files of two parts, 'tags|audio', in place of the worker that knows real formats: enough for tests of the
 * journal around it.
 */
export function plainWriter(undoDirectory: string): WriteWorker {
  return {
    async cut({ source, temporary, input }) {
      const audio = readFileSync(source, 'utf8').split('|')[1] ?? '';
      const part = audio.slice(input.fromMs, input.toMs ?? audio.length);
      writeFileSync(temporary, `${input.tags.texts.title?.[0] ?? ''}|${part}`, { flag: 'wx', flush: true });
    },
    async write({ path, temporary, input }) {
      const bytes = readFileSync(path);
      const [tags = '', audio = ''] = bytes.toString().split('|');
      const next = input.type === 'undo' ? undo(undoDirectory, input.blockHash) : String(input.texts.title?.[0]);
      if (next === tags) return 'unchanged';
      mkdirSync(undoDirectory, { recursive: true });
      const hash = sha256(Buffer.from(tags));
      writeFileSync(join(undoDirectory, hash), tags, { flush: true });
      const before = stampOf(path);
      const written = Buffer.from(`${next}|${audio}`);
      writeFileSync(temporary, written, { flag: 'wx', mode: statSync(path).mode, flush: true });
      if (input.type === 'undo') {
        const seconds = Number(input.before.modifiedNs) / 1e9;
        utimesSync(temporary, seconds, seconds);
      }
      const after = stampOf(temporary);
      return {
        before,
        after,
        sha256Before: sha256(bytes),
        sha256After: sha256(written),
        audioHash: sha256(Buffer.from(audio)).slice(0, 32),
        undoBlock: { hash, sizeBytes: tags.length },
        content: {
          stamp: {
            sizeBytes: after.sizeBytes,
            modifiedUs: Number(BigInt(after.modifiedNs) / 1000n),
            fileKey: `${after.device}:${after.inode}`,
          },
          quickHash: quickHash(temporary).quickHash,
          sound: plainSound,
          tags: { ...emptyTags(path), title: next, title_fold: next.toLowerCase() },
          hasTags: true,
          problem: null,
        },
      };
    },
  };
}

const plainSound = {
  format: 'mp3',
  codec: 'MP3',
  is_lossless: 0,
  bitrate: null,
  sample_rate: null,
  bit_depth: null,
  channels: null,
  duration_ms: null,
  analysis_state: 'waiting',
} as const;

function undo(directory: string, hash: string): string {
  return readFileSync(join(directory, hash), 'utf8');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function stampOf(path: string): StepStamp {
  const stats = lstatSync(path, { bigint: true });
  return {
    device: String(stats.dev),
    inode: String(stats.ino),
    sizeBytes: Number(stats.size),
    modifiedNs: String(stats.mtimeNs),
    mode: Number(stats.mode & 0o7777n),
  };
}
