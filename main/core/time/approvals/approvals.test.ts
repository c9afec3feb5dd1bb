import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { prepare } from '#core/db/query.ts';
import { errorCode } from '#core/testing/test-core.ts';
import { ada, at, friday, harbour, kit, openTimeLab, remix, type TimeLab } from '#core/testing/time-lab.ts';
import { createCall } from '#shared/client.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ExpenseId } from '#shared/contract/studio-ids.ts';
import type { TimesheetId } from '#shared/contract/timesheets.ts';

const hour = 3_600_000;
const mara = 4 as PersonId;
const jonah = 5 as PersonId;
let lab: TimeLab;

afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

/** Ada owns the workspace, Mara manages, Kit and Jonah are employees; each calls as themself. */
async function openTeam(options: Parameters<typeof openTimeLab>[0] = {}) {
  lab = await openTimeLab({
    ...options,
    seed(db) {
      prepare(
        db,
        `INSERT INTO person (id, name, member_role, created_at, changed_at) VALUES
          (4, 'Mara Lind', 'manager', 0, 0), (5, 'Jonah Abiola', 'employee', 0, 0)`,
      ).run();
      options.seed?.(db);
    },
  });
}

/** Calls on behalf of somebody who signed in. */
function as(personId: PersonId) {
  return { call: createCall((method, input) => lab.core.dispatch(method, input, { personId, via: 'account' })) };
}

const day = '2026-11-20';
const week = '2026-11-16';

function work(personId: PersonId, from: string, to: string, projectId = harbour) {
  return as(personId).call('time.addEntry', { projectId, times: { startAt: at(from), endAt: at(to) } });
}

test('a week is handed in, returned, handed in again, approved and reopened, and its time is locked meanwhile', async () => {
  await openTeam();
  const { entry } = await work(kit, '2026-11-18T09:00', '2026-11-18T12:30');
  expect(await errorCode(as(jonah).call('timesheets.get', { personId: kit, day }))).toBe('FORBIDDEN');
  const { id } = await as(kit).call('timesheets.submit', { day });
  let takes = 0;
  const edit = () => {
    takes += 1;
    return as(kit).call('time.editEntry', { id: entry.id, facts: { note: `Take ${takes}` } });
  };
  expect(await errorCode(edit())).toBe('TIME_LOCKED');
  expect(await errorCode(work(kit, '2026-11-22T23:00', '2026-11-23T01:00'))).toBe('TIME_LOCKED');
  expect(await errorCode(as(jonah).call('timesheets.approve', { ids: [id] }))).toBe('FORBIDDEN');
  await as(mara).call('timesheets.reject', { ids: [id], reason: 'Which song?' });
  expect(await as(kit).call('timesheets.get', { day })).toMatchObject({
    state: 'rejected',
    reason: 'Which song?',
    decidedByName: 'Mara Lind',
    totalMs: 3.5 * hour,
    weekNumber: 47,
    may: { submit: true, recall: false, decide: false },
  });
  await edit();
  await as(kit).call('timesheets.submit', { day });
  expect((await as(mara).call('approvals.list')).approvals).toMatchObject([
    { kind: 'timesheet', timesheet: { personName: 'Kit Okafor', week, totalMs: 3.5 * hour, may: { decide: true } } },
  ]);
  expect((await as(kit).call('approvals.list')).count).toBe(0);
  await as(mara).call('timesheets.approve', { ids: [id] });
  expect(await errorCode(as(kit).call('timesheets.recall', { id }))).toBe('STATE_REFUSED');
  expect(await errorCode(edit())).toBe('TIME_LOCKED');
  await as(mara).call('timesheets.reopen', { id, reason: 'Two hours are missing' });
  await edit();
  const [reopened] = await lab.call('history.operations', { count: 1 });
  expect(reopened).toMatchObject({ kind: 'editTime', personId: kit });
  const audit = await lab.call('history.operations', { count: 20 });
  expect(audit.filter(({ kind }) => kind === 'decideTime').map(({ personId }) => personId)).toEqual([mara, mara, mara]);
});

test('nobody undoes what others decided, nor time that was handed in', async () => {
  await openTeam();
  await work(kit, '2026-11-18T09:00', '2026-11-18T12:30');
  const [added] = await lab.call('history.operations', { count: 1 });
  const { id, operation } = await as(kit).call('timesheets.submit', { day });
  expect(await errorCode(as(mara).call('history.undo', { id: added?.id }))).toBe('TIME_LOCKED');
  const approved = await as(mara).call('timesheets.approve', { ids: [id] });
  expect(await errorCode(as(kit).call('history.undo', { id: approved.operation ?? undefined }))).toBe('FORBIDDEN');
  expect(await errorCode(as(kit).call('history.undo', { id: operation ?? undefined }))).toBe('UNDO_BLOCKED');
  await as(mara).call('history.undo', { id: approved.operation ?? undefined });
  expect((await as(kit).call('timesheets.get', { day })).state).toBe('submitted');
  await as(kit).call('history.undo', { id: operation ?? undefined });
  expect(await as(kit).call('timesheets.get', { day })).toMatchObject({ id: null, state: 'draft' });
});

test('an empty week and one with a running timer stay; a manager does not decide about their own, an owner alone does', async () => {
  await openTeam();
  expect(await errorCode(as(kit).call('timesheets.submit', { day }))).toBe('WEEK_EMPTY');
  await as(mara).call('time.start', { projectId: harbour });
  expect(await errorCode(as(mara).call('timesheets.submit', { day }))).toBe('TIMER_IN_WEEK');
  lab.now += hour;
  await as(mara).call('time.stop', {});
  const { id } = await as(mara).call('timesheets.submit', { day });
  expect(await errorCode(as(mara).call('timesheets.approve', { ids: [id] }))).toBe('OWN_APPROVAL');
  expect((await as(mara).call('approvals.list')).count).toBe(0);
  await work(ada, '2026-11-17T09:00', '2026-11-17T10:00');
  const own = await as(ada).call('timesheets.submit', { day });
  expect(await errorCode(as(ada).call('timesheets.approve', { ids: [own.id] }))).toBe('OWN_APPROVAL');
  for (const other of [kit, mara, jonah]) await lab.call('people.remove', { ids: [other] });
  await as(ada).call('timesheets.approve', { ids: [own.id] });
  expect((await as(ada).call('timesheets.get', { day })).state).toBe('approved');
});

test('a week in which clocks are put back has its hours, and warnings say what to look at', async () => {
  await openTeam({ workspace: "long_run_minutes = 600, time_zone = 'Europe/Berlin'" });
  // Sunday 25 October has 25 hours.
  await as(kit).call('time.addEntry', {
    projectId: remix,
    isBillable: true,
    times: { startAt: at('2026-10-25T00:00', '+02:00'), endAt: at('2026-10-25T22:00') },
  });
  await work(kit, '2026-10-24T08:00', '2026-10-24T09:00', remix);
  await work(kit, '2026-10-24T11:00', '2026-10-24T12:00', remix);
  const sheet = await as(kit).call('timesheets.get', { day: '2026-10-25' });
  expect(sheet).toMatchObject({ week: '2026-10-19', lastDay: '2026-10-25', totalMs: 25 * hour });
  expect(sheet.warnings).toEqual([
    { code: 'overHours', project: 'Foil & Feather remix', overMs: 13 * hour },
    { code: 'long', count: 1 },
    { code: 'gap', count: 1, ms: 2 * hour },
  ]);
  await lab.call('projects.edit', { id: remix, fields: { budgetMinor: 100 } });
  const warned = async (personId: PersonId) =>
    (await as(personId).call('timesheets.get', { personId: kit, day: '2026-10-25' })).warnings.map(({ code }) => code);
  expect([await warned(kit), await warned(mara)]).toEqual([
    ['overHours', 'long', 'gap'],
    ['overHours', 'overMoney', 'long', 'gap'],
  ]);
  expect((await as(kit).call('timesheets.get', { day: '2026-10-26' })).totalMs).toBe(0);
  const team = await as(mara).call('timesheets.team', { day: '2026-10-25' });
  expect(team.map(({ personId, state }) => [personId, state])).toEqual([
    [mara, 'draft'],
    [ada, 'draft'],
    [jonah, 'draft'],
    [kit, 'draft'],
  ]);
  expect((await as(kit).call('timesheets.team', { day })).map(({ personId }) => personId)).toEqual([kit]);
});

type Model = { owner: PersonId; state: string };
const decides = (actor: PersonId, { owner }: Model) => (actor === ada || actor === mara) && actor !== owner;
const edits = (actor: PersonId, { owner }: Model) => actor === owner || actor === ada || actor === mara;

/** What each call does to a week or an expense, told once more in the plainest words. */
function expected(model: Model, action: string, actor: PersonId): string {
  const isDecision = ['approve', 'reject', 'reopen', 'reimburse'].includes(action);
  if (isDecision && actor !== ada && actor !== mara) return 'FORBIDDEN';
  if (isDecision && !decides(actor, model)) return 'OWN_APPROVAL';
  if (!isDecision && !edits(actor, model)) return 'FORBIDDEN';
  const after: Record<string, string> = {
    'draft submit': 'submitted',
    'rejected submit': 'submitted',
    'submitted recall': 'draft',
    'submitted approve': 'approved',
    'submitted reject': 'rejected',
    'approved reopen': 'draft',
    'approved reimburse': 'reimbursed',
  };
  return after[`${model.state} ${action}`] ?? 'STATE_REFUSED';
}

test('any actions by anybody in any order leave weeks and expenses as a plain model has them', async () => {
  await openTeam();
  const people = [ada, kit, mara, jonah];
  const actions = ['submit', 'recall', 'approve', 'reject', 'reopen', 'reimburse'] as const;
  const action = fc.record({
    actor: fc.constantFrom(...people),
    owner: fc.constantFrom(kit, mara),
    action: fc.constantFrom(...actions),
    on: fc.constantFrom('week', 'expense'),
  });
  let monday = Date.UTC(2020, 0, 6);
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 8, maxLength: 24 }), async (steps) => {
      monday += 7 * 24 * hour;
      const first = new Date(monday).toISOString().slice(0, 10);
      const models = new Map<string, Model & { id: number | null }>();
      for (const owner of [kit, mara]) {
        await work(owner, `${first}T09:00`, `${first}T10:00`);
        const fields = { date: first, category: 'travel', amountMinor: 100, currency: 'EUR' };
        const { id } = await as(owner).call('expenses.make', fields);
        models.set(`week ${owner}`, { owner, state: 'draft', id: null });
        models.set(`expense ${owner}`, { owner, state: 'draft', id });
      }
      for (const { actor, owner, action: name, on } of steps) {
        const model = models.get(`${on} ${owner}`) as Model & { id: number | null };
        if (on === 'week' && (name === 'reimburse' || (model.id === null && name !== 'submit'))) continue;
        const before = model.state;
        const outcome = await errorCode(
          act(on, name, actor, {
            ...model,
            day: first,
            keep: (id) => {
              model.id = id;
            },
          }),
        );
        const wanted = expected(model, name, actor);
        const isDone = outcome === 'no error';
        expect([before, name, actor, isDone ? expected(model, name, actor) : outcome]).toEqual([
          before,
          name,
          actor,
          wanted,
        ]);
        if (isDone) model.state = wanted;
        expect(await stateOf(on, model, first)).toBe(model.state);
      }
    }),
    { numRuns: 12 },
  );
});

type Target = { owner: PersonId; id: number | null; day: string; keep(id: number): void };

async function act(on: string, name: string, actor: PersonId, { owner, id, day: first, keep }: Target): Promise<void> {
  const { call } = as(actor);
  if (on === 'week') {
    const sheet = id as TimesheetId;
    if (name === 'submit') keep((await call('timesheets.submit', { personId: owner, day: first })).id);
    else if (name === 'recall') await call('timesheets.recall', { id: sheet });
    else if (name === 'approve') await call('timesheets.approve', { ids: [sheet] });
    else if (name === 'reject') await call('timesheets.reject', { ids: [sheet], reason: 'No' });
    else await call('timesheets.reopen', { id: sheet, reason: 'No' });
    return;
  }
  const ids = [id as ExpenseId];
  if (name === 'reject') await call('expenses.reject', { ids, reason: 'No' });
  else if (name === 'reopen') await call('expenses.reopen', { ids, reason: 'No' });
  else await call(`expenses.${name as 'submit' | 'recall' | 'approve' | 'reimburse'}`, { ids });
}

async function stateOf(on: string, { owner, id }: Model & { id: number | null }, first: string): Promise<string> {
  const { call } = as(ada);
  if (on === 'week') return (await call('timesheets.get', { personId: owner, day: first })).state;
  return (await call('expenses.get', { id: id as ExpenseId })).state;
}

test('files of other installations wait beside weeks and expenses', async () => {
  await openTeam({
    seed(db) {
      prepare(
        db,
        `INSERT INTO exchange (file_id, direction, kind, sender, public_key, state, content, created_at) VALUES
          ('a', 'in', 'songs', 'elsewhere', 'k', 'pending', '{}', 5), ('b', 'in', 'songs', 'elsewhere', 'k', 'approved', '{}', 6),
          ('c', 'out', 'songs', 'elsewhere', 'k', 'pending', '{}', 7)`,
      ).run();
    },
  });
  const { approvals, count } = await lab.call('approvals.list');
  expect([count, approvals]).toEqual([
    1,
    [{ kind: 'exchange', at: 5, id: 1, content: 'songs', sender: 'elsewhere', senderId: null }],
  ]);
});

test('who decides is told of what waits, and who handed in of what became of it, but nobody of what they did', async () => {
  await openTeam();
  await work(kit, '2026-11-18T09:00', '2026-11-18T12:30');
  const { id } = await as(kit).call('timesheets.submit', { day });
  const kinds = async (personId: PersonId) => {
    const notifications = await as(personId).call('notifications.list', { count: 20 });
    return notifications.map(({ kind }) => kind).filter((kind) => kind.startsWith('time'));
  };
  expect([await kinds(ada), await kinds(mara), await kinds(kit), await kinds(jonah)]).toEqual([
    ['timeSubmitted'],
    ['timeSubmitted'],
    [],
    [],
  ]);
  await as(mara).call('timesheets.reject', { ids: [id], reason: 'No' });
  expect(await kinds(kit)).toEqual(['timeRejected']);
  expect(lab.now).toBe(friday);
});
