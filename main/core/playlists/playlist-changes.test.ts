import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History } from '#core/history/history.ts';
import { openTestDb } from '#core/testing/temp-library.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import {
  createChange,
  entriesChange,
  type NewEntry,
  Numbers,
  setPlaylistFields,
  toStates,
} from './playlist-changes.ts';
import { getPlaylist, readEntries } from './playlists.repository.ts';

const entry = (title: string): NewEntry => ({
  trackId: null,
  title,
  artist: '',
  album: '',
  durationMs: 60_000,
  isrc: '',
  location: '',
});

function open() {
  const db = openTestDb();
  const files = { inverse: () => [], begin() {}, wake() {}, resume() {} };
  const setters = { tracks: {}, items: { playlist: setPlaylistFields } };
  const history = new History({ db, now: () => 7, setters, files, onChange() {} });
  const titles = (id: number) => readEntries(db, id).map(({ title }) => title);
  return { db, history, titles };
}

test('any edits of a playlist come back one by one, and again, to the same entries', () => {
  const titlesOf = fc.array(fc.constantFrom<string[]>('a', 'b', 'c', 'd'), { maxLength: 6 });
  fc.assert(
    fc.property(titlesOf, fc.array(titlesOf, { maxLength: 5 }), (first, later) => {
      const { db, history, titles } = open();
      const made = createChange(
        db,
        new Numbers(db),
        { name: 'Friday', kind: 'list', entries: first.map(entry) },
        { now: 1 },
      );
      history.apply('makePlaylist', [made], 'Friday');
      const id = made.itemId;
      const states = [readEntries(db, id)];
      for (const wanted of later) {
        const before = readEntries(db, id);
        const kept = before.filter(({ title }) => wanted.includes(title));
        const after = [...toStates(new Numbers(db), wanted.map(entry), 2), ...kept.reverse()];
        const change = entriesChange(id, before, after);
        if (!change) continue;
        history.apply('editPlaylist', [change], 'Friday');
        expect(readEntries(db, id)).toEqual(after);
        states.push(after);
      }
      for (const state of states.slice(0, -1).reverse()) {
        history.undo();
        expect(readEntries(db, id)).toEqual(state);
      }
      history.undo();
      expect(titles(id)).toEqual([]);
      expect(() => getPlaylist(db, id)).toThrow('gone');
      for (const state of states) {
        history.redo();
        expect(readEntries(db, id)).toEqual(state);
      }
    }),
    { numRuns: 60 },
  );
});

test('making a playlist cannot be undone while it was changed since; its number is not given again', () => {
  const { db, history } = open();
  const made = createChange(db, new Numbers(db), { name: 'One', kind: 'list' }, { now: 1 });
  const { operation } = history.apply('makePlaylist', [made], 'One');
  const renamed = { itemId: made.itemId, field: 'playlist:name', oldValue: 'One', newValue: 'Two' };
  history.apply('editPlaylist', [renamed], 'Two');
  expect(getPlaylist(db, made.itemId).name).toBe('Two');
  expect(() => history.undo(operation as OperationId)).toThrow('newer');
  history.undo();
  history.undo();
  const next = createChange(db, new Numbers(db), { name: 'Other', kind: 'list' }, { now: 1 });
  expect(next.itemId).toBeGreaterThan(made.itemId);
});

test('two that plan at the same time make what they planned one after the other', () => {
  const { db, history, titles } = open();
  const plan = (name: string) =>
    createChange(db, new Numbers(db), { name, kind: 'list', entries: [entry(name)] }, { now: 1 });
  const [one, other] = [plan('One'), plan('Other')];
  history.apply('makePlaylist', [other], 'Other');
  history.apply('makePlaylist', [one], 'One');
  expect([titles(one.itemId), titles(other.itemId)]).toEqual([['One'], ['Other']]);
});
