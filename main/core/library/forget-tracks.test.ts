import { beforeEach, expect, test } from 'vitest';
import { Changes } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import { History } from '#core/history/history.ts';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { forgetTracks, setPresent } from './forget-tracks.ts';

let db: Db;
let history: History;
let ids: number[];
beforeEach(() => {
  db = openTestDb();
  ids = Array.from({ length: 450 }, () => insertTrack(db, { missing_since: 1, rating: 3 }));
  const files = { inverse: () => [], begin() {}, wake() {}, resume() {} };
  history = new History({ db, now: () => 7, setters: { library: setPresent }, files, onChange() {} });
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
