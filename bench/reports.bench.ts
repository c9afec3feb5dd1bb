import { join } from 'node:path';
import { openLibrary } from '../main/core/db/open-library.ts';
import type { Db } from '../main/core/db/query.ts';
import type { Input } from '../shared/contract/index.ts';
import { benchFolder, openCore, quantile, report, round, withLoopDelay } from './measure.ts';

const count = 100_000;
const end = Date.parse('2026-11-20T12:00Z');

/** Five years of ten people on fifty projects. */
function insertTime(db: Db): void {
  db.transaction(() => {
    db.exec(`UPDATE workspace SET time_zone = 'Europe/Berlin', currency = 'EUR'`);
    const named = (table: string, rest: string, values: string) =>
      db.prepare(`INSERT INTO ${table} (id, name, ${rest}) VALUES (?, ?, ${values})`);
    const person = named('person', 'created_at, changed_at', '0, 0');
    for (let id = 101; id <= 110; id += 1) person.run(id, `Person ${id}`);
    const project = named('project', 'currency, is_billable, created_at, changed_at', `'EUR', 1, 0, 0`);
    for (let id = 1; id <= 50; id += 1) project.run(id, `Project ${id}`);
    const task = named('task', 'project_id, created_at', '?, 0');
    for (let id = 1; id <= 500; id += 1) task.run(id, `Task ${id}`, 1 + (id % 50));
    const entry =
      db.prepare(`INSERT INTO time_entry (person_id, project_id, task_id, start_at, end_at, time_zone, is_billable,
      rate_minor, currency, note, created_at, changed_at) VALUES (?, ?, ?, ?, ?, 'Europe/Berlin', ?, 6500, 'EUR', ?, 0, 0)`);
    for (let index = 0; index < count; index += 1) {
      const start = end - index * 1_580_000;
      const taskId = 1 + (index % 500);
      const length = 600_000 + ((index * 37) % 100) * 60_000;
      entry.run(
        101 + (index % 10),
        1 + (taskId % 50),
        taskId,
        start,
        start + length,
        index % 3 === 0 ? 0 : 1,
        `Note ${index}`,
      );
    }
  }).immediate();
}

type Definition = Input<'reports.run'>;
const all: Definition = {
  kind: 'time',
  groups: ['project', 'task', 'person'],
  period: { kind: 'all' },
  filter: {},
  rounding: { mode: 'none', minutes: 15, per: 'entry' },
};
const month = { kind: 'custom' as const, from: '2026-10-01', to: '2026-10-31' };
const questions: readonly [string, Definition][] = [
  ['project, task and person', all],
  [
    'month and project, rounded up',
    { ...all, groups: ['month', 'project'], rounding: { mode: 'up', minutes: 15, per: 'entry' } },
  ],
  ['day', { ...all, groups: ['day'] }],
  ['day × project of a month', { ...all, kind: 'matrix', groups: ['project'], period: month }],
  ['cost and income by client', { ...all, kind: 'earnings', groups: ['client'] }],
  ['timesheet of a month', { ...all, kind: 'entries', groups: [], period: month }],
];

const folder = benchFolder('reports');
try {
  const library = openLibrary(folder.path);
  insertTime(library.db);
  library.close();
  const { core, call } = await openCore(folder.path, { now: () => end });
  const started = performance.now();
  await call('reports.run', all);
  report(`${count.toLocaleString('en')} entries: first report`, `${round(performance.now() - started, 0)} ms`);
  for (const [name, definition] of questions) {
    const times: number[] = [];
    const { max } = await withLoopDelay(async () => {
      for (let turn = 0; turn < 7; turn += 1) {
        const at = performance.now();
        await call('reports.run', definition);
        times.push(performance.now() - at);
      }
    });
    const held = `${round(quantile(times, 0.5), 0)} ms, ${round(max, 0)} ms held`;
    report(`${count.toLocaleString('en')} entries: by ${name}`, held, '≤ 300 ms, ≤ 20 ms held');
  }
  const words = {
    ...{
      title: 'Bench',
      lines: [],
      notes: [],
      signatures: [],
      label: 'Day',
      columns: {},
      none: {},
      codes: {},
      gone: '',
    },
    ...{ total: 'Total', sheet: 'Bench', madeOn: '' },
  };
  for (const format of ['pdf', 'xlsx', 'csv'] as const) {
    const at = performance.now();
    const definition: Definition = { ...all, kind: 'entries', groups: [], period: month };
    await call('reports.export', { definition, format, path: join(folder.path, `bench.${format}`), words });
    await core.waitForIdle();
    report(`timesheet of a month (1,700 entries) as ${format.toUpperCase()}`, `${round(performance.now() - at, 0)} ms`);
  }
  await core.close();
} finally {
  folder.remove();
}
