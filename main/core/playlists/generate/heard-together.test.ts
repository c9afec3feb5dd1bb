import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { AppError } from '#shared/errors.ts';
import { HeardTogether } from './heard-together.ts';

let db: Db;
let isConnected: boolean;
let asked: string[];
let logged: string[];
let answer: () => Promise<{ recordingId: string; title: string; artist: string; score: number }[]>;
beforeEach(() => {
  db = openTestDb();
  db.exec(`INSERT INTO connection (service, settings, connected_at) VALUES ('listenbrainz', '{}', 0)`);
  isConnected = true;
  asked = [];
  logged = [];
});
afterEach(() => db.close());

const open = (now = 1000) =>
  new HeardTogether({
    db,
    now: () => now,
    apis: {
      findHeardTogether(recordingId) {
        asked.push(recordingId);
        return answer();
      },
    },
    connectors: { isConnected: () => isConnected },
    logError: (message) => logged.push(message),
  });
const link = (trackId: number, item: string) =>
  db
    .prepare(`INSERT INTO service_link (service, track_id, item, at) VALUES ('musicbrainz', ?, ?, 0)`)
    .run(trackId, item);

test('what is heard together is found by its link, or by its name, as often as it is heard', async () => {
  const seed = insertTrack(db, { title: 'Tolbooth', artist: 'Kessler & Wren' });
  const linked = insertTrack(db, { title: 'Ash', artist: 'Kiln' });
  const named = insertTrack(db, { title: 'Night Ledger', artist: 'Osei Calder' });
  link(seed, 'r1');
  link(linked, 'r2');
  answer = async () => [
    { recordingId: 'r2', title: 'Ash (as it is called there)', artist: 'Kiln', score: 400 },
    { recordingId: 'r3', title: 'Night Ledger', artist: 'OSEI CALDER', score: 100 },
    { recordingId: 'r4', title: 'Not here', artist: 'Nobody', score: 90 },
    { recordingId: 'r5', title: '', artist: '', score: 80 },
  ];
  expect(await open().find(seed)).toEqual([
    [linked, 1],
    [named, 0.5],
  ]);
  // It is remembered, and asked again when it is old.
  await open().find(seed);
  expect(asked).toEqual(['r1']);
  await open(1000 + 15 * 86_400_000).find(seed);
  expect(asked).toEqual(['r1', 'r1']);
});

test('nothing is asked while it is not connected, nor for a track nobody knows', async () => {
  const seed = insertTrack(db, { title: 'Tolbooth' });
  expect(await open().find(seed)).toEqual([]);
  link(seed, 'r1');
  isConnected = false;
  expect(await open().find(seed)).toEqual([]);
  expect(asked).toEqual([]);
});

test('a service that fails leaves the list to the others, and is asked again', async () => {
  const seed = insertTrack(db);
  link(seed, 'r1');
  answer = async () => {
    throw new AppError('SERVICE_OFFLINE', 'No answer.');
  };
  const heard = open();
  expect(await heard.find(seed)).toEqual([]);
  answer = async () => {
    throw new TypeError('a bug');
  };
  expect(await heard.find(seed)).toEqual([]);
  expect([asked.length, logged]).toEqual([2, ['Asking what is heard together failed']]);
});

test('two questions at once ask once', async () => {
  const seed = insertTrack(db);
  link(seed, 'r1');
  answer = async () => [];
  const heard = open();
  await Promise.all([heard.find(seed), heard.find(seed)]);
  expect(asked).toEqual(['r1']);
});
