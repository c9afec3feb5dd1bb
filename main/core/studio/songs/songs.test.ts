import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSongLab, type SongLab } from '#core/testing/song-lab.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { NewSong, Song, SongStatus } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';

let lab: SongLab;
let made = 0;

beforeAll(async () => {
  lab = await openSongLab();
});
afterAll(async () => {
  const { logged } = lab.core;
  await lab.close();
  expect(logged).toEqual([]);
});

/** A song of a title that no other test has. */
async function make(song: Partial<NewSong> = {}): Promise<SongId> {
  made += 1;
  return (await lab.call('songs.create', { title: `Song ${made}`, artist: 'Ines Valloria', ...song })).id;
}
const get = (id: SongId) => lab.call('songs.get', { id });
const move = (id: SongId, status: SongStatus) => lab.call('songs.move', { ids: [id], status });
const lifetime = (name: string, personId = lab.owner) =>
  lab.db.prepare('SELECT value FROM lifetime_count WHERE person_id = ? AND name = ?').pluck().get(personId, name) ?? 0;
const told = (personId: PersonId) =>
  lab.db.prepare('SELECT kind, item FROM notification WHERE person_id = ? ORDER BY id').all(personId);
/** A song without what goes on by itself. */
const still = ({ changedAt: _, stuckDays: __, ...song }: Song) => song;

test('a planned song is started with the steps of the workflow, released, and planned again', async () => {
  const [planned, started] = [lifetime('total_future_created'), lifetime('total_wip_created')];
  const id = await make({ isOptional: true });
  expect(await get(id)).toMatchObject({ status: 'planned', isOptional: true, stepList: [], percent: 0 });
  expect(lifetime('total_future_created')).toBe((planned as number) + 1);

  await move(id, 'inProgress');
  const begun = await get(id);
  expect(begun).toMatchObject({ status: 'inProgress', isOptional: false, stage: 'Writing', nextStep: 'Sketch' });
  expect(begun.stepList.map(({ name }) => name)).toHaveLength(10);
  expect(lifetime('total_wip_created')).toBe((started as number) + 1);

  await lab.call('songs.tick', { ids: [id], keys: ['sketch'], isDone: true });
  await move(id, 'released');
  const out = await get(id);
  expect(out.releasedAt).toBe(out.statuses.at(-1)?.at);
  // Back and forth: the steps stay, and the date of the release goes.
  await move(id, 'planned');
  await move(id, 'inProgress');
  expect(await get(id)).toMatchObject({ releasedAt: null, percent: 10, nextStep: 'Tempo map' });
  expect((await get(id)).statuses.map(({ status }) => status)).toEqual([
    'planned',
    'inProgress',
    'released',
    'planned',
    'inProgress',
  ]);
  const counts = [lifetime('total_future_created'), lifetime('total_wip_created')];
  await lab.call('history.undo', {});
  await lab.call('songs.remove', { ids: [id] });
  expect([lifetime('total_future_created'), lifetime('total_wip_created')]).toEqual(counts);
});

test('any sequence of moves keeps what must hold, and undo goes back exactly', async () => {
  const status = fc.constantFrom<SongStatus>('planned', 'inProgress', 'released');
  const step = fc.oneof(
    status.map((to) => (id: SongId) => move(id, to)),
    fc
      .constantFrom('Writing', 'Recording', 'Mixing', 'Mastering')
      .map((stage) => (id: SongId) => lab.call('songs.moveToStage', { ids: [id], stage })),
    fc.record({ key: fc.constantFrom('sketch', 'vocals', 'master'), isDone: fc.boolean() }).map(
      ({ key, isDone }) =>
        (id: SongId) =>
          lab.call('songs.tick', { ids: [id], keys: [key], isDone }),
    ),
    fc.constant((id: SongId) => lab.call('songs.completeAll', { ids: [id] })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const id = await make();
      const before: Song[] = [];
      for (const run of steps) {
        const was = await get(id);
        const { operation } = await run(id);
        const is = await get(id);
        if (operation === null) expect(still(is)).toEqual(still(was));
        else before.push(was);
        expect(is.releasedAt !== null).toBe(is.status === 'released');
        expect(is.statuses.at(-1)?.status).toBe(is.status);
        expect(is.status === 'inProgress' && is.stepList.length === 0).toBe(false);
        expect(is.percent).toBe(
          Math.round((is.stepList.filter(({ isDone }) => isDone).length / (is.stepList.length || 1)) * 100),
        );
        expect(is.stepList.every(({ isDone, doneAt }) => isDone === (doneAt !== null))).toBe(true);
      }
      for (const was of before.toReversed()) {
        await lab.call('history.undo', {});
        expect(still(await get(id))).toEqual(still(was));
      }
    }),
    { numRuns: 12 },
  );
});

test('without a workflow nothing is started, and the error says so', async () => {
  const workflows = await lab.call('workflows.list');
  const id = await make();
  for (const workflow of workflows) await lab.call('workflows.remove', { id: workflow.id });
  expect(await errorCode(move(id, 'inProgress'))).toBe('NO_WORKFLOW');
  expect(await errorCode(lab.call('songs.moveToStage', { ids: [id], stage: 'Mixing' }))).toBe('NO_WORKFLOW');
  expect((await get(id)).status).toBe('planned');
  await lab.call('history.undo', {});
  expect(await lab.call('workflows.list')).toEqual(workflows);
});

test('a new song of a pack takes the most common status of it', async () => {
  const packId = lab.addPack('Harbour Songs');
  expect(await get(await make({ packId }))).toMatchObject({ status: 'planned', packName: 'Harbour Songs' });
  const [one, two] = [await make({ packId, status: 'inProgress' }), await make({ packId, status: 'inProgress' })];
  expect((await get(one)).stepList).toHaveLength(10);
  const third = await get(await make({ packId }));
  expect(third).toMatchObject({ status: 'inProgress', percent: 0, nextStep: 'Sketch' });
  await lab.call('songs.move', { ids: [one, two, third.id], status: 'released' });
  expect((await get(await make({ packId }))).status).toBe('released');
  expect(await errorCode(make({ packId: (packId + 99) as typeof packId }))).toBe('NOT_FOUND');
});

test('songs of one title and artist are refused wherever they come from', async () => {
  const artist = 'Mara Ellery';
  const id = await make({ title: 'Quay', artist });
  const other = await make({ title: 'Salt Road', artist });
  expect(await errorCode(make({ title: ' qUAY ', artist: 'mara  ellery' }))).toBe('SONG_EXISTS');
  expect(await errorCode(lab.call('songs.edit', { ids: [other], values: { title: 'QUAY' } }))).toBe('SONG_EXISTS');
  const third = await make({ title: 'quay', artist: 'Lumen Parish' });
  expect(await errorCode(lab.call('songs.edit', { ids: [other, third], values: { artist } }))).toBe('SONG_EXISTS');
  expect(await get(third)).toMatchObject({ title: 'quay', artist: 'Lumen Parish' });

  // All or nothing, also where two of the list are the same.
  const before = await lab.call('songs.count', {});
  const list = [
    { title: 'New one', artist },
    { title: 'Other', artist },
    { title: 'NEW ONE', artist },
  ];
  expect(await errorCode(lab.call('songs.createMany', { songs: list }))).toBe('SONG_EXISTS');
  expect(await lab.call('songs.count', {})).toEqual(before);
  expect(await lab.call('songs.checkTitles', { songs: [...list, { title: 'quay', artist }] })).toMatchObject([
    { duplicate: '' },
    { duplicate: '' },
    { duplicate: 'list' },
    { duplicate: 'library', songId: id },
  ]);
  // Cleaning may make two titles one.
  const remaster = await make({ title: 'Quay (2011 Remaster)', artist });
  expect(await errorCode(lab.call('songs.cleanTitles', { ids: [remaster] }))).toBe('SONG_EXISTS');
  expect(await lab.call('songs.createMany', { songs: list.slice(0, 2) })).toMatchObject({
    ids: [expect.any(Number), expect.any(Number)],
  });
});

test('what somebody else released is a warning only', async () => {
  const [ann, ben] = [lab.addPerson('Ann', 'employee'), lab.addPerson('Ben', 'employee')];
  const song = { title: 'Same Song', artist: 'Same Artist', status: 'released' } as const;
  await lab.callOf(ann)('songs.create', song);
  const { releasedElsewhere } = await lab.callOf(ben)('songs.create', song);
  expect(releasedElsewhere).toEqual([{ title: song.title, artist: song.artist, names: ['Ann'] }]);
  expect((await lab.call('songs.create', { ...song, status: 'planned' })).releasedElsewhere[0]?.names).toEqual([
    'Ann',
    'Ben',
  ]);
});

test('an employee changes what is theirs or was opened to them, a manager all', async () => {
  const [ada, jun, boss] = [
    lab.addPerson('Ada', 'employee'),
    lab.addPerson('Jun', 'employee'),
    lab.addPerson('Boss', 'manager'),
  ];
  const call = lab.callOf(ada);
  const edit = (id: SongId, by = call) => errorCode(by('songs.edit', { ids: [id], values: { genre: 'Dub' } }));
  const [mine] = (await call('songs.createMany', { songs: [{ title: 'Mine', artist: 'Ada', ownerId: jun }] })).ids as [
    SongId,
  ];
  expect((await get(mine)).owner?.name).toBe('Ada');
  const other = await make({ status: 'inProgress' });
  expect(await edit(mine)).toBe('no error');
  expect(await edit(other)).toBe('FORBIDDEN');
  expect(await errorCode(call('songs.remove', { ids: [mine, other] }))).toBe('FORBIDDEN');
  expect(await edit(mine, lab.callOf(boss))).toBe('no error');

  // A step that is hers she may tick, and nothing else.
  await lab.call('songs.editStep', { ids: [other], key: 'vocals', values: { assigneeId: ada } });
  expect(await errorCode(call('songs.tick', { ids: [other], keys: ['vocals'], isDone: true }))).toBe('no error');
  expect(await errorCode(call('songs.tick', { ids: [other], keys: ['vocals', 'mix'], isDone: true }))).toBe(
    'FORBIDDEN',
  );

  await lab.call('songs.setPeople', {
    id: other,
    people: [{ personId: ada, role: 'singer', canEdit: true, share: 2000 }],
  });
  expect(await edit(other)).toBe('no error');
  const pack = lab.addPack('Shared', {
    ownerId: lab.owner,
    people: [
      { personId: jun, access: 'edit' },
      { personId: ada, access: 'view' },
    ],
  });
  const packed = await make({ packId: pack });
  expect([await edit(packed), await edit(packed, lab.callOf(jun))]).toEqual(['FORBIDDEN', 'no error']);
  expect(await errorCode(call('songs.create', { title: 'In', artist: 'Ada', packId: pack }))).toBe('FORBIDDEN');
});

test('the others of a song are told once of each step, and of where it goes', async () => {
  const friend = lab.addPerson('Friend');
  lab.db.prepare(`UPDATE person SET member_role = 'employee' WHERE id = ?`).run(friend);
  const id = await make({ status: 'inProgress' });
  await lab.call('songs.setPeople', { id, people: [{ personId: friend, role: '', canEdit: false, share: null }] });
  for (const isDone of [true, false, true]) await lab.call('songs.tick', { ids: [id], keys: ['sketch'], isDone });
  await lab.call('songs.editStep', { ids: [id], key: 'mix', values: { assigneeId: friend } });
  await move(id, 'released');
  expect(told(friend)).toMatchObject([{ kind: 'stepDone' }, { kind: 'stepAssigned' }, { kind: 'songReleased' }]);
  expect(told(lab.owner).filter((one) => (one as { item: number }).item === id)).toEqual([]);
});

test('shares are never more than a whole, and people are there', async () => {
  const [one, two] = [lab.addPerson('One'), lab.addPerson('Two')];
  const id = await make();
  const set = (...people: { personId: PersonId; share: number | null }[]) =>
    errorCode(
      lab.call('songs.setPeople', { id, people: people.map((person) => ({ ...person, role: '', canEdit: false })) }),
    );
  expect(await set({ personId: one, share: 5000 }, { personId: two, share: 5001 })).toBe('SHARES_OVER');
  expect(await set({ personId: one, share: 5000 }, { personId: one, share: 1 })).toBe('INVALID_INPUT');
  expect(await set({ personId: 99_999 as PersonId, share: 1 })).toBe('NOT_FOUND');
  expect(await set({ personId: one, share: 5000 }, { personId: two, share: 5000 })).toBe('no error');
  expect((await get(id)).people.map(({ name, share }) => [name, share])).toEqual([
    ['One', 5000],
    ['Two', 5000],
  ]);
});

test('a song has steps of its own, in its own order', async () => {
  const id = await make({ status: 'inProgress' });
  await lab.call('songs.tick', { ids: [id], keys: ['sketch'], isDone: true });
  const own = [
    { key: null, name: 'Strings', stage: 'Recording', isEnabled: true },
    { key: 'sketch', name: 'First idea', stage: 'Writing', isEnabled: true },
    { key: 'mix', name: 'Mix', stage: '', isEnabled: false },
  ];
  await lab.call('songs.setSteps', { id, steps: own });
  const song = await get(id);
  expect(song.stepList.map(({ name, isDone, stage }) => [name, isDone, stage])).toEqual([
    ['Strings', false, 'Recording'],
    ['First idea', true, 'Writing'],
    ['Mix', false, 'Writing'],
  ]);
  expect(song).toMatchObject({ percent: 50, nextStep: 'Strings', stage: 'Recording' });
  const set = (steps: typeof own) => errorCode(lab.call('songs.setSteps', { id, steps }));
  expect(await set(own.map((step) => ({ ...step, name: 'same' })))).toBe('STEP_NAME_TAKEN');
  expect(await set(own.map((step) => ({ ...step, isEnabled: false })))).toBe('INVALID_INPUT');
  expect(await set([])).toBe('INVALID_INPUT');
  const strings = song.stepList[0]?.key ?? '';
  await lab.call('songs.editStep', { ids: [id], key: strings, values: { after: 'sketch' } });
  expect(await errorCode(lab.call('songs.editStep', { ids: [id], key: 'sketch', values: { after: strings } }))).toBe(
    'INVALID_INPUT',
  );
});

test('identifiers are kept in one form, and mistyped ones refused', async () => {
  const id = await make();
  const set = (values: Partial<Record<'isrc' | 'iswc', string>>) =>
    errorCode(lab.call('songs.edit', { ids: [id], values }));
  expect(await set({ isrc: 'aa-6q7-20-00047', iswc: 'T-034.524.680-1' })).toBe('no error');
  expect(await get(id)).toMatchObject({ isrc: 'AA6Q72000047', iswc: 'T0345246801' });
  expect(await set({ isrc: 'AA6Q7' })).toBe('IDENTIFIER_INVALID');
  expect(await set({ iswc: 'T-034.524.680-2' })).toBe('IDENTIFIER_INVALID');
  expect(await set({ isrc: '', iswc: '' })).toBe('no error');
});
