import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History } from '#core/history/history.ts';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { type CuePoint, cueKinds, cuePoints } from '#shared/contract/cues.ts';
import { cuesChange, readCues, setCues, tidyCues, withHotCue } from './cues.repository.ts';

const anyCue: fc.Arbitrary<CuePoint> = fc.record({
  kind: fc.constantFrom(...cueKinds),
  slot: fc.option(fc.integer({ min: -1, max: 9 })),
  startMs: fc.integer({ min: -5, max: 9 }),
  endMs: fc.option(fc.integer({ min: -5, max: 9 })),
  name: fc.string({ maxLength: 2 }),
  colour: fc.constantFrom('', '#00ff00', 'red'),
});

test('whatever a program wrote becomes cues that a track can have, and stays as it is then', () => {
  fc.assert(
    fc.property(fc.array(anyCue, { maxLength: 12 }), (cues) => {
      const tidy = tidyCues(cues);
      expect(cuePoints.safeParse(tidy).error).toBeUndefined();
      expect(tidyCues(tidy)).toEqual(tidy);
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
