import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { leavesAsIs, PartsWindow } from './file-parts.ts';
import type { WriteInput } from './file-step.ts';
import { FileWindow } from './file-window.ts';
import { findPayload } from './payload-range.ts';
import { changesOf, optionsOf } from './tag-input.ts';
import type { FileTags, TagFormat } from './tags/tag-format.ts';
import { checkWritable, resolveFile } from './writable-file.ts';
import { nameFailure } from './write-disk.ts';
import { type Surroundings, writableFormat } from './write-plan.ts';
import type { FieldChange, TagPreview } from './write-protocol.ts';
import { realSurroundings } from './write-tags.ts';

const frontCover = 3;

/** Everything a file's tags say. Throws TAGS_UNWRITABLE where there is no reader, and what `TagFormat` throws. */
export function readFileTags(path: string, surroundings: Surroundings = realSurroundings): FileTags {
  return withFile(path, surroundings, ({ window, format }) => format.readTags(window));
}

/**
 * What a write would change, read from the file it would make, of which nothing is written.
 *
 * What stands in the way of the write is in `refusal`; where not even a plan can be made, that is thrown.
 */
export function previewTags(
  path: string,
  input: WriteInput,
  pictureDirectory: string,
  surroundings: Surroundings = realSurroundings,
): TagPreview {
  return withFile(path, surroundings, ({ window, format, refusal }) => {
    const parts = format.planTags(window, changesOf(surroundings.disk, input, pictureDirectory), optionsOf(input));
    const made = new PartsWindow(window, parts);
    const [old, now] = [format.readTags(window), format.readTags(made)];
    return {
      fields: fieldChanges(old, now),
      rating: { old: old.rating, new: now.rating },
      isUnchanged: leavesAsIs(window, parts),
      sizeBytes: { old: window.sizeBytes, new: made.sizeBytes },
      refusal,
    };
  });
}

type Opened = { window: FileWindow; format: TagFormat; refusal: ErrorCode | null };

function withFile<Value>(path: string, surroundings: Surroundings, work: (file: Opened) => Value): Value {
  try {
    const target = resolveFile(surroundings.disk, path);
    const fd = openSync(target, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = fstatSync(fd, { bigint: true });
      const window = new FileWindow(fd, Number(stats.size));
      const format = writableFormat(findPayload(window), surroundings);
      return work({ window, format, refusal: refusalOf(() => checkWritable(surroundings.disk, target, stats, null)) });
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw nameFailure(error);
  }
}

function refusalOf(check: () => void): ErrorCode | null {
  try {
    check();
    return null;
  } catch (error) {
    const named = nameFailure(error);
    if (named instanceof AppError) return named.code;
    throw error;
  }
}

function fieldChanges(old: FileTags, now: FileTags): FieldChange[] {
  const [before, after] = [valuesOf(old), valuesOf(now)];
  const fields = new Set([...before.keys(), ...after.keys()]);
  return [...fields]
    .map((field) => ({ field, old: before.get(field) ?? [], new: after.get(field) ?? [] }))
    .filter((change) => change.old.join('\0') !== change.new.join('\0') || change.old.length !== change.new.length);
}

function valuesOf({ texts, custom, pictures, rating }: FileTags): Map<string, string[]> {
  const values = new Map<string, string[]>(Object.entries(texts));
  for (const [name, texts] of Object.entries(custom)) values.set(`custom:${name}`, texts);
  values.set(
    'covers',
    pictures.filter(({ kind }) => kind === frontCover).map(({ sha256 }) => sha256),
  );
  values.set('rating', rating ? [String(rating.stars)] : []);
  return values;
}
