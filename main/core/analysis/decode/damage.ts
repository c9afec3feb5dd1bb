import { AppError } from '#shared/errors.ts';
import type { AudioWarning } from './audio-stream.ts';

/** More than this part of a file unreadable, and the rest says little about the music. */
const maxDamagedPart = 0.25;

/** Counts what a decoder could not read. */
export class Damage {
  readonly warnings = new Set<AudioWarning>();
  #goodUnits = 0;
  #badUnits = 0;
  #goodBytes = 0;
  #skippedBytes = 0;

  /** Frames or packets that were decoded, and those that failed. */
  frames(good: number, bad: number): void {
    this.#goodUnits += good;
    this.#badUnits += bad;
    if (bad > 0) this.warnings.add('DAMAGED_FRAMES');
  }

  /** Bytes that belong to frames, and bytes between frames that belong to nothing. */
  bytes(good: number, skipped: number): void {
    this.#goodBytes += good;
    this.#skippedBytes += skipped;
    if (skipped > 0) this.warnings.add('SKIPPED_BYTES');
  }

  /** Throws AUDIO_DAMAGED if too much was lost. */
  assertTolerable(): void {
    const units = part(this.#badUnits, this.#goodUnits);
    const bytes = part(this.#skippedBytes, this.#goodBytes);
    if (Math.max(units, bytes) <= maxDamagedPart) return;
    throw new AppError('AUDIO_DAMAGED', 'Too much of the audio in this file is damaged.', {
      damagedPercent: Math.round(100 * Math.max(units, bytes)),
    });
  }
}

function part(bad: number, good: number): number {
  return bad === 0 ? 0 : bad / (bad + good);
}
