import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { insertAnalysed } from '#core/testing/analysed-tracks.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { Input, Output } from '#shared/contract/index.ts';
import type { PlaylistId, SetPlan } from '#shared/contract/playlists.ts';
import { usualPlan } from './describe-set.ts';
import { stepPoints } from './step-score.ts';

let folder: ReturnType<typeof tempFolder>;
let running: TestCore;

beforeAll(async () => {
  folder = tempFolder();
  const library = openLibrary(folder.path);
  library.db.transaction(() => fill(library.db))();
  library.close();
  running = await openTestCore(folder.path, { runAnalysis: false });
});
afterAll(async () => {
  expect(running.logged).toEqual([]);
  await running.core.close();
  folder.remove();
});

/** Sixty tracks around the wheel, from slow and quiet to fast and loud. */
function fill(db: Db): void {
  for (let index = 0; index < 60; index += 1) {
    const id = insertAnalysed(db, { track: { title: `Track ${index}`, artist: `Artist ${index % 20}` } });
    db.prepare('UPDATE track SET bpm = ?, musical_key = ?, energy = ?, duration_ms = ? WHERE id = ?').run(
      ...[115 + (index % 16), (index * 5) % 24, (index * 7) % 101, 240_000 + 1000 * index, id],
    );
  }
}

const plan = (change: Partial<SetPlan> = {}): SetPlan => ({
  ...usualPlan(0),
  durationMs: null,
  trackCount: 10,
  ...change,
});

async function newSet(trackIds: readonly number[] = []): Promise<PlaylistId> {
  const input = { name: 'Friday', kind: 'list', trackIds, plan: plan() } as Input<'playlists.create'>;
  return (await running.call('playlists.create', input)).id;
}

async function build(id: PlaylistId, change: Partial<SetPlan> = {}, seed = 1): Promise<Output<'sets.get'>> {
  const { call } = running;
  const { rows, changedAt } = await call('sets.solve', { id, plan: plan(change), seed });
  await call('sets.save', { id, changedAt, plan: plan(change), rows });
  return call('sets.get', { id });
}

const titles = ({ rows }: Output<'sets.get'>) => rows.map(({ entry }) => entry.kept.title);

test('a set is built, its steps add up, and building it is one operation that can be undone', async () => {
  const { call } = running;
  const id = await newSet();
  const set = await build(id, { tempo: { from: 118, to: 126 } });
  expect(set.rows).toHaveLength(10);
  expect(set.problems).toEqual([]);
  expect(set.rows.every(({ entry }) => entry.track!.bpm! > 116 && entry.track!.bpm! < 128)).toBe(true);
  for (const [place, { step, startsMs, lengthMs }] of set.rows.entries()) {
    expect(startsMs).toBe(set.rows.slice(0, place).reduce((sum, row) => sum + row.lengthMs, 0));
    expect(lengthMs).toBeGreaterThan(0);
    if (place === 9) expect(step).toBeNull();
    else expect(step!.score).toBe(Object.values(step!.parts).reduce((sum, points) => sum + points, 0));
  }
  expect(Math.max(...set.rows.flatMap(({ step }) => step?.parts.key ?? []))).toBeLessThanOrEqual(stepPoints.key);
  expect(set.rows[0]!.step!.reasons.length).toBeGreaterThan(1);
  await call('history.undo', {});
  expect((await call('sets.get', { id })).rows).toEqual([]);
  await call('history.redo', undefined);
  expect(titles(await call('sets.get', { id }))).toEqual(titles(set));
});

test('locked rows keep their places when it is built again, with other tracks around them', async () => {
  const { call } = running;
  const id = await newSet();
  const first = await build(id);
  const locked = [2, 9];
  await call('sets.save', {
    id,
    changedAt: first.changedAt,
    rows: first.rows.map(({ entry }, place) => ({
      entryId: entry.id,
      trackId: null,
      isLocked: locked.includes(place),
    })),
  });
  const again = await build(id, { trackCount: 12 }, 2);
  expect(again.rows).toHaveLength(12);
  expect([again.rows[2]!.entry.id, again.rows[11]!.entry.id]).toEqual([
    first.rows[2]!.entry.id,
    first.rows[9]!.entry.id,
  ]);
  expect(again.rows.filter(({ entry }) => entry.isLocked)).toHaveLength(2);
  expect(titles(again)).not.toEqual(titles(first));
});

test('only the list itself is put into order where that is wished', async () => {
  const ids = [25, 1, 49];
  const id = await newSet(ids);
  const curve = [0, 1].map((at) => ({ at, energy: 7 * at }));
  const set = await build(id, { takesFrom: 'playlist', curve, artistSpacing: 0 });
  expect(set.rows.map(({ entry }) => [entry.track!.id, entry.track!.energy])).toEqual([
    [1, 0],
    [49, 33],
    [25, 67],
  ]);
});

test('a query is the pool; a mistake in it is named, as is what cannot be met', async () => {
  const { call } = running;
  const id = await newSet();
  const set = await build(id, { from: 'artist:"Artist 3"', artistSpacing: 0 });
  expect(set.rows.map(({ entry }) => entry.kept.artist)).toEqual(['Artist 3', 'Artist 3', 'Artist 3']);
  const { problems } = await call('sets.solve', { id, plan: plan({ from: 'artist:"Artist 3"' }), seed: 1 });
  expect(problems).toEqual([
    { kind: 'poolTooSmall', wanted: 10, found: 3 },
    { kind: 'artistsTooNear', count: 2 },
  ]);
  expect(await errorCode(call('sets.solve', { id, plan: plan({ from: 'bpn:120' }), seed: 1 }))).toBe('QUERY_INVALID');
});

test('candidates for a place are the best first, within the filters, and never what the set has', async () => {
  const { call } = running;
  const id = await newSet();
  const { rows } = await build(id);
  const ask = { id, place: 4, isNew: false, count: 30 };
  const { candidates, limits } = await call('sets.suggest', { ...ask, filters: [] });
  const scores = candidates.map(({ step }) => step.score);
  expect(scores).toEqual([...scores].sort((one, other) => other - one));
  expect(scores.length).toBeGreaterThan(10);
  const inSet = new Set(rows.map(({ entry }) => entry.track!.id));
  expect(candidates.filter(({ track }) => inSet.has(track.id))).toEqual([]);
  expect(limits).toMatchObject({
    key: rows[3]!.entry.track!.key,
    onward: rows[5]!.entry.kept.title,
    notPlayedDays: 30,
  });
  const { candidates: fewer } = await call('sets.suggest', { ...ask, filters: ['key', 'tempo', 'energy'] });
  expect(fewer.length).toBeLessThan(candidates.length);
  for (const { track } of fewer) {
    expect(track.bpm).toBeGreaterThanOrEqual(limits.tempo!.low);
    expect(track.bpm).toBeLessThanOrEqual(limits.tempo!.high);
    expect(Math.round(track.energy! / 10)).toBeLessThanOrEqual(limits.energy!.high);
  }
  const played = candidates[0]!.track.id;
  await call('tracks.played', { id: played });
  const { candidates: fresh } = await call('sets.suggest', { ...ask, filters: ['notPlayed'] });
  expect(fresh.map(({ track }) => track.id)).not.toContain(played);
  const first = await call('sets.suggest', { ...ask, place: 0, isNew: true, filters: [] });
  expect(first.candidates.length).toBeGreaterThan(0);
});

test('a newer wish ends an older one, and what somebody else changed is not overwritten', async () => {
  const { call } = running;
  const id = await newSet();
  const older = errorCode(call('sets.solve', { id, plan: plan(), seed: 1 }));
  const newer = call('sets.solve', { id, plan: plan(), seed: 2 });
  expect([await older, (await newer).rows.length]).toEqual(['CANCELLED', 10]);
  const { changedAt } = await call('sets.get', { id });
  await new Promise((resolve) => setTimeout(resolve, 2));
  await build(id);
  expect(await errorCode(call('sets.save', { id, changedAt, rows: [] }))).toBe('LIST_CHANGED');
  expect((await call('sets.get', { id })).rows).toHaveLength(10);
});

test('a set is a list of five hundred at most, and rows are of this list', async () => {
  const { call } = running;
  const smart = await call('playlists.create', { name: 'Crate', kind: 'crate' });
  expect(await errorCode(call('sets.get', { id: smart.id }))).toBe('UNSUPPORTED');
  const long = await newSet(Array.from({ length: 501 }, () => 1));
  expect(await errorCode(call('sets.get', { id: long }))).toBe('SET_TOO_LONG');
  const id = await newSet([1]);
  const other = await newSet([2]);
  const { changedAt } = await call('sets.get', { id });
  const { rows } = await call('sets.get', { id: other });
  const foreign = { entryId: rows[0]!.entry.id, trackId: null, isLocked: false };
  expect(await errorCode(call('sets.save', { id, changedAt, rows: [foreign] }))).toBe('INVALID_INPUT');
});

test('a locked row that is not in the library stays', async () => {
  const { call } = running;
  const id = await newSet([1, 2, 3]);
  const { rows, changedAt } = await call('sets.get', { id });
  await call('sets.save', {
    ...{ id, changedAt },
    rows: rows.map(({ entry }, place) => ({ entryId: entry.id, trackId: null, isLocked: place === 1 })),
  });
  const library = new Database(join(folder.path, 'library.db'));
  library.prepare('DELETE FROM track WHERE id = 2').run();
  library.close();
  const again = await build(id);
  expect(again.rows[1]!.entry).toMatchObject({ isLocked: true, track: null, kept: { title: 'Track 1' } });
  expect(again.rows).toHaveLength(10);
});

test('a step nobody knows anything of is neither good nor weak', async () => {
  const { call } = running;
  const library = new Database(join(folder.path, 'library.db'));
  const add = library.prepare(
    `INSERT INTO track (folder_id, path, file_name, size_bytes, modified_us, added_at, title) VALUES (1, ?, ?, 1, 0, 0, ?)`,
  );
  const ids = ['x', 'y'].map((name) => Number(add.run(`${name}.mp3`, `${name}.mp3`, name).lastInsertRowid));
  library.close();
  const { rows } = await call('sets.get', { id: await newSet(ids) });
  expect(rows[0]!.step).toMatchObject({ isWeak: false, reasons: [] });
  expect(rows.map(({ lengthMs }) => lengthMs)).toEqual([300_000, 300_000]);
});
