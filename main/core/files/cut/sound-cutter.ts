import { constants } from 'node:fs';
import { basename } from 'node:path';
import { readPicture } from '#core/library/scan/reading/read-file.ts';
import { AppError } from '#shared/errors.ts';
import { FileWindow } from '../file-window.ts';
import type { CutTask } from '../journal/write-worker.ts';
import { isOwnName } from '../own-names.ts';
import { coverOf } from '../tag-input.ts';
import { nameFailure, type WriteDisk } from '../write-disk.ts';
import { realSurroundings, writeTags } from '../write-tags.ts';
import { cutAsMpeg, planMpegPart, proveMpeg } from './cut-mpeg.ts';
import { cutAsFlac, cutAsWave, proveSamples, type SampleRange } from './cut-samples.ts';
import { cutWaveBytes, waveDataMd5 } from './cut-wave.ts';
import { DraftFile } from './draft-file.ts';
import { findMpegFrames, type MpegFrames } from './mpeg-frames.ts';
import { SoundReader } from './sound-reader.ts';

export type CutOptions = {
  task: Omit<CutTask, 'type'>;
  /** Where the pictures of `coverHashes` lie, by hash. */
  pictureDirectory: string;
  ffmpegPath: string | null;
};

/**
 * Makes files of parts of a file's sound, in the files thread. It keeps a file open between its parts, so that a mix is
 * read once.
 */
export class SoundCutter {
  readonly #reader = new SoundReader();
  readonly #disk: WriteDisk;
  #frames: { key: string; frames: MpegFrames } | undefined;

  constructor(disk: WriteDisk = realSurroundings.disk) {
    this.#disk = disk;
  }

  /**
   * Makes `task.temporary`: the part with its tags, read back and on the disk. Whatever fails, nothing of ours is left.
   * Throws what `openDecoder` and `writeTags` throw, FORMAT_UNSUPPORTED, FILE_TOO_LARGE, NO_AUDIO, AUDIO_DAMAGED.
   */
  async cut({ task, pictureDirectory, ffmpegPath }: CutOptions): Promise<void> {
    const { draft, temporary, target, input } = task;
    if (!isOwnName(draft) || !isOwnName(temporary)) throw new Error('Expected names of ours');
    try {
      await this.#cutDraft(task, ffmpegPath);
      const cover = input.hasCover ? await readPicture(task.source) : null;
      const { state } = await writeTags({
        path: draft,
        name: basename(target),
        temporary,
        expected: null,
        input: { type: 'tags', ...input.tags },
        ...(cover && { covers: [coverOf(Buffer.from(cover))] }),
        undoDirectory: null,
        pictureDirectory,
        hasFfmpeg: ffmpegPath !== null,
      });
      if (state === 'unchanged') this.#disk.renameSync(draft, temporary);
      else this.#disk.unlinkSync(draft);
    } catch (error) {
      this.#remove(draft);
      this.#remove(temporary);
      throw nameFailure(error);
    } finally {
      // Only now: to prove a long part takes longer than that.
      this.#reader.rest();
    }
  }

  async close(): Promise<void> {
    await this.#reader.close();
  }

  async #cutDraft(task: CutOptions['task'], ffmpegPath: string | null): Promise<void> {
    const { format } = task.input;
    if (format === 'mp3') await this.#cutMpeg(task);
    else if (format === 'wav' && (await this.#cutWave(task))) return;
    else await this.#cutSamples(task, ffmpegPath);
  }

  async #cutMpeg({ source, draft, input }: CutOptions['task']): Promise<void> {
    const part = this.#withFile(source, (fd, key, sizeBytes) => {
      const frames = this.#framesOf(fd, key, sizeBytes);
      const planned = planMpegPart(frames, input.fromMs, input.toMs);
      this.#fill(draft, (file) => cutAsMpeg(file, fd, frames, planned));
      return planned;
    });
    await proveMpeg(draft, part);
  }

  #framesOf(fd: number, key: string, sizeBytes: number): MpegFrames {
    if (this.#frames?.key === key) return this.#frames.frames;
    const frames = findMpegFrames(new FileWindow(fd, sizeBytes));
    if (!frames || frames.count === 0) throw new AppError('FORMAT_UNSUPPORTED', 'This is no MP3 file.');
    this.#frames = { key, frames };
    return frames;
  }

  /** False where the file has to be decoded. */
  async #cutWave({ source, draft, input }: CutOptions['task']): Promise<boolean> {
    const md5 = this.#withFile(source, (fd, _key, sizeBytes) =>
      this.#fill(draft, (file) => cutWaveBytes(file, fd, sizeBytes, input)),
    );
    if (md5 === false) {
      this.#remove(draft);
      return false;
    }
    const isRight = this.#withFile(draft, (fd, _key, sizeBytes) => waveDataMd5(fd, sizeBytes) === md5);
    if (!isRight) throw new AppError('WRITE_UNVERIFIED', 'The new file does not hold the sound it was made of.');
    return true;
  }

  async #cutSamples({ source, draft, input }: CutOptions['task'], ffmpegPath: string | null): Promise<void> {
    const { sampleRate } = await this.#reader.open(source, ffmpegPath);
    const at = (ms: number) => Math.round((ms * sampleRate) / 1000);
    const to = input.toMs === null ? null : at(input.toMs);
    const range: SampleRange = { path: source, ffmpegPath, from: at(input.fromMs), to };
    const file = new DraftFile(this.#disk, draft);
    let isEnded = false;
    try {
      const cut = input.format === 'flac' ? cutAsFlac : cutAsWave;
      const proof = await cut(file, this.#reader, range);
      file.end();
      isEnded = true;
      await proveSamples(draft, proof);
    } finally {
      if (!isEnded) file.end();
    }
  }

  #fill<Value>(path: string, work: (file: DraftFile) => Value): Value {
    const file = new DraftFile(this.#disk, path);
    try {
      return work(file);
    } finally {
      file.end();
    }
  }

  /** `key` names the file and its state. Throws FILE_CHANGED where somebody wrote to it meanwhile. */
  #withFile<Value>(path: string, work: (fd: number, key: string, sizeBytes: number) => Value): Value {
    const fd = this.#disk.openSync(path, constants.O_RDONLY);
    try {
      const stateOf = () => {
        const { dev, ino, size, mtimeNs } = this.#disk.fstatSync(fd, { bigint: true });
        return { key: `${path}\n${dev}:${ino}:${size}:${mtimeNs}`, sizeBytes: Number(size) };
      };
      const before = stateOf();
      const value = work(fd, before.key, before.sizeBytes);
      if (stateOf().key !== before.key) throw new AppError('FILE_CHANGED', 'The file changed while it was read.');
      return value;
    } finally {
      this.#disk.closeSync(fd);
    }
  }

  #remove(path: string): void {
    try {
      this.#disk.unlinkSync(path);
    } catch {
      // Never made, or the journal knows the name and removes it later.
    }
  }
}
