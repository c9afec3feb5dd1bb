import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { type PersonState, personRecord } from '#core/people/people-records.ts';
import { currencyDigits, isCurrency, multiply } from '#shared/money.ts';
import { frozenRate } from '../resolve-rate.ts';
import { type ProjectState, projectRecord, taskRecord, timeEntryRecord } from '../time-records.ts';
import {
  type ImportPlan,
  nameKey,
  newClients,
  type PlannedEntry,
  type PlannedPerson,
  type PlannedProject,
} from './plan-import.ts';

/** The numbers that what was planned has now. */
export type ImportedNumbers = {
  people: Map<PlannedPerson, number>;
  projects: Map<PlannedProject, number>;
  /** By project and `nameKey` of the task. */
  tasks: Map<number, Map<string, number>>;
};

const longestName = 200;

/** The changes that make people, clients, projects and tasks which are not there yet. */
export function makeTargets(
  db: Db,
  plan: ImportPlan,
  now: number,
): { changes: ValueChange[]; numbers: ImportedNumbers } {
  const changes: (ValueChange & { itemId: number })[] = [];
  const numbers: ImportedNumbers = { people: new Map(), projects: new Map(), tasks: new Map() };
  const workspace = prepare(db, 'SELECT currency FROM workspace').pluck().get() as string;
  const clients = knownPeople(db);
  for (const name of newClients(db, plan)) {
    const company = { ...newPerson(name, now), kind: 'company' as const, roles: ['client'] };
    clients.set(nameKey(name), take(personRecord.make(db, company)));
  }
  for (const person of plan.people) {
    const made = { ...newPerson(person.ownName, now), email: person.email.slice(0, longestName) };
    numbers.people.set(person, person.match ?? take(personRecord.make(db, made)));
  }
  for (const project of plan.projects) {
    const id = project.match ?? take(projectRecord.make(db, newProject(project, clients, workspace, now)));
    numbers.projects.set(project, id);
    // Several of the file may be one here.
    const tasks = numbers.tasks.get(id) ?? taskNumbers(db, id);
    numbers.tasks.set(id, tasks);
    for (const name of project.newTasks) {
      const key = nameKey(name);
      if (!tasks.has(key)) tasks.set(key, take(taskRecord.make(db, newTask(id, name, tasks.size, now))));
    }
  }
  return { changes, numbers };

  function take(change: ValueChange & { itemId: number }): number {
    changes.push(change);
    return change.itemId;
  }
}

function newProject(
  { client, name, facts, entryCount, billableCount }: PlannedProject,
  clients: ReadonlyMap<string, number>,
  workspaceCurrency: string,
  now: number,
): ProjectState {
  const currency = facts && isCurrency(facts.currency) ? facts.currency : workspaceCurrency;
  return {
    ...{ name: name.slice(0, longestName), code: '', note: '', colour: '', startsOn: '', endsOn: '', rounding: null },
    ...{ packId: null, songId: null, releaseId: null, budgetMinor: null, members: [], createdAt: now },
    status: facts?.isArchived ? 'archived' : 'active',
    clientId: client === '' ? null : (clients.get(nameKey(client)) ?? null),
    budgetMinutes: facts?.budgetMinutes ?? null,
    currency,
    isBillable: facts?.isBillable ?? billableCount * 2 > entryCount,
    rateMinor: minorOf(facts?.rate ?? null, currency),
  };
}

/** The change that makes an entry. Where the file says no rate, the one that counts now is frozen. */
export function makeEntry(
  db: Db,
  planned: PlannedEntry,
  numbers: ImportedNumbers,
  zone: string,
  now: number,
): ValueChange {
  const { row, start, end, importKey } = planned;
  const personId = numbers.people.get(planned.person) as number;
  const projectId = planned.project ? (numbers.projects.get(planned.project) as number) : null;
  const taskId = projectId === null ? null : (numbers.tasks.get(projectId)?.get(nameKey(row.task)) ?? null);
  const frozen = frozenRate(db, personId, projectId);
  const currency = isCurrency(row.currency) ? row.currency : frozen.currency;
  const rateMinor = minorOf(row.rate, currency);
  const isBillable = row.isBillable ?? isProjectBillable(db, projectId);
  return timeEntryRecord.make(db, {
    ...{ personId, projectId, taskId, songId: null, stepKey: '', startAt: start, endAt: end, timeZone: zone },
    breakMs: Math.min(row.breakMs, end - start),
    note: row.note.slice(0, 2000),
    tags: row.tags.map((tag) => tag.slice(0, 60).trim()).slice(0, 20),
    // A task without a project has no place of its own.
    activity: taskId === null ? row.task.slice(0, 60) : '',
    isBillable,
    ...(rateMinor === null ? frozen : { rateMinor, currency, rateSource: 'import' as const }),
    ...{ source: 'import', importKey, invoicedAt: null, createdAt: now },
  });
}

/** Decimal text in smallest units; null for none. */
function minorOf(rate: string | null, currency: string): number | null {
  return rate === null ? null : multiply(10 ** currencyDigits(currency), rate);
}

function isProjectBillable(db: Db, id: number | null): boolean {
  return id !== null && prepare(db, 'SELECT is_billable FROM project WHERE id = ?').pluck().get(id) === 1;
}

function knownPeople(db: Db): Map<string, number> {
  const rows = prepare(db, 'SELECT name, id FROM person WHERE removed_at IS NULL ORDER BY id DESC').raw().all();
  return new Map((rows as [string, number][]).map(([name, id]) => [nameKey(name), id]));
}

function taskNumbers(db: Db, projectId: number): Map<string, number> {
  const rows = prepare(db, 'SELECT name, id FROM task WHERE project_id = ? ORDER BY id DESC').raw().all(projectId);
  return new Map((rows as [string, number][]).map(([name, id]) => [nameKey(name), id]));
}

function newTask(projectId: number, name: string, index: number, now: number) {
  return {
    ...{
      projectId,
      name: name.slice(0, longestName),
      status: 'open' as const,
      assigneeId: null,
      estimateMinutes: null,
    },
    ...{ due: '', note: '', position: index + 1, songId: null, stepKey: '', createdAt: now },
  };
}

function newPerson(name: string, now: number): PersonState {
  return {
    ...{ name: name.slice(0, longestName) || '?', kind: 'person', legalName: '', roles: [], email: '', phone: '' },
    ...{ website: '', address: '', country: '', note: '', isni: '', ipi: '', storeIds: {}, pictureHash: null },
    ...{ language: '', timeZone: '', memberRole: null, memberState: 'active', departmentId: null, jobTitle: '' },
    ...{ rateMinor: null, preferences: {}, removedAt: null, mergedInto: null, createdAt: now },
  };
}
