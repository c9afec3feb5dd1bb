import { expect, test } from 'vitest';
import type { TracklistEntry, TracklistEntryId } from '#shared/contract/tracklists.ts';
import { emptyEntry } from '#shared/tracklist/tracklist-parts.ts';
import { cellText, readCell } from './cell-values.ts';
import { nearestBeat, stepFrames } from './seam-steps.ts';
import { editedColumns } from './tracklists.store.ts';

const entry: TracklistEntry = {
  ...emptyEntry,
  id: 1 as TracklistEntryId,
  startMs: 2_540_013,
  artist: 'Ada',
  title: 'One',
  remix: 'Dub',
  label: 'L',
  transition: 'blend',
  bpm: 120.5,
  musicalKey: 14,
  track: null,
  matchScore: null,
  isMatchFixed: false,
  isManual: false,
};

test('what stands in an editor is read back as it was', () => {
  for (const column of editedColumns) {
    const result = readCell(column, cellText(entry, column));
    const [[name, value]] = Object.entries('values' in result ? result.values : {}) as [
      [keyof TracklistEntry, unknown],
    ];
    expect([column, value]).toEqual([column, entry[name]]);
  }
});

test('empty takes a value away, nonsense says why', () => {
  expect(readCell('start', ' ')).toEqual({ values: { startMs: null } });
  expect(readCell('start', '1:99')).toEqual({ error: 'tracklists.badTime' });
  expect(readCell('bpm', '12')).toEqual({ error: 'tracklists.badBpm' });
  expect(readCell('bpm', '120,5')).toEqual({ values: { bpm: 120.5 } });
  expect(readCell('key', 'H9')).toEqual({ error: 'tracklists.badKey' });
});

test('frames: seventy-five of them are a second, wherever one begins', () => {
  let ms = 2_540_000;
  for (let step = 0; step < 75; step++) ms = stepFrames(ms, 1);
  expect(ms).toBe(2_541_000);
  for (let step = 0; step < 75; step++) ms = stepFrames(ms, -1);
  expect(ms).toBe(2_540_000);
  expect(stepFrames(5, -1)).toBe(0);
});

test('the nearest beat', () => {
  expect([0, 240, 260, 9000].map((ms) => nearestBeat([0, 500, 1000.4], ms))).toEqual([0, 0, 500, 1000]);
  expect(nearestBeat([], 5)).toBeNull();
});
