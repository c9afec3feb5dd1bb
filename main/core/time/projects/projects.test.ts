import { afterEach, expect, test } from 'vitest';
import { errorCode } from '#core/testing/test-core.ts';
import { at, copper, harbour, kit, openTimeLab, remix, type TimeLab } from '#core/testing/time-lab.ts';
import type { PackId } from '#shared/contract/studio-ids.ts';

const hour = 3_600_000;
let lab: TimeLab;

afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

const work = (from: string, to: string, projectId = remix) =>
  lab.call('time.addEntry', { projectId, times: { startAt: at(from), endAt: at(to) } });

test('a project is made from a song in one click, once, and only seen by who may not plan', async () => {
  lab = await openTimeLab();
  expect(await lab.call('projects.fromItem', { kind: 'song', id: copper })).toMatchObject({
    id: harbour,
    isNew: false,
  });
  await lab.call('projects.edit', { id: harbour, fields: { status: 'archived' } });
  const made = await lab.call('projects.fromItem', { kind: 'song', id: copper });
  expect(made.isNew).toBe(true);
  const { project } = await lab.call('projects.get', { id: made.id });
  expect(project).toMatchObject({ name: 'Copper Thread', subject: 'Copper Thread', songId: copper, currency: 'EUR' });
  expect((await lab.call('projects.list')).map(({ name }) => name)).toEqual(['Copper Thread', 'Foil & Feather remix']);
  const asKit = (method: string, input: unknown) => lab.core.dispatch(method, input, { personId: kit, via: 'account' });
  expect(await asKit('projects.make', { name: 'Mine' })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  const seen = await asKit('projects.get', { id: remix });
  expect(seen).toMatchObject({ ok: true, value: { project: { members: [{ personId: kit, rateMinor: 2500 }] } } });
  const times = { startAt: at('2026-11-18T09:00'), endAt: at('2026-11-18T10:00') };
  await lab.call('time.addEntry', { projectId: remix, times });
  expect((await lab.call('projects.get', { id: remix })).project).toMatchObject({
    isCut: false,
    burn: { timeMinor: 6500 },
  });
  expect(await asKit('projects.get', { id: remix })).toMatchObject({
    value: { project: { isCut: true, rateMinor: null, burn: { trackedMs: hour, timeMinor: 0, spentMinor: 0 } } },
  });
});

test('what has time or money is archived, not removed; what has none goes with its tasks and comes back', async () => {
  lab = await openTimeLab();
  const { id } = await lab.call('projects.make', {
    name: 'Demo',
    budgetMinutes: 60,
    members: [{ personId: kit, rateMinor: 1000 }],
  });
  const task = await lab.call('projects.makeTask', { projectId: id, fields: { name: 'First' } });
  const second = await lab.call('projects.makeTask', { projectId: id, fields: { name: 'Second', due: '2026-12-01' } });
  await lab.call('projects.moveTask', { id: second.id, before: task.id });
  const names = async () => (await lab.call('projects.tasks', { projectId: id })).map(({ name }) => name);
  expect(await names()).toEqual(['Second', 'First']);
  const before = await lab.call('projects.get', { id });
  await lab.call('projects.remove', { id });
  expect(await errorCode(lab.call('projects.get', { id }))).toBe('NOT_FOUND');
  await lab.call('history.undo', {});
  expect(await lab.call('projects.get', { id })).toEqual(before);
  await lab.call('time.addEntry', {
    taskId: task.id,
    times: { startAt: at('2026-11-18T09:00'), endAt: at('2026-11-18T10:00') },
  });
  expect(await errorCode(lab.call('projects.removeTask', { id: task.id }))).toBe('PROJECT_IN_USE');
  expect(await errorCode(lab.call('projects.remove', { id }))).toBe('PROJECT_IN_USE');
  expect((await lab.call('projects.tasks', { projectId: id })).map(({ trackedMs }) => trackedMs)).toEqual([0, hour]);
  expect(
    await errorCode(lab.call('projects.edit', { id, fields: { startsOn: '2026-02-01', endsOn: '2026-01-01' } })),
  ).toBe('INVALID_INPUT');
  expect(await errorCode(lab.call('projects.edit', { id, fields: { currency: 'XXQ' } }))).toBe('INVALID_INPUT');
  expect(await errorCode(lab.call('projects.make', { name: '  ' }))).toBe('INVALID_INPUT');
  expect(await errorCode(lab.call('projects.fromItem', { kind: 'pack', id: 99 as PackId }))).toBe('NOT_FOUND');
  expect(await errorCode(lab.call('projects.edit', { id, fields: { packId: 99 as PackId } }))).toBe('NOT_FOUND');
});

test('a budget counts billable time line by line and expenses in any currency, and is told at 80 and 100 percent, once', async () => {
  lab = await openTimeLab();
  const told = async () => {
    const all = await lab.call('notifications.list', { count: 50 });
    return all.filter(({ kind }) => kind === 'budgetReached').map(({ facts }) => `${facts.what} ${facts.percent}`);
  };
  const reaches = (list: string[]) => expect.poll(told, { timeout: 4000, interval: 50 }).toEqual(list);
  await work('2026-11-16T09:00', '2026-11-16T18:20');
  await work('2026-11-17T09:00', '2026-11-17T09:20');
  const burn = async () => (await lab.call('projects.get', { id: remix })).project.burn;
  // 9:20 and 0:20 at 65.00: 606.67 and 21.67.
  expect(await burn()).toMatchObject({
    timeMinor: 60_667 + 2167,
    spentMinor: 62_834,
    hoursShare: expect.closeTo(0.8056, 3),
  });
  await reaches(['hours 80']);
  const cost = { date: '2026-11-16', category: 'travel', amountMinor: 10_000, currency: 'USD', fxRate: '0.9' };
  await lab.call('expenses.make', { ...cost, projectId: remix });
  expect(await burn()).toMatchObject({ expenseMinor: 9000, spentMinor: 71_834, uncounted: [] });
  await lab.call('projects.edit', { id: remix, fields: { currency: 'USD' } });
  expect(await burn()).toMatchObject({ expenseMinor: 10_000, timeMinor: 69_816 });
  await lab.call('projects.edit', { id: remix, fields: { currency: 'JPY' } });
  expect(await burn()).toMatchObject({ expenseMinor: 0, timeMinor: 0, uncounted: ['JPY'] });
  await lab.call('projects.edit', { id: remix, fields: { currency: 'EUR', budgetMinor: 70_000 } });
  await reaches(['money 100', 'hours 80']);
  await work('2026-11-18T09:00', '2026-11-18T09:10');
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await told()).toEqual(['money 100', 'hours 80']);
});

test('a changed rate counts for past time that is not invoiced, where it is asked to, and is taken back with it', async () => {
  lab = await openTimeLab();
  await work('2026-11-16T09:00', '2026-11-16T10:00');
  const [first] = (await lab.call('time.entries', { from: 0, to: lab.now })).entries;
  expect(first).toMatchObject({ rateMinor: 6500, rateSource: 'project' });
  const rates = async () =>
    (await lab.call('time.entries', { from: 0, to: lab.now })).entries.map(({ rateMinor }) => rateMinor);
  await lab.call('projects.edit', { id: remix, fields: { rateMinor: 7000 } });
  expect(await rates()).toEqual([6500]);
  await work('2026-11-17T09:00', '2026-11-17T10:00');
  expect(await lab.call('projects.edit', { id: remix, fields: { rateMinor: 8000 }, appliesRates: true })).toMatchObject(
    { rerated: 2 },
  );
  expect(await rates()).toEqual([8000, 8000]);
  await lab.call('history.undo', {});
  expect(await rates()).toEqual([6500, 7000]);
  await lab.call('workspace.edit', { lockedBefore: '2026-11-17' });
  await lab.call('projects.edit', { id: remix, fields: { rateMinor: 9000 }, appliesRates: true });
  expect(await rates()).toEqual([6500, 9000]);
});
