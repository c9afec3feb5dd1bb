import { expect, test } from 'vitest';
import type { Change } from '#core/changes.ts';
import { setPlays } from '#core/library/plays.ts';
import { setRatingFields } from '#core/library/tracks.repository.ts';
import { createChange, Numbers, setPlaylistFields } from '#core/playlists/playlist-changes.ts';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { finishLeftOperations } from './growing-operation.ts';
import { History } from './history.ts';
import { longUndoChanges } from './long-undo.ts';

test('a large operation is made and taken back in pieces, also over a restart, and done again', async () => {
  const db = openTestDb();
  const files = { inverse: () => [], begin() {}, wake() {}, resume() {} };
  const told: string[] = [];
  const setters = { tracks: { plays: setPlays }, items: {} };
  const onChange = ({ topics }: Change) => told.splice(0, told.length, ...topics);
  const open = () => new History({ db, now: () => 1, setters, files, onChange });
  const ids = Array.from({ length: 50 }, () => insertTrack(db));
  const counts = () => db.prepare('SELECT DISTINCT play_count FROM track').pluck().all();
  let history = open();
  const made = history.grow('importLibrary', 'x');
  const rounds = Math.ceil((longUndoChanges + 1) / ids.length);
  for (let round = 0; round < rounds; round += 1) {
    made.add(
      ids.map((trackId) => ({ trackId, field: 'plays', oldValue: round, newValue: round + 1 })),
      1,
    );
  }
  expect(() => history.undo(made.id as OperationId)).toThrow('still runs');
  made.finish();
  expect(counts()).toEqual([rounds]);

  expect(history.undo()?.state).toBe('running');
  expect(() => history.redo()).toThrow('being taken back');
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  await history.long.close();
  finishLeftOperations(db);
  history = open();
  history.long.resume();
  await history.long.waitForIdle();
  expect(counts()).toEqual([0]);
  // Whatever it changed is looked at again once it is done: songs as well as tracks.
  expect(told).toEqual(expect.arrayContaining(['tracks', 'songs', 'packs', 'time']));
  expect(history.next().undo).toBeNull();
  history.redo();
  await history.long.waitForIdle();
  expect(counts()).toEqual([rounds]);
  expect(history.next()).toMatchObject({ undo: { state: 'done', kind: 'importLibrary' }, redo: null });
});

test('an operation whose first transaction was given up is none', () => {
  const db = openTestDb();
  const files = { inverse: () => [], begin() {}, wake() {}, resume() {} };
  const setters = { tracks: { plays: setPlays }, items: {} };
  const history = new History({ db, now: () => 1, setters, files, onChange() {} });
  const trackId = insertTrack(db);
  const made = history.grow('importLibrary', 'x');
  const first = db.transaction(() => {
    made.add([{ trackId, field: 'plays', oldValue: 0, newValue: 1 }], 1);
    throw new Error('No more.');
  });
  expect(first).toThrow('No more.');
  made.finish();
  expect(made.id).toBeNull();
});

test('a large operation whose items cannot be taken back is refused before anything is', async () => {
  const db = openTestDb();
  const files = { inverse: () => [], begin() {}, wake() {}, resume() {} };
  const setters = { tracks: { rating: setRatingFields }, items: { playlist: setPlaylistFields } };
  const history = new History({ db, now: () => 1, setters, files, onChange() {} });
  const trackId = insertTrack(db);
  const folder = createChange(db, new Numbers(db), { name: 'Imported', kind: 'folder' }, { now: 1 });
  // All but the first are gone by now.
  const ratings = Array.from({ length: longUndoChanges }, (_, place) => ({
    ...{ trackId: trackId + place, field: 'rating', oldValue: 0, newValue: 4 },
  }));
  const { operation } = history.apply('importLibrary', [folder, ...ratings]);
  const parentId = folder.itemId;
  history.apply('makePlaylist', [
    createChange(db, new Numbers(db), { name: 'Mine', kind: 'list', parentId }, { now: 1 }),
  ]);
  expect(() => history.undo(operation as OperationId)).toThrow('others by now');
  expect(db.prepare('SELECT rating FROM track').pluck().get()).toBe(4);
  history.undo();
  history.undo();
  await history.long.waitForIdle();
  expect(db.prepare('SELECT count(*) FROM playlist').pluck().get()).toBe(0);
});
