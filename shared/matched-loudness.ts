/** What is measured of a file's loudness; null before analysis. */
export type Loudness = { lufs: number | null; truePeakDb: number | null };

/**
 * By how many decibels each file is played more quietly, so that all sound equally loud: a louder copy always seems the
 * better one. Nothing is made louder than it is, and no peak goes over full scale. What was not measured stays as it is.
 */
export function matchLoudness(files: readonly Loudness[]): number[] {
  const targets = files.flatMap(({ lufs, truePeakDb }) => (lufs === null ? [] : [lufs - Math.max(0, truePeakDb ?? 0)]));
  const target = Math.min(...targets);
  return files.map(({ lufs }) => (lufs === null ? 0 : Math.min(0, target - lufs)));
}
