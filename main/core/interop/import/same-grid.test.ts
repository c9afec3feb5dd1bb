import { expect, test } from 'vitest';
import { overrideTracks } from '#core/analysis/override-tracks.ts';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { importOptions } from '#shared/contract/interop.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { emptyForeignTrack, type ForeignTempo } from '../foreign-library.ts';
import { planTrack } from './plan-track.ts';

test('a grid is the same where its bars are, whichever beat of it a program marks', () => {
  const db = openTestDb();
  const id = insertTrack(db, { duration_ms: 200_000 }) as TrackId;
  const tempos = [{ startMs: 1600, bpm: 120, beat: 4 }];
  overrideTracks(db, [{ id, field: 'grid', value: { anchorMs: 100, tempos } }], 1);
  const gridsOf = (...grid: ForeignTempo[]) =>
    planTrack(db, id, { ...emptyForeignTrack('1'), grid }, importOptions.parse({ conflicts: 'theirs' })).counts;
  expect(gridsOf({ startMs: 1600, bpm: 120, beat: 4 })).toEqual([]);
  expect(gridsOf({ startMs: 100.4, bpm: 120, beat: 1 })).toEqual([]);
  expect(gridsOf({ startMs: 1600, bpm: 120, beat: 1 })).toContain('grids');
  expect(gridsOf({ startMs: 600, bpm: 120, beat: 1 })).toContain('grids');
});
