import type { EntryFacts } from '../tracklist/tracklist-parts.ts';

/** What is known of a recording's sound, as the library has it. */
export type SplitSound = {
  format: string;
  codec: string;
  isLossless: boolean;
  /** Of whole numbers; null for floats and for what is lossy. */
  bitDepth: number | null;
  channels: number | null;
};

export type SplitTarget = { format: 'flac' | 'wav' | 'mp3'; isExact: boolean };

/**
 * What a mix can be split into, the best first. MP3 keeps its frames, lossless sound its samples; everything else is
 * decoded to WAV. FLAC holds whole numbers of up to 24 bits and eight channels.
 */
export function splitTargets({ format, codec, isLossless, bitDepth, channels }: SplitSound): SplitTarget[] {
  if (format === 'mp3' && codec.toUpperCase() === 'MP3') {
    return [
      { format: 'mp3', isExact: true },
      { format: 'wav', isExact: false },
    ];
  }
  // WAVE to WAVE is a copy of bytes, whatever they mean.
  const isWave = format === 'wav';
  const fitsFlac = isLossless && bitDepth !== null && bitDepth <= 24 && (channels ?? 2) <= 8;
  const flac: SplitTarget[] = fitsFlac ? [{ format: 'flac', isExact: true }] : [];
  return [...flac, { format: 'wav', isExact: isWave || (isLossless && (bitDepth ?? 32) <= 24) }];
}

/** A stretch of the mix; `toMs` null is its end. */
export type Stretch<Entry> = { entry: Entry; fromMs: number; toMs: number | null };

/**
 * The stretches between the starts of the entries, so that nothing of the sound is lost between two of them. Entries
 * without a start, at the start of the next one, or behind the end are left out.
 */
export function stretchesOf<Entry extends Pick<EntryFacts, 'startMs'>>(
  entries: readonly Entry[],
  durationMs: number | null,
): Stretch<Entry>[] {
  const timed = entries
    .flatMap((entry) => (entry.startMs === null ? [] : [{ entry, fromMs: entry.startMs }]))
    .filter(({ fromMs }) => durationMs === null || fromMs < durationMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  return timed
    .map((stretch, at) => ({ ...stretch, toMs: timed[at + 1]?.fromMs ?? null }))
    .filter(({ fromMs, toMs }) => toMs === null || toMs > fromMs);
}
