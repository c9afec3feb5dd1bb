import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { Input } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ProjectId } from '#shared/contract/studio-ids.ts';
import { unzip } from './unzip.ts';

const head =
  'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)';
const rows = [
  'Ana,ana@x.example,Quay,Album,Mixing,"Verse, take 4",Yes,2024-03-04,10:00:00,2024-03-04,11:30:00,01:30:00,"mix, vocals",60.00',
  'Ana,ana@x.example,Quay,Album,mixing,,Yes,2024-03-05,10:00:00,2024-03-05,11:00:00,01:00:00,,',
  'Bo,,,Album 2,,,No,2024-03-05,23:30:00,2024-03-06,00:30:00,01:00:00,,',
  'Bo,,,Album 2,,,No,2024-03-05,23:30:00,2024-03-06,00:30:00,01:00:00,,',
  'Bo,,,Album 2,,,No,2024-03-05,23:30:00,2024-03-05,23:30:00,00:00:00,,',
];
const toggl = `\ufeff${head}\n${rows.join('\n')}\n`;

let folder: ReturnType<typeof tempFolder>;
let lab: TestCore;
beforeEach(async () => {
  folder = tempFolder('ledgerline-imports-', true);
  lab = await openTestCore(join(folder.path, 'home'), { runAnalysis: false });
});
afterEach(async () => {
  await lab.core.close();
  folder.remove();
});

function sql<Row>(text: string): Row[] {
  const db = new Database(join(folder.path, 'home', 'library.db'));
  try {
    if (/^\s*select/i.test(text)) return db.prepare(text).all() as Row[];
    db.exec(text);
    return [];
  } finally {
    db.close();
  }
}

function options(content: string, change: Partial<Input<'imports.run'>> = {}): Input<'imports.run'> {
  const path = join(folder.path, 'export.csv');
  writeFileSync(path, content);
  return { files: [{ path }], zone: 'Europe/Berlin', ...change };
}

async function run(given: Input<'imports.run'>) {
  await lab.call('imports.run', given);
  await lab.core.waitForIdle();
  return lab.call('imports.get');
}

const counts = () =>
  sql<
    Record<string, number>
  >(`SELECT (SELECT count(*) FROM time_entry) AS entries, (SELECT count(*) FROM project) AS projects,
    (SELECT count(*) FROM task) AS tasks, (SELECT count(*) FROM person) AS people`)[0];

test('what would be made is shown before, is made as one operation, and taken back as one', async () => {
  const preview = await lab.call('imports.preview', options(toggl));
  expect(preview).toMatchObject({
    ...{ format: 'toggl', entryCount: 4, duplicateCount: 0, missCount: 1, needsZone: true, isOrderUnsure: false },
    ...{ from: '2024-03-04', to: '2024-03-05', totalMs: 4.5 * 3_600_000, newClientCount: 1, newTaskCount: 1 },
    misses: [{ file: 'export.csv', line: 6, reason: 'zero' }],
    people: [
      { name: 'Ana', entryCount: 2, match: null },
      { name: 'Bo', entryCount: 2, match: null },
    ],
    projects: [
      { client: 'Quay', name: 'Album', entryCount: 2 },
      { client: '', name: 'Album 2', entryCount: 2 },
    ],
  });
  expect(counts()).toEqual({ entries: 0, projects: 0, tasks: 0, people: 1 });
  const done = await run(options(toggl));
  expect(done).toMatchObject({ state: 'done', done: 4, total: 4, error: null });
  expect(counts()).toEqual({ entries: 4, projects: 2, tasks: 1, people: 4 });
  const entries = sql<
    Record<string, unknown>
  >(`SELECT person.name AS person, project.name AS project, client.name AS client,
      task.name AS task, start_at, end_at, time_entry.note, tags, time_entry.is_billable, time_entry.rate_minor,
      time_entry.currency, rate_source, source
    FROM time_entry JOIN person ON person.id = person_id JOIN project ON project.id = time_entry.project_id
      LEFT JOIN person AS client ON client.id = project.client_id LEFT JOIN task ON task.id = task_id ORDER BY start_at, time_entry.id`);
  expect(entries[0]).toEqual({
    ...{
      person: 'Ana',
      project: 'Album',
      client: 'Quay',
      task: 'Mixing',
      note: 'Verse, take 4',
      tags: '["mix","vocals"]',
    },
    ...{ start_at: Date.parse('2024-03-04T09:00Z'), end_at: Date.parse('2024-03-04T10:30Z'), is_billable: 1 },
    ...{ rate_minor: 4000, currency: 'EUR', rate_source: 'import', source: 'import' },
  });
  expect(entries[1]).toMatchObject({ task: 'Mixing', rate_minor: null, rate_source: '' });
  const { operation } = done ?? {};
  await lab.call('history.undo', operation ? { id: operation } : {});
  expect(counts()).toEqual({ entries: 0, projects: 0, tasks: 0, people: 1 });
  await lab.call('history.redo');
  expect(counts()).toEqual({ entries: 4, projects: 2, tasks: 1, people: 4 });
  expect(lab.logged).toEqual([]);
});

test('the same rows come once, in a later export too; what two entries have alike are two', async () => {
  await run(options(toggl));
  const later = await lab.call(
    'imports.preview',
    options(`${toggl}${(rows[1] as string).replaceAll('03-05', '03-07')}\n`),
  );
  expect([later.entryCount, later.duplicateCount, later.newClientCount, later.newTaskCount]).toEqual([1, 4, 0, 0]);
  expect(later.projects.map(({ match }) => typeof match)).toEqual(['number']);
  const again = await run(options(toggl));
  expect(again).toMatchObject({ state: 'done', total: 0, operation: null });
  expect(counts()).toMatchObject({ entries: 4, projects: 2, people: 4 });
});

test('people and projects are those of the same name or address, or the ones chosen', async () => {
  sql(`INSERT INTO person (id, name, email, created_at, changed_at) VALUES (50, 'A. Ruiz', 'ANA@x.example', 0, 0), (51, 'Robert', '', 0, 0);
    INSERT INTO project (id, name, currency, is_billable, rate_minor, created_at, changed_at) VALUES (70, 'ALBUM  2', 'EUR', 1, 7000, 0, 0)`);
  const chosen = {
    people: [{ name: 'Bo', personId: 51 as PersonId }],
    projects: [{ client: 'Quay', name: 'Album', projectId: 70 as ProjectId }],
  };
  const preview = await lab.call('imports.preview', options(toggl, chosen));
  expect(preview.people.map(({ match }) => match)).toEqual([50, 51]);
  expect(preview.projects.map(({ match }) => match)).toEqual([70, 70]);
  await run(options(toggl, chosen));
  expect(counts()).toMatchObject({ entries: 4, projects: 1, people: 3 });
  expect(sql('SELECT DISTINCT task.name FROM time_entry JOIN task ON task.id = task_id')).toEqual([{ name: 'Mixing' }]);
  const rates = sql<{ rate_minor: number; rate_source: string }>(
    'SELECT DISTINCT rate_minor, rate_source FROM time_entry ORDER BY rate_minor',
  );
  expect(rates).toEqual([
    { rate_minor: 4000, rate_source: 'import' },
    { rate_minor: 7000, rate_source: 'project' },
  ]);
  const alone = await lab.call(
    'imports.preview',
    options(`${head}\n${(rows[2] as string).replaceAll('2024', '2025')}\n`),
  );
  expect(alone.people).toEqual([{ name: 'Bo', entryCount: 1, match: 1 }]);
});

test('people who have one name and different addresses stay different people', async () => {
  const row = (email: string, hour: number) =>
    `Ana,${email},,,,,No,2024-03-04,${hour}:00:00,2024-03-04,${hour + 1}:00:00,01:00:00,,`;
  const file = [head, row('ana@x.example', 10), row('Ana@X.example', 11), row('ana@y.example', 11)].join('\n');
  sql(`INSERT INTO person (id, name, email, created_at, changed_at) VALUES (50, 'Anastasia', 'ana@y.example', 0, 0)`);
  const preview = await lab.call('imports.preview', options(file));
  expect(preview.people).toEqual([
    { name: 'Ana (ana@x.example)', entryCount: 2, match: null },
    { name: 'Ana (ana@y.example)', entryCount: 1, match: 50 },
  ]);
  await run(options(file));
  expect(
    sql(`SELECT name, email, count(*) AS count FROM time_entry JOIN person ON person.id = person_id GROUP BY person.id
      ORDER BY email`),
  ).toEqual([
    { name: 'Ana', email: 'ana@x.example', count: 2 },
    { name: 'Anastasia', email: 'ana@y.example', count: 1 },
  ]);
});

test('closed periods stay as they are, and a file that is none changes nothing', async () => {
  sql(`UPDATE workspace SET locked_before = '2024-03-05'`);
  const preview = await lab.call('imports.preview', options(toggl));
  expect([preview.entryCount, preview.misses.map(({ reason }) => reason)]).toEqual([3, ['zero', 'locked']]);
  expect(await errorCode(lab.call('imports.preview', options('Artist,Title\nx,y\n')))).toBe('IMPORT_UNKNOWN');
  expect(await errorCode(lab.call('imports.run', options(toggl, { zone: 'Nowhere/Town' })))).toBe('INVALID_INPUT');
  const missing = { files: [{ path: join(folder.path, 'none.csv') }], zone: 'UTC' };
  expect(await errorCode(lab.call('imports.preview', missing))).toBe('FILE_NOT_FOUND');
  expect(await errorCode(lab.call('imports.preview', { ...missing, files: [{ path: 'none.csv' }] }))).toBe(
    'INVALID_INPUT',
  );
});

test('an import that cannot go on leaves nothing behind', async () => {
  sql(
    `CREATE TRIGGER planted BEFORE INSERT ON time_entry WHEN NEW.note = 'stop' BEGIN SELECT raise(ABORT, 'planted'); END`,
  );
  const many = Array.from(
    { length: 250 },
    (_, index) =>
      `Ana,,Quay,Album,Mix,${index === 240 ? 'stop' : index},No,2024-03-04,10:00:00,2024-03-04,11:00:00,01:00:00,,`,
  );
  const failed = await run(options(`${head}\n${many.join('\n')}\n`));
  expect(failed).toMatchObject({ state: 'failed', error: 'INTERNAL' });
  expect(counts()).toEqual({ entries: 0, projects: 0, tasks: 0, people: 1 });
  expect(lab.logged).toHaveLength(1);
});

test('the archive of a workspace: names from its other files, projects nobody worked on too', async () => {
  const zip = makeZip({
    'solidtime/time_entries.csv':
      'id,description,start,end,billable_rate,billable,member_id,client_id,project_id,task_id,tags\ne1,x,2024-03-04T09:00:00Z,2024-03-04T10:00:00Z,10001,true,m1,c1,p1,t1,"[""g1""]"\n',
    'solidtime/projects.csv':
      'id,name,color,billable_rate,client_id,organization_id,is_billable,archived_at\np1,Album,#fff,10001,c1,o,true,\np2,Idle,#fff,,,o,false,2024-01-01\n',
    'solidtime/clients.csv': 'id,name,organization_id\nc1,Quay,o\n',
    'solidtime/tasks.csv': 'id,name,project_id,organization_id\nt1,Mixing,p1,o\nt2,Mastering,p1,o\n',
    'solidtime/members.csv': 'id,user_id,name,email,organization_id,billable_rate,role\nm1,u,Ana,,o,,admin\n',
    'solidtime/meta.json': '{}',
  });
  const files = [{ name: 'export.zip', content: zip.toString('base64') }];
  expect(await run({ files, zone: 'UTC' })).toMatchObject({ state: 'done', total: 1 });
  const projects = sql('SELECT name, status, rate_minor, is_billable FROM project ORDER BY id');
  expect(projects).toEqual([
    { name: 'Album', status: 'active', rate_minor: 10_001, is_billable: 1 },
    { name: 'Idle', status: 'archived', rate_minor: null, is_billable: 0 },
  ]);
  expect(sql('SELECT name FROM task ORDER BY id')).toEqual([{ name: 'Mixing' }, { name: 'Mastering' }]);
  await expect(unzip(zip.subarray(0, zip.length - 30), () => true)).rejects.toMatchObject({ code: 'IMPORT_INVALID' });
  for (let cut = 30; cut < zip.length; cut += 97) {
    const damaged = Buffer.from(zip);
    damaged.fill(0xff, cut, cut + 20);
    await unzip(damaged, () => true).catch((error: { code?: string }) => expect(error.code).toMatch(/^IMPORT_/));
  }
});

/** Deflated files, as archives have them. */
function makeZip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(Buffer.from(text));
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(text.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, Buffer.from(name), packed]);
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(at, 12);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.alloc(2), facts, entry.subarray(2), Buffer.from(name)]),
    );
    locals.push(local);
    at += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
