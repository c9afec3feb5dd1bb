import { beforeEach, expect, test } from 'vitest';
import { Changes } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import { addEvent, listEvents } from '#core/history/history.repository.ts';
import { History } from '#core/history/history.ts';
import { insertFolderRow, insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import type { FolderId } from '#shared/contract/library/folders.ts';
import { mergeFolder } from './folders.repository.ts';
import { forgetTracks, setPresent } from './forget-tracks.ts';

let db: Db;
let history: History;
let ids: number[];
beforeEach(() => {
  db = openTestDb();
  ids = Array.from({ length: 450 }, () => insertTrack(db, { missing_since: 1, rating: 3 }));
  const setters = { tracks: { library: setPresent }, items: {} };
  const files = { inverse: () => [], begin() {}, wake() {}, resume() {} };
  history = new History({ db, now: () => 7, setters, files, onChange() {} });
});

const forget = () => forgetTracks({ db, history, changes: new Changes(() => undefined) }, ids);
const count = () => db.prepare('SELECT count(*) FROM track WHERE rating = 3').pluck().get();

test('what is undone while it is being forgotten stays', async () => {
  const forgetting = forget();
  expect(count()).toBe(250);
  history.undo();
  await forgetting;
  expect(count()).toBe(450);
});

test('a track whose file came back while others are being forgotten stays', async () => {
  const forgetting = forget();
  db.prepare('UPDATE track SET missing_since = NULL WHERE id = ?').run(ids.at(-1));
  await forgetting;
  expect(count()).toBe(1);
  history.undo();
  expect(count()).toBe(450);
});

test('a problem of a track comes back with it, to where its folder went', async () => {
  const inner = db.prepare('SELECT id FROM folder').pluck().get() as FolderId;
  const [path, id] = db.prepare('SELECT path, id FROM track WHERE id = ?').raw().get(ids[0]) as [string, number];
  const problem = `INSERT INTO problem (stage, folder_id, path, track_id, code, at) VALUES ('scan', ?, ?, ?, 'NO_AUDIO', 1)`;
  db.prepare(problem).run(inner, path, id);
  await forget();
  const outer = insertFolderRow(db, '/') as FolderId;
  mergeFolder(db, inner, outer, 'music/');
  history.undo();
  expect(count()).toBe(450);
  expect(db.prepare('SELECT folder_id, path, track_id FROM problem').raw().all()).toEqual([
    [outer, `music/${path}`, id],
  ]);
});

test('what happened to a track comes back with it, whatever happened to others since', async () => {
  const [first, other] = ids.splice(0, 2) as [number, number];
  const event = {
    at: 1,
    actor: 'user',
    kind: 'overridden',
    field: 'rating',
    oldValue: 1,
    confidence: null,
    algorithm: null,
  } as const;
  ids = [first];
  addEvent(db, { ...event, trackId: first, newValue: 3 });
  await forget();
  addEvent(db, { ...event, trackId: other, newValue: 4 });
  history.undo();
  const values = (trackId: number) => listEvents(db, { trackId, count: 9 }).map(({ newValue }) => newValue);
  expect([values(first), values(other)]).toEqual([[3], [4]]);
});
