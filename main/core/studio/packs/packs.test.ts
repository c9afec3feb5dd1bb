import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCode } from '#core/testing/test-core.ts';
import type { PackId, SongId } from '#shared/contract/studio-ids.ts';
import { noWords, PackLab, type PlannedSong } from '../testing/pack-lab.ts';

const lab = new PackLab();
beforeAll(() => lab.open());
afterAll(async () => expect(await lab.close()).toEqual([]));

test('a pack tells how far it is by its core songs', async () => {
  const core = (status: PlannedSong['status'], isDone = false): PlannedSong => ({ status, isOptional: false, isDone });
  const { id } = await lab.makePack([core('inProgress', true), core('inProgress'), core('planned'), core('released')]);
  await lab.call('songs.edit', {
    ids: [(await lab.call('packs.get', { id })).songs[2]?.id as SongId],
    values: { isOptional: true },
  });
  expect(await lab.call('packs.get', { id })).toMatchObject({
    status: 'inProgress',
    completion: 67,
    counts: { planned: 1, inProgress: 2, released: 1, optional: 1, core: 3, done: 2, open: 1 },
  });
  expect((await makeAndGet([])).status).toBe('empty');
  expect((await makeAndGet([])).completion).toBeNull();
  expect((await makeAndGet([core('planned'), core('planned')])).status).toBe('planned');
  expect((await makeAndGet([core('inProgress', true)])).status).toBe('complete');
  expect((await makeAndGet([core('released')])).status).toBe('released');
});

async function makeAndGet(songs: readonly PlannedSong[]) {
  const { id } = await lab.makePack(songs);
  return lab.call('packs.get', { id });
}

test('packs from 70 to 99 percent are nearly done, the nearest first', async () => {
  const done = (count: number, of: number): PlannedSong[] =>
    Array.from({ length: of }, (_, index) => ({ status: 'inProgress', isOptional: false, isDone: index < count }));
  const ids = await Promise.all(
    [done(2, 3), done(3, 4), done(5, 6), done(4, 5), done(2, 2)].map((songs) => lab.makePack(songs)),
  );
  const near = await lab.call('packs.nearDone');
  expect(near.map(({ completion }) => completion)).toEqual([83, 80, 75]);
  expect(near.map(({ id }) => id)).toEqual([ids[2]?.id, ids[3]?.id, ids[1]?.id]);
});

test('a name is an owner’s once, in any capitals, and priorities end at 5', async () => {
  const name = lab.fresh('Harbour Songs');
  const { id } = await lab.call('packs.create', { name });
  expect(await errorCode(lab.call('packs.create', { name: name.toUpperCase() }))).toBe('NAME_TAKEN');
  const otherName = lab.fresh('Other');
  const other = await lab.call('packs.create', { name: otherName });
  expect(await errorCode(lab.call('packs.edit', { id: other.id, patch: { name } }))).toBe('NAME_TAKEN');
  expect(await errorCode(lab.call('packs.edit', { id, patch: { priority: 6 } }))).toBe('INVALID_INPUT');
  expect(await errorCode(lab.call('packs.edit', { id, patch: { name: 'x'.repeat(201) } }))).toBe('INVALID_INPUT');
  expect(await errorCode(lab.call('packs.edit', { id, patch: { videoLink: 'javascript:alert(1)' } }))).toBe(
    'INVALID_INPUT',
  );
  await lab.call('packs.edit', { id, patch: { name: name.toUpperCase(), priority: 1, deadline: '2026-12-12' } });
  // What took its name meanwhile is in the way of taking it back, and says so.
  const removed = await lab.call('packs.remove', { id: other.id });
  await lab.call('packs.create', { name: otherName });
  expect(await errorCode(lab.undo(removed.operation))).toBe('NAME_TAKEN');
});

test('a pack that holds songs goes only when they have another place', async () => {
  const { id, songIds } = await lab.makePack([
    { status: 'planned', isOptional: false },
    { status: 'planned', isOptional: true },
  ]);
  const before = lab.dump();
  await expect(lab.call('packs.remove', { id })).rejects.toMatchObject({
    code: 'PACK_NOT_EMPTY',
    details: { count: 2 },
  });
  expect(lab.dump()).toEqual(before);
  const other = await lab.makePack([]);
  const held = lab.dump();
  const { operation } = await lab.call('packs.remove', { id, moveSongsTo: other.id });
  expect((await lab.call('packs.get', { id: other.id })).songs.map((song) => song.id)).toEqual(songIds);
  expect(await errorCode(lab.call('packs.get', { id }))).toBe('NOT_FOUND');
  await lab.undo(operation);
  expect(lab.dump()).toEqual(held);
});

test('a list becomes a pack with all its songs, or nothing does', async () => {
  const name = lab.fresh('List');
  const songs = ['Ferry Timetable', 'Low Bridge'].map((title) => ({
    title: `${title} ${name}`,
    artist: 'Ines Valloria',
  }));
  const before = lab.dump();
  expect(await errorCode(lab.call('packs.create', { name, songs: [...songs, songs[0] as (typeof songs)[0]] }))).toBe(
    'SONG_EXISTS',
  );
  expect(lab.dump()).toEqual(before);
  const { id, operation } = await lab.call('packs.create', { name, songs, priority: 2 });
  const pack = await lab.call('packs.get', { id });
  expect(pack.songs.map(({ title, status }) => [title, status])).toEqual(songs.map(({ title }) => [title, 'planned']));
  await lab.undo(operation);
  expect(lab.dump()).toEqual(before);
});

test('whoever leaves a pack may not edit its songs any more, and keeps their credits', async () => {
  const { id: kit } = await lab.call('people.make', { name: lab.fresh('Kit') });
  const { id: mara } = await lab.call('people.make', { name: lab.fresh('Mara') });
  const { id, songIds } = await lab.makePack([{ status: 'inProgress', isOptional: false }]);
  const [songId] = songIds as [SongId];
  await lab.call('packs.setPeople', {
    id,
    people: [kit, mara].map((personId) => ({ personId, access: 'edit' as const })),
  });
  await lab.call('songs.setPeople', {
    id: songId,
    people: [
      { personId: kit, role: 'guitar', canEdit: true, share: 5000 },
      { personId: mara, role: '', canEdit: true, share: null },
    ],
  });
  const before = lab.dump();
  const { operation } = await lab.call('packs.setPeople', { id, people: [] });
  expect((await lab.call('songs.get', { id: songId })).people).toMatchObject([
    { personId: kit, role: 'guitar', canEdit: false, share: 5000 },
  ]);
  await lab.undo(operation);
  expect(lab.dump()).toEqual(before);
  const { ownerId } = await lab.call('packs.get', { id });
  const own = { personId: ownerId as typeof kit, access: 'edit' as const };
  expect(await errorCode(lab.call('packs.setPeople', { id, people: [own] }))).toBe('INVALID_INPUT');
});

test('a release brings out what is in progress and moves what is optional into a pack of its own', async () => {
  const name = lab.fresh('Harbour');
  const { id, songIds } = await lab.makePack(
    [
      { status: 'inProgress', isOptional: false, isDone: true },
      { status: 'inProgress', isOptional: false },
      { status: 'planned', isOptional: false },
      { status: 'inProgress', isOptional: true },
      { status: 'released', isOptional: true },
    ],
    name,
  );
  const [done, open, planned, optional, out] = songIds as [SongId, SongId, SongId, SongId, SongId];
  const plan = await lab.call('packs.planRelease', { id });
  expect(plan).toMatchObject({
    ...{ release: [done, open], unfinished: [open], stays: [planned], bonus: [optional], obstacles: [] },
    bonusName: `${name} (Bonus)`,
  });
  const before = lab.dump();
  const released = await lab.call('packs.release', {
    ...{ ...noWords, id, releaseTitle: 'Harbour', downloadLink: 'https://example.org/harbour' },
    songs: [{ songId: done, releaseDescription: 'The first', downloadLink: '', videoLink: 'https://example.org/v' }],
  });
  expect(released).toMatchObject({ released: 2, bonus: { name: `${name} (Bonus)`, count: 1 }, numbers: [] });
  const pack = await lab.call('packs.get', { id });
  expect(pack.songs.map(({ id: song, status }) => [song, status])).toEqual([
    ...[
      [done, 'released'],
      [open, 'released'],
      [planned, 'planned'],
      [out, 'released'],
    ],
  ]);
  expect(pack.songs[0]).toMatchObject({ releaseDescription: 'The first', videoLink: 'https://example.org/v' });
  expect(pack.releasedAt).not.toBeNull();
  const bonus = await lab.call('packs.get', { id: released.bonus?.id as PackId });
  expect(bonus.songs).toMatchObject([{ id: optional, status: 'planned', isOptional: false }]);
  // Once more: the first day stays.
  await lab.call('packs.release', { ...noWords, id, releaseTitle: 'Harbour again' });
  expect(await lab.call('packs.get', { id })).toMatchObject({
    releasedAt: pack.releasedAt,
    releaseTitle: 'Harbour again',
  });
  await lab.call('history.undo', {});
  await lab.undo(released.operation);
  expect(lab.dump()).toEqual(before);
});

const plan = fc.record({
  status: fc.constantFrom('planned' as const, 'inProgress' as const, 'released' as const),
  isOptional: fc.boolean(),
  isDone: fc.boolean(),
});

test('taking back any release brings back everything as it was, and doing it again releases again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 5 }), async (songs) => {
      const { id } = await lab.makePack(songs);
      const { obstacles, release, bonus } = await lab.call('packs.planRelease', { id });
      const before = lab.dump();
      if (obstacles.length > 0) {
        expect(await errorCode(lab.call('packs.release', { ...noWords, id }))).toBe('PACK_NOTHING_READY');
        expect(lab.dump()).toEqual(before);
        return;
      }
      const done = await lab.call('packs.release', { ...noWords, id });
      expect([done.released, done.bonus?.count ?? 0]).toEqual([release.length, bonus.length]);
      const after = lab.dump();
      await lab.undo(done.operation);
      expect(lab.dump()).toEqual(before);
      await lab.call('history.redo');
      expect(lab.dump()).toEqual(after);
    }),
    { numRuns: 8 },
  );
});

test('a release that cannot be leaves everything as it is', async () => {
  const { id } = await lab.makePack([{ status: 'planned', isOptional: false }]);
  expect(await errorCode(lab.call('packs.release', { ...noWords, id }))).toBe('PACK_NOTHING_READY');
  const name = lab.fresh('Taken');
  const taken = await lab.makePack(
    [
      { status: 'inProgress', isOptional: false },
      { status: 'inProgress', isOptional: true },
    ],
    name,
  );
  await lab.call('packs.create', { name: `${name} (bonus)` });
  const before = lab.dump();
  expect((await lab.call('packs.planRelease', { id: taken.id })).obstacles).toEqual(['bonusNameTaken']);
  expect(await errorCode(lab.call('packs.release', { ...noWords, id: taken.id }))).toBe('NAME_TAKEN');
  const strange = { songId: 999_999 as SongId, releaseDescription: '', downloadLink: '', videoLink: '' };
  expect(await errorCode(lab.call('packs.release', { ...noWords, id: taken.id, songs: [strange] }))).not.toBe(
    'no error',
  );
  expect(lab.dump()).toEqual(before);
  const { bonus } = await lab.call('packs.release', { ...noWords, id: taken.id, bonusName: `${name} extras` });
  expect(bonus?.name).toBe(`${name} extras`);
});

test('an employee releases only packs they were let into, and everybody is told once, however many songs there are', async () => {
  const { id: kit } = await lab.call('people.make', { name: lab.fresh('Kit') });
  const { id } = await lab.makePack([
    { status: 'inProgress', isOptional: false },
    { status: 'inProgress', isOptional: false },
  ]);
  await lab.call('people.edit', { ids: [kit], change: { memberRole: 'employee', memberState: 'active' } });
  const asKit = lab.dispatch;
  const caller = { personId: kit as number, via: 'account' as const };
  const refused = await asKit('packs.release', { ...noWords, id }, caller);
  expect(refused).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  expect(await asKit('packs.edit', { id, patch: { priority: 1 } }, caller)).toMatchObject({ ok: false });
  await lab.call('packs.setPeople', { id, people: [{ personId: kit, access: 'edit' }] });
  expect(await asKit('packs.release', { ...noWords, id }, caller)).toMatchObject({ ok: true, value: { released: 2 } });
  const { ownerId } = await lab.call('packs.get', { id });
  const told = lab.db.prepare(`SELECT person_id AS personId, facts FROM notification WHERE kind IN ('packReleased',
    'songReleased') AND item = ? AND view = 'packs'`);
  const name = (await lab.call('packs.get', { id })).name;
  expect(told.all(id)).toEqual([{ personId: ownerId, facts: JSON.stringify({ pack: name, count: 2 }) }]);
});
