import type { z } from 'zod';
import type { timeFix } from '#shared/contract/tracklists.ts';
import { AppError } from '#shared/errors.ts';
import {
  fillGaps,
  scaleTimes,
  setEnds,
  shiftTimes,
  sortByStart,
  splitOverlaps,
  spreadTimes,
} from '#shared/tracklist/timing.ts';
import { tidy } from './entry-steps.ts';
import type { EntryState } from './tracklist-state.ts';

const latestMs = 172_800_000;

/** The entries with their times mended. Throws NOT_FOUND for an entry that is gone, INVALID_INPUT past two days. */
export function fixTimes(
  entries: readonly EntryState[],
  fix: z.output<typeof timeFix>,
  mixMs: number | null,
): EntryState[] {
  const fixed = applyFix(entries, fix, mixMs).map(tidy);
  if (fixed.some(({ startMs, endMs }) => Math.max(startMs ?? 0, endMs ?? 0) > latestMs)) {
    throw new AppError('INVALID_INPUT', 'A tracklist is two days long at most.');
  }
  return fixed;
}

function applyFix(entries: readonly EntryState[], fix: z.output<typeof timeFix>, mixMs: number | null): EntryState[] {
  switch (fix.type) {
    case 'shift': {
      const from = fix.from === undefined ? 0 : entries.findIndex(({ id }) => id === fix.from);
      if (from < 0) throw new AppError('NOT_FOUND', 'That entry is gone.', { id: Number(fix.from) });
      return shiftTimes(entries, fix.byMs, from);
    }
    case 'fillGaps':
      return fillGaps(entries);
    case 'overlaps':
      return splitOverlaps(entries);
    case 'scale':
      return scaleTimes(entries, fix.toMs);
    case 'ends':
      return setEnds(entries, mixMs);
    case 'spread':
      return spreadTimes(entries, mixMs);
    case 'sort':
      return sortByStart(entries);
  }
}
