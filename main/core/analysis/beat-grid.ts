/** A beat grid as the window draws it. */
export type BeatGrid = { beatsMs: number[] /** Index of the first beat of a bar. */; firstDownbeat: number | null };

export type FoundGrid = {
  beatsMs: readonly number[];
  bpm: number | null;
  firstDownbeatMs: number | null;
  durationMs: number;
};

/** From `startMs` on there is this tempo; `beat` is the beat of the bar there, 1 to 4. */
export type GridTempo = { startMs: number; bpm: number; beat: number };

/** Two tempi this close are the same. */
const tolerance = 0.02;

/**
 * The beats a user sees: those found, with the user's tempo and the grid moved to the user's anchor.
 *
 * Twice or half the tempo fills up or thins out the beats found, so that a drifting grid stays one; any other tempo makes
 * an even grid. The anchor is the first beat of a bar.
 */
export function userBeatGrid(
  found: FoundGrid,
  user: { bpm?: number | undefined; anchorMs?: number | undefined; tempos?: readonly GridTempo[] | undefined },
): BeatGrid {
  if (user.tempos && user.tempos.length > 0) return gridOfTempos(user.tempos, found.durationMs);
  const beats = withTempo(found, user);
  const moved = user.anchorMs === undefined ? beats : moveTo(beats, user.anchorMs, found.durationMs);
  const downbeatMs = user.anchorMs ?? found.firstDownbeatMs;
  return {
    beatsMs: moved,
    firstDownbeat: downbeatMs === null || moved.length === 0 ? null : nearest(moved, downbeatMs),
  };
}

function withTempo(found: FoundGrid, user: { bpm?: number | undefined; anchorMs?: number | undefined }): number[] {
  const { beatsMs, bpm, durationMs, firstDownbeatMs } = found;
  if (user.bpm === undefined) return [...beatsMs];
  const ratio = bpm === null ? 0 : user.bpm / bpm;
  const isAbout = (factor: number) => Math.abs(ratio / factor - 1) < tolerance;
  if (beatsMs.length > 1 && isAbout(1)) return [...beatsMs];
  if (beatsMs.length > 1 && isAbout(2)) {
    return beatsMs.flatMap((beat, index) => {
      const next = beatsMs[index + 1];
      return next === undefined ? [beat] : [beat, (beat + next) / 2];
    });
  }
  if (beatsMs.length > 1 && isAbout(0.5)) {
    const first = firstDownbeatMs === null ? 0 : nearest(beatsMs, firstDownbeatMs) % 2;
    return beatsMs.filter((_, index) => index % 2 === first);
  }
  return evenGrid(60_000 / user.bpm, user.anchorMs ?? firstDownbeatMs ?? beatsMs[0] ?? 0, durationMs);
}

/** The beats of tempos that follow each other; those before the first belong to it too. */
export function gridOfTempos(tempos: readonly GridTempo[], durationMs: number): BeatGrid {
  const first = tempos[0]!;
  const firstPeriodMs = 60_000 / first.bpm;
  const lead = Math.floor(first.startMs / firstPeriodMs);
  const leadMs = Math.max(0, first.startMs - lead * firstPeriodMs);
  // A marker may stand behind the end of the sound.
  const count = Math.max(0, Math.min(lead, Math.ceil((durationMs - leadMs) / firstPeriodMs)));
  const beatsMs = Array.from({ length: count }, (_, index) => leadMs + index * firstPeriodMs);
  for (const [index, { startMs, bpm }] of tempos.entries()) {
    const periodMs = 60_000 / bpm;
    const next = tempos[index + 1]?.startMs;
    // A beat that all but falls on the next tempo's first one is that.
    const endMs = next === undefined ? durationMs : Math.min(durationMs, next - 0.25 * periodMs);
    for (let beat = 0; startMs + beat * periodMs < endMs || (beat === 0 && startMs < durationMs); beat += 1) {
      beatsMs.push(startMs + beat * periodMs);
    }
  }
  const downbeat = (((lead + 1 - first.beat) % 4) + 4) % 4;
  return { beatsMs, firstDownbeat: beatsMs.length === 0 ? null : Math.min(downbeat, beatsMs.length - 1) };
}

function evenGrid(periodMs: number, anchorMs: number, durationMs: number): number[] {
  const first = anchorMs - Math.floor(anchorMs / periodMs) * periodMs;
  return Array.from(
    { length: Math.max(0, Math.ceil((durationMs - first) / periodMs)) },
    (_, index) => first + index * periodMs,
  );
}

function moveTo(beatsMs: readonly number[], anchorMs: number, durationMs: number): number[] {
  if (beatsMs.length === 0) return [];
  const shift = anchorMs - beatsMs[nearest(beatsMs, anchorMs)]!;
  return beatsMs.map((beat) => beat + shift).filter((beat) => beat >= 0 && beat <= durationMs);
}

function nearest(beatsMs: readonly number[], ms: number): number {
  let best = 0;
  for (let index = 1; index < beatsMs.length; index += 1) {
    if (Math.abs(beatsMs[index]! - ms) < Math.abs(beatsMs[best]! - ms)) best = index;
  }
  return best;
}
