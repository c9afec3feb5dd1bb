import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Db, prepare } from '#core/db/query.ts';
import type { ImportOptions, TimeImportMiss, TimeImportPreview } from '#shared/contract/imports.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ProjectId } from '#shared/contract/studio-ids.ts';
import { foldText } from '#shared/fold-text.ts';
import { dayText, ZoneClock } from '#shared/zone-clock.ts';
import { TimeLocks } from '../time-locks.ts';
import { placeSpans } from './place-spans.ts';
import type { TimeExport, TimeProject, TimeRow } from './time-rows.ts';

export type PlannedPerson = {
  /** What tells them apart from others of the export: with their address where several have one name. */
  name: string;
  ownName: string;
  email: string;
  match: PersonId | null;
  entryCount: number;
};
export type PlannedProject = {
  client: string;
  name: string;
  match: ProjectId | null;
  entryCount: number;
  billableCount: number;
  facts: TimeProject | null;
  /** Names of tasks that are not there yet. */
  newTasks: string[];
};
export type PlannedEntry = {
  row: TimeRow;
  start: number;
  end: number;
  person: PlannedPerson;
  project: PlannedProject | null;
  importKey: string;
};

export type ImportPlan = {
  people: PlannedPerson[];
  projects: PlannedProject[];
  entries: PlannedEntry[];
  duplicateCount: number;
  misses: TimeImportMiss[];
};

const rowsATurn = 200;

/** Names are the same whatever their capitals, accents and spaces. */
export function nameKey(name: string): string {
  return foldText(name).replaceAll(/\s+/g, ' ').trim();
}

const projectKey = (client: string, name: string) => JSON.stringify([nameKey(client), nameKey(name)]);

/** What an import would make of an export. `self` is who a file of one unknown person is taken to be of. */
export async function planImport(
  db: Db,
  read: TimeExport,
  options: ImportOptions & { zone: string },
  self: number | null,
): Promise<ImportPlan> {
  const matcher = new Matcher(db, read, options, self);
  const locks = new TimeLocks(db);
  const spans = placeSpans(read.rows, new ZoneClock(options.zone));
  const known = listKnownKeys(db, read.rows);
  const seen = new Map<string, number>();
  const misses: TimeImportMiss[] = [...read.unreadable];
  const entries: PlannedEntry[] = [];
  let duplicateCount = 0;
  for (const [index, row] of read.rows.entries()) {
    if (index % rowsATurn === rowsATurn - 1) await nextTurn();
    const count = seen.get(row.key) ?? 0;
    seen.set(row.key, count + 1);
    const importKey = `${row.key}:${count}`;
    if (known.has(importKey)) {
      duplicateCount += 1;
      continue;
    }
    const { start, end } = spans[index] as { start: number; end: number };
    const person = matcher.person(row);
    if (locks.of({ personId: person.match ?? -1, startAt: start, endAt: end }) !== '') {
      misses.push({ file: row.file, line: row.line, reason: 'locked', text: [row.project, row.note].join(' · ') });
      continue;
    }
    const project = matcher.project(row);
    person.entryCount += 1;
    entries.push({ row, start, end, person, project, importKey });
  }
  for (const facts of read.projects) matcher.describe(facts);
  return { ...matcher.result(), entries, duplicateCount, misses };
}

class Matcher {
  readonly #people = new Map<string, PlannedPerson>();
  readonly #projects = new Map<string, PlannedProject>();
  /** Names by their keys. */
  readonly #tasks = new Map<PlannedProject, Map<string, string>>();
  readonly #byName = new Map<string, PersonId>();
  readonly #byEmail = new Map<string, PersonId>();
  readonly #known: { id: ProjectId; name: string; client: string }[];
  readonly #chosenPeople: ReadonlyMap<string, PersonId | null>;
  readonly #chosenProjects: ReadonlyMap<string, ProjectId | null>;
  readonly #db: Db;
  /** Those that people with different addresses have: their time must not become one person's. */
  readonly #sharedNames: ReadonlySet<string>;
  /** Who the only person of the export is, where nobody here has their name. */
  readonly #only: PersonId | null;

  constructor(db: Db, { rows }: TimeExport, { people, projects }: ImportOptions, self: number | null) {
    this.#db = db;
    const persons = prepare(db, 'SELECT id, name, email FROM person WHERE removed_at IS NULL ORDER BY id DESC').all();
    for (const { id, name, email } of persons as { id: PersonId; name: string; email: string }[]) {
      this.#byName.set(nameKey(name), id);
      if (email !== '') this.#byEmail.set(email.toLowerCase(), id);
    }
    this.#known = prepare(
      db,
      `SELECT project.id, project.name, coalesce(person.name, '') AS client
       FROM project LEFT JOIN person ON person.id = client_id ORDER BY project.id`,
    ).all() as { id: ProjectId; name: string; client: string }[];
    this.#chosenPeople = new Map(people.map(({ name, personId }) => [nameKey(name), personId]));
    this.#chosenProjects = new Map(
      projects.map(({ client, name, projectId }) => [projectKey(client, name), projectId]),
    );
    const names = new Set(rows.map(({ person }) => nameKey(person)));
    this.#sharedNames = namesOfSeveral(rows);
    this.#only = names.size === 1 && this.#sharedNames.size === 0 ? (self as PersonId | null) : null;
  }

  person({ person: ownName, email }: TimeRow): PlannedPerson {
    const isShared = this.#sharedNames.has(nameKey(ownName)) && email !== '';
    const name = isShared ? `${ownName} (${email})` : ownName;
    const key = nameKey(name);
    const planned = this.#people.get(key);
    if (planned) return planned;
    const chosen = this.#chosenPeople.get(key);
    const found = this.#byEmail.get(email.toLowerCase()) ?? this.#byName.get(key) ?? this.#only;
    const made = { name, ownName, email, match: chosen === undefined ? found : chosen, entryCount: 0 };
    this.#people.set(key, made);
    return made;
  }

  project(row: TimeRow): PlannedProject | null {
    if (row.project === '') return null;
    const planned = this.#planned(row.client, row.project);
    planned.entryCount += 1;
    if (row.isBillable) planned.billableCount += 1;
    this.#noteTask(planned, row.task);
    return planned;
  }

  /** What a file of projects says besides. Those nobody worked on are made too: the user exported them. */
  describe(facts: TimeProject): void {
    const sameName = [...this.#projects.values()].filter(({ name }) => nameKey(name) === nameKey(facts.name));
    const isNameless = facts.client === '' && sameName.length === 1;
    const planned = isNameless ? (sameName[0] as PlannedProject) : this.#planned(facts.client, facts.name);
    planned.facts = facts;
    for (const task of facts.tasks) this.#noteTask(planned, task);
  }

  result(): Pick<ImportPlan, 'people' | 'projects'> {
    for (const [project, names] of this.#tasks) {
      const known = this.#taskNames(project.match);
      project.newTasks = [...names].flatMap(([key, name]) => (known.has(key) ? [] : [name]));
    }
    return {
      people: [...this.#people.values()].filter(({ entryCount }) => entryCount > 0),
      projects: [...this.#projects.values()],
    };
  }

  #planned(client: string, name: string): PlannedProject {
    const key = projectKey(client, name);
    const planned = this.#projects.get(key);
    if (planned) return planned;
    const chosen = this.#chosenProjects.get(key);
    const match = chosen === undefined ? this.#find(client, name) : chosen;
    const made = { client, name, match, entryCount: 0, billableCount: 0, facts: null, newTasks: [] };
    this.#projects.set(key, made);
    return made;
  }

  #find(client: string, name: string): ProjectId | null {
    const named = this.#known.filter((each) => nameKey(each.name) === nameKey(name));
    const same = named.find((each) => nameKey(each.client) === nameKey(client));
    return (same ?? (client === '' && named.length === 1 ? named[0] : undefined))?.id ?? null;
  }

  #noteTask(project: PlannedProject, name: string): void {
    if (name === '') return;
    const names = this.#tasks.get(project) ?? new Map<string, string>();
    const key = nameKey(name);
    if (!names.has(key)) names.set(key, name);
    this.#tasks.set(project, names);
  }

  #taskNames(projectId: ProjectId | null): Set<string> {
    if (projectId === null) return new Set();
    const names = prepare(this.#db, 'SELECT name FROM task WHERE project_id = ?').pluck().all(projectId) as string[];
    return new Set(names.map(nameKey));
  }
}

function namesOfSeveral(rows: readonly TimeRow[]): Set<string> {
  const addresses = new Map<string, string>();
  const shared = new Set<string>();
  for (const { person, email } of rows) {
    if (email === '') continue;
    const [key, address] = [nameKey(person), email.toLowerCase()];
    if ((addresses.get(key) ?? address) !== address) shared.add(key);
    addresses.set(key, address);
  }
  return shared;
}

/** Keys of rows that were imported before. */
function listKnownKeys(db: Db, rows: readonly TimeRow[]): Set<string> {
  const isThere = prepare(db, 'SELECT 1 FROM time_entry WHERE import_key = ?').pluck();
  const counts = new Map<string, number>();
  const known = new Set<string>();
  for (const { key } of rows) {
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    if (isThere.get(`${key}:${count}`) !== undefined) known.add(`${key}:${count}`);
  }
  return known;
}

const shownMisses = 200;

export function previewOf(db: Db, read: TimeExport, plan: ImportPlan, zone: string): TimeImportPreview {
  const clock = new ZoneClock(zone);
  const days = plan.entries.map(({ start }) => clock.dayOf(start));
  const [first, last] = days.reduce(([low, high], day) => [Math.min(low, day), Math.max(high, day)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  return {
    format: read.format,
    entryCount: plan.entries.length,
    totalMs: plan.entries.reduce((sum, { start, end, row }) => sum + Math.max(0, end - start - row.breakMs), 0),
    from: days.length > 0 ? dayText(first) : '',
    to: days.length > 0 ? dayText(last) : '',
    duplicateCount: plan.duplicateCount,
    missCount: plan.misses.length,
    misses: plan.misses.slice(0, shownMisses),
    needsZone: read.needsZone,
    zone,
    dateOrder: read.dateOrder,
    isOrderUnsure: read.isOrderUnsure,
    people: plan.people.map(({ name, entryCount, match }) => ({ name, entryCount, match })),
    projects: plan.projects.map(({ client, name, entryCount, match }) => ({ client, name, entryCount, match })),
    newClientCount: newClients(db, plan).length,
    newTaskCount: plan.projects.reduce((sum, { newTasks }) => sum + newTasks.length, 0),
    knownPeople: prepare(
      db,
      'SELECT id, name FROM person WHERE removed_at IS NULL ORDER BY name COLLATE NOCASE, id',
    ).all() as { id: PersonId; name: string }[],
    knownProjects: prepare(db, 'SELECT id, name FROM project ORDER BY name COLLATE NOCASE, id').all() as {
      id: ProjectId;
      name: string;
    }[],
  };
}

/** Clients of new projects that nobody here has the name of. */
export function newClients(db: Db, { projects }: ImportPlan): string[] {
  const rows = prepare(db, 'SELECT name FROM person WHERE removed_at IS NULL').pluck().all() as string[];
  const known = new Set(rows.map(nameKey));
  const names = new Map<string, string>();
  for (const { client, match } of projects) {
    if (client !== '' && match === null && !known.has(nameKey(client))) names.set(nameKey(client), client);
  }
  return [...names.values()];
}
