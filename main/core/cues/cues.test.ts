import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History } from '#core/history/history.ts';
import { followKeeper } from '#core/library/duplicates/follow-keeper.ts';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { type CuePoint, cueKinds, cuePoints } from '#shared/contract/cues.ts';
import { cuesChange, readCues, setCues, tidyCues, withHotCue } from './cues.repository.ts';

/** Files hold numbers that no clock shows. */
const anyMs = fc.oneof(fc.integer({ min: -5, max: 9 }), fc.constantFrom(2e9, 1e300, Number.POSITIVE_INFINITY));
const anyCue: fc.Arbitrary<CuePoint> = fc.record({
  kind: fc.constantFrom(...cueKinds),
  slot: fc.option(fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constantFrom(0.5, Number.POSITIVE_INFINITY))),
  startMs: anyMs,
  endMs: fc.option(anyMs),
  name: fc.oneof(fc.string({ maxLength: 2 }), fc.constant(`${'x'.repeat(199)}\u{1f600}`)),
  colour: fc.constantFrom('', '#00ff00', 'red'),
});

test('whatever a program wrote becomes cues that a track can have, and stays as it is then', () => {
  fc.assert(
    fc.property(fc.array(anyCue, { maxLength: 12 }), (cues) => {
      const tidy = tidyCues(cues);
      expect(cuePoints.safeParse(tidy).error).toBeUndefined();
      expect(tidyCues(tidy)).toEqual(tidy);
      expect(tidy.every(({ name }) => name.isWellFormed())).toBe(true);
    }),
  );
});

test('cues are kept, changed as one and taken back', () => {
  const db = openTestDb();
  const files = { inverse: () => [], begin() {}, wake() {}, resume() {} };
  const history = new History({
    db,
    now: () => 1,
    setters: { tracks: { cues: setCues }, items: {} },
    files,
    onChange() {},
  });
  const id = insertTrack(db);
  const states: CuePoint[][] = [[]];
  const change = (cues: CuePoint[]) => {
    const made = cuesChange(db, id, cues);
    if (made) history.apply('editCues', [made]);
    states.push(readCues(db, id));
  };
  change(withHotCue([], 0, 1000.5));
  const named = readCues(db, id).map((cue) => ({ ...cue, name: 'Drop', colour: '#ff0000' }));
  change([...named, { kind: 'loop', slot: null, startMs: 10, endMs: 20, name: '', colour: '' }]);
  change(withHotCue(readCues(db, id), 0, 3000));
  expect(readCues(db, id)).toEqual([
    { kind: 'loop', slot: null, startMs: 10, endMs: 20, name: '', colour: '' },
    { kind: 'cue', slot: 0, startMs: 3000, endMs: null, name: 'Drop', colour: '#ff0000' },
  ]);
  expect(cuesChange(db, id, readCues(db, id))).toBeNull();
  for (const state of states.slice(0, -1).reverse()) {
    history.undo();
    expect(readCues(db, id)).toEqual(state);
  }
  for (const state of states.slice(1)) {
    history.redo();
    expect(readCues(db, id)).toEqual(state);
  }
  expect(withHotCue(readCues(db, id), 0, null).map(({ slot }) => slot)).toEqual([null]);
});

test('cues follow the music to the copy that is kept, moved by what the files differ', () => {
  const db = openTestDb();
  const [keeper, loser] = [insertTrack(db), insertTrack(db)];
  const cue = { slot: null, name: '', colour: '' };
  const cues: CuePoint[] = [
    { ...cue, kind: 'cue', slot: 1, startMs: 100, endMs: null },
    { ...cue, kind: 'loop', startMs: 2000, endMs: 3000 },
  ];
  setCues(db, [{ trackId: loser, field: 'cues', value: cues as never }], { now: 1, operationId: 1 });
  const merging = { keeper, losers: [loser], offsetsMs: new Map([[loser, 500]]), isOneRecording: true };
  const [change] = followKeeper(db, merging).filter(({ field }) => field === 'cues');
  expect(change?.newValue).toEqual([
    { ...cues[0], startMs: 0 },
    { ...cues[1], startMs: 1500, endMs: 2500 },
  ]);
  expect(followKeeper(db, { ...merging, isOneRecording: false })).toEqual([]);
  setCues(db, [{ trackId: keeper, field: 'cues', value: [cues[0]] as never }], { now: 1, operationId: 1 });
  expect(followKeeper(db, merging)).toEqual([]);
});
