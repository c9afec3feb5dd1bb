import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSongLab, type SongLab } from '#core/testing/song-lab.ts';
import type { Input } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { SongId, WorkflowId } from '#shared/contract/studio-ids.ts';

let lab: SongLab;
let ines: PersonId;

beforeAll(async () => {
  lab = await openSongLab();
  ines = lab.addPerson('Inès Valloria', 'employee');
  const packId = lab.addPack('Harbour Songs');
  const songs = [
    { title: 'Ferry Timetable', artist: 'Ines', packId, status: 'planned', isOptional: true },
    { title: 'Copper Thread', artist: 'Ines', packId, status: 'inProgress', deadline: '2026-11-28' },
    { title: 'Tide Office', artist: 'Ines', packId, status: 'inProgress', deadline: '2026-11-20' },
    { title: 'Cold Lamp', artist: 'Marco', status: 'inProgress' },
    { title: 'Small Permit', artist: 'Ada', status: 'planned' },
    { title: 'Old One', artist: 'Ada', status: 'released', year: 1999 },
  ] as const;
  const { ids } = await lab.call('songs.createMany', { songs: [...songs] });
  const [, copper, tide, cold] = ids as [SongId, SongId, SongId, SongId];
  await lab.call('songs.moveToStage', { ids: [copper], stage: 'Recording' });
  await lab.call('songs.tick', { ids: [copper], keys: ['bass', 'keys'], isDone: true });
  await lab.call('songs.editStep', { ids: [copper], key: 'vocals', values: { assigneeId: ines, due: '2026-11-27' } });
  await lab.call('songs.editStep', { ids: [copper], key: 'mix', values: { assigneeId: lab.owner } });
  await lab.call('songs.moveToStage', { ids: [tide], stage: 'Mixing' });
  await lab.call('songs.completeAll', { ids: [cold] });
});
afterAll(() => lab.close());

const titles = async (ids: readonly SongId[]) =>
  (await lab.call('songs.getMany', { ids: [...ids] })).map(({ title }) => title);
const find = async (text: string, more: Partial<Input<'songs.list'>> = {}) =>
  titles((await lab.call('songs.list', { text, ...more })).ids);

test.each([
  ['', 6],
  ['pack:"Harbour Songs"', 3],
  ['pack:harb -is:late', 2],
  ['step:vocals', 1],
  ['step:vocals who:ines', 1],
  ['who:ines', 1],
  ['status:planned', 2],
  ['is:late', 1],
  ['is:waiting', 1],
  ['is:optional', 1],
  ['is:done', 1],
  ['is:unassigned', 2],
  ['year:1999', 1],
  ['-artist:ines -status:released', 2],
  ['valloria', 1],
  ['"old one" ada', 1],
  ['ada old nothing', 0],
])('%s finds %i', async (text, count) => {
  expect(await find(text)).toHaveLength(count);
});

test('a field that there is not is told of, and passed over', async () => {
  const { ids, problems } = await lab.call('songs.list', { text: 'colour:red is:purple status:rel "' });
  expect(await titles(ids)).toEqual(['Old One']);
  expect(problems).toEqual([
    { kind: 'field', term: 'colour:red' },
    { kind: 'value', term: 'is:purple' },
  ]);
});

test('lists are sorted, and grouped by what they share', async () => {
  const byTitle = { sort: { field: 'title', direction: 'descending' } } as const;
  expect((await find('', byTitle))[0]).toBe('Tide Office');
  const byDeadline = { sort: { field: 'deadline', direction: 'ascending' } } as const;
  expect((await find('status:inprogress', byDeadline)).slice(0, 2)).toEqual(['Tide Office', 'Copper Thread']);
  const { groups, ids } = await lab.call('songs.list', { groupBy: 'pack', ...byTitle });
  expect(groups).toEqual([
    { key: 'Harbour Songs', name: 'Harbour Songs', start: 0, count: 3 },
    { key: '', name: '', start: 3, count: 3 },
  ]);
  expect((await titles(ids)).slice(0, 3)).toEqual(['Tide Office', 'Ferry Timetable', 'Copper Thread']);
  const done = await lab.call('songs.list', { groupBy: 'completion' });
  expect(done.groups.map(({ key, count }) => [key, count])).toEqual([
    ['completed', 1],
    ['inProgress', 2],
  ]);
  expect(await titles(done.ids)).toEqual(['Cold Lamp', 'Tide Office', 'Copper Thread']);
});

test('the board has a column for each stage, with its limit', async () => {
  await lab.call('settings.update', { boardLimits: [{ stage: 'Mixing', count: 1 }] });
  const { columns } = await lab.call('songs.board', {});
  const seen = await Promise.all(
    columns.map(async ({ stage, status, ids, limit }) => [stage || status, await titles(ids), limit]),
  );
  expect(seen).toEqual([
    ['planned', ['Ferry Timetable', 'Small Permit'], null],
    ['Writing', [], null],
    ['Recording', ['Copper Thread'], null],
    ['Mixing', ['Tide Office'], 1],
    ['Mastering', ['Cold Lamp'], null],
    ['released', ['Old One'], null],
  ]);
  // A stage that only a song has stands after the one before it.
  const [tide] = columns[3]?.ids ?? [];
  const steps = [
    { key: null, name: 'Count in', stage: 'Recording', isEnabled: true },
    { key: 'mix', name: 'Mix', stage: 'Dubbing', isEnabled: true },
  ];
  await lab.call('songs.setSteps', { id: tide as SongId, steps });
  const [own] = (await lab.call('songs.get', { id: tide as SongId })).stepList;
  await lab.call('songs.tick', { ids: [tide as SongId], keys: [own?.key ?? ''], isDone: true });
  const stages = (await lab.call('songs.board', {})).columns.map(({ stage }) => stage);
  expect(stages).toEqual(['', 'Writing', 'Recording', 'Dubbing', 'Mixing', 'Mastering', '']);
  await lab.call('history.undo', {});
  await lab.call('history.undo', {});
});

test('cards say who is next, what is late and who is waited for', async () => {
  const [copper] = await lab.call('songs.getMany', { ids: (await lab.call('songs.list', { text: 'copper' })).ids });
  expect(copper).toMatchObject({
    stage: 'Recording',
    nextStep: 'Vocals',
    due: '2026-11-27',
    isLate: false,
    isWaiting: true,
    percent: 50,
    faces: [{ name: 'Inès Valloria' }, { id: lab.owner }],
    steps: [...Array(5).fill('done'), 'current', ...Array(4).fill('rest')],
  });
  expect(await lab.call('songs.count', {})).toEqual({ all: 6, open: 5, late: 1, waiting: 1 });
  const mine = await lab.callOf(ines)('songs.list', { isMine: true });
  expect(await titles(mine.ids)).toEqual(['Copper Thread']);
  lab.clock.now += 40 * 86_400_000;
  const [later] = await lab.call('songs.getMany', { ids: mine.ids });
  expect(later).toMatchObject({ stuckDays: 40, isLate: true });
  expect(await find('is:stuck')).toHaveLength(3);
  lab.clock.now -= 40 * 86_400_000;
});

test('the calendar shows a song on the day of its deadline', async () => {
  const days = await lab.call('songs.calendar', { from: '2026-11-01', to: '2026-11-30' });
  expect(await Promise.all(days.map(async ({ day, ids }) => [day, ...(await titles(ids))]))).toEqual([
    ['2026-11-20', 'Tide Office'],
    ['2026-11-28', 'Copper Thread'],
  ]);
});

test('songs are put into another order, however often', async () => {
  const order = async () => (await lab.call('songs.list', {})).ids;
  const [first, second, ...rest] = (await order()) as [SongId, SongId, ...SongId[]];
  for (let turn = 0; turn < 40; turn++) {
    await lab.call('songs.place', { ids: [rest[turn % 2] as SongId], before: second });
  }
  const moved = await order();
  expect(moved[0]).toBe(first);
  expect(moved.slice(1, 4).toSorted()).toEqual([second, rest[0], rest[1]].toSorted());
  expect(moved.indexOf(second)).toBe(3);
  await lab.call('songs.place', { ids: [first], before: null });
  expect((await order()).at(-1)).toBe(first);
});

test('a workflow gives new steps to songs in progress, and never touches finished ones', async () => {
  const [workflow] = await lab.call('workflows.list');
  const id = workflow?.id as WorkflowId;
  const steps = workflow?.steps ?? [];
  const [released] = (await lab.call('songs.list', { text: 'status:released' })).ids as [SongId];
  const before = await lab.call('songs.get', { id: released });
  const own = steps.toSpliced(2, 0, {
    ...(steps[0] as (typeof steps)[0]),
    key: null as unknown as string,
    name: 'Chords',
  });
  const renamed = own.map((step) => (step.key === 'mix' ? { ...step, name: 'Final mix' } : step));
  expect(await lab.call('workflows.setSteps', { id, steps: renamed, isForSongs: true })).toMatchObject({
    songCount: 3,
  });
  const [copper] = (await lab.call('songs.list', { text: 'copper' })).ids as [SongId];
  const [chords, mix] = (await lab.call('songs.get', { id: copper })).stepList.filter(({ name }) =>
    /Chords|mix/.test(name),
  );
  expect([chords?.isDone, mix?.name]).toEqual([true, 'Final mix']);
  expect(await lab.call('songs.get', { id: released })).toEqual(before);
  await lab.call('workflows.reset', { id });
  expect((await lab.call('workflows.list'))[0]?.steps).toEqual(steps);
  const podcast = await lab.call('workflows.create', {
    name: 'Show',
    template: 'podcast',
    isMine: true,
    isDefault: true,
  });
  await lab.call('songs.create', { title: 'Episode 1', artist: 'Us', status: 'inProgress' });
  const [episode] = (await lab.call('songs.list', { text: 'episode' })).ids as [SongId];
  expect(await lab.call('songs.get', { id: episode })).toMatchObject({ workflowId: podcast.id, nextStep: 'Topic' });
});
