import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, prepare } from '#core/db/query.ts';
import { fieldSetters } from '#core/field-setters.ts';
import { History } from '#core/history/history.ts';
import { openTestDb } from '#core/testing/temp-library.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { mergePeople } from './merge-people.ts';
import { artistSets, personColumns, personLists } from './person-columns.ts';

const [owner, loser, winner] = [1, 2, 3];
const now = 1_000_000_000;
let db: Db;
let history: History;

beforeEach(() => {
  db = openTestDb();
  const files = { inverse: () => [], begin: () => undefined, wake: () => undefined, resume: () => undefined };
  history = new History({ db, now: () => now, setters: fieldSetters, files, onChange: () => undefined });
  person(owner, 'Olga', { member_role: 'owner' });
  person(loser, 'ines valloria', { member_role: 'employee', email: 'ines@example.org', note: 'Sings', isni: '' });
  person(winner, 'Ines Valloria', { roles: '["writer"]', note: 'Writes', store_ids: '{"spotify":"w"}' });
});

afterEach(() => db.close());

function person(id: number, name: string, values: Record<string, string> = {}): void {
  insert('person', { id, name, roles: '["artist"]', created_at: 1, changed_at: 1, ...values });
}

function insert(table: string, row: Record<string, string | number | null>): void {
  const names = Object.keys(row);
  prepare(db, `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
    ...Object.values(row),
  );
}

const merge = () =>
  mergePeople(
    { db, history, changes: { add: () => undefined }, platform: { now: () => now } } as unknown as Parameters<
      typeof mergePeople
    >[0],
    loser,
    winner,
  );

const times = { created_at: 1, changed_at: 1 };

/** The loser wherever a person can stand. */
function nameEverywhere(): void {
  insert('department', { id: 1, name: 'Sound', head_id: loser, created_at: 1 });
  insert('team', { id: 1, name: 'Live', lead_id: loser, created_at: 1 });
  insert('team_member', { team_id: 1, position: 0, person_id: loser, role: 'Voice' });
  person(9, 'I. Valloria', { merged_into: String(loser), removed_at: '5' });
  insert('song', { id: 1, title: 'Copper Thread', owner_id: loser, ...times });
  insert('workflow', { id: 1, name: 'Own', owner_id: loser, position: 0, created_at: 1 });
  insert('song_step', { song_id: 1, position: 0, key: 'vocals', name: 'Vocals', assignee_id: loser });
  insert('song_step', { song_id: 1, position: 1, key: 'mix', name: 'Mix', is_done: 1, done_by: loser });
  insert('song_person', { song_id: 1, position: 0, person_id: loser, role: 'Voice', share: 5000 });
  insert('song_status_change', { song_id: 1, position: 0, at: 1, status: 'planned', person_id: loser });
  insert('song_link', { song_id: 1, position: 0, at: 1, person_id: loser, url: 'https://example.org' });
  insert('song_version', { id: 1, song_id: 1, number: 1, track_id: 1, person_id: loser, created_at: 1 });
  insert('song_comment', { id: 1, song_id: 1, text: 'Louder', person_id: loser, ...times });
  insert('pack', { id: 1, name: 'Harbour', owner_id: loser, ...times });
  insert('pack_person', { pack_id: 1, position: 0, person_id: loser, access: 'edit' });
  const named = { personId: loser, role: 'main', share: null, name: 'Ines' };
  insert('work', { id: 1, title: 'Copper Thread', writers: JSON.stringify([named]), ...times });
  const lists = { credits: JSON.stringify([named]), artists: JSON.stringify([named]) };
  insert('recording', { id: 1, title: 'Copper Thread', title_fold: 'copper thread', ...lists, ...times });
  const decisions = JSON.stringify([{ act: 'submitted', at: 1, personId: loser, note: '' }]);
  insert('release', { id: 1, title: 'Harbour', artists: lists.artists, decisions, ...times });
  const world = JSON.stringify({ mode: 'world', codes: [] });
  const claim = { asset_kind: 'work', asset_id: 1, right_type: 'publishing', holder_role: 'songwriter', share: 5 };
  insert('rights_claim', { ...claim, holder_id: loser, verified_by: loser, territories: world, ...times });
  const payee = { name: 'Ines', currency: 'EUR', ...times };
  insert('payee', { id: 1, person_id: loser, ...payee });
  const assets = JSON.stringify({ artistIds: [loser], releaseIds: [loser] });
  const contract = { name: 'Ines', side: 'master', kind: 'royalty', currency: 'EUR', scope: 'artist', payees: '[]' };
  insert('contract', { id: 1, assets, ...contract, ...times });
  insert('idea', { id: 1, title: 'Choir', person_id: loser, ...times });
  insert('idea_vote', { idea_id: 1, position: 0, person_id: loser, vote: 1 });
  insert('project', { id: 1, name: 'Album', client_id: loser, currency: 'EUR', ...times });
  insert('project_member', { project_id: 1, position: 0, person_id: loser, rate_minor: 5000 });
  insert('task', { id: 1, project_id: 1, name: 'Book', assignee_id: loser, created_at: 1 });
  insert('time_entry', { id: 1, person_id: loser, start_at: 1, end_at: 5, time_zone: 'UTC', ...times });
  insert('timesheet', { id: 1, person_id: loser, week: '2026-11-16', state: 'approved', decided_by: owner });
  insert('timesheet', { id: 2, person_id: owner, week: '2026-11-16', state: 'approved', decided_by: loser });
  const expense = { date: '2026-11-16', category: 'travel', amount_minor: 100, currency: 'EUR', workspace_minor: 100 };
  insert('expense', { id: 1, person_id: loser, ...expense, ...times });
  insert('expense', { id: 2, person_id: owner, decided_by: loser, ...expense, ...times });
  insert('saved_report', {
    id: 1,
    name: 'Mine',
    person_id: loser,
    definition: `{"personIds":[${loser}]}`,
    created_at: 1,
  });
  insert('notification', { id: 1, at: 1, person_id: loser, kind: 'invited', facts: '{}' });
  const invited = { name: 'Ines', email: 'i@example.org', role: 'employee', expires_at: 9, created_at: 1 };
  insert('invitation', { id: 1, token_hash: 'a', person_id: loser, ...invited });
  insert('invitation', { id: 2, token_hash: 'b', invited_by: loser, ...invited });
  insert('achievement_award', { person_id: loser, code: 'firstSong', at: 4 });
  insert('active_day', { person_id: loser, day: '2026-11-16' });
  insert('lifetime_count', { person_id: loser, name: 'planned', value: 4 });
  insert('timer_pulse', { person_id: loser, seen_at: 3 });
  insert('notification_preference', { person_id: loser, value: '{}' });
  insert('exchange_sender', { sender_id: 'x', name: 'Ines', public_key: 'k', person_id: loser, seen_at: 1 });
  prepare(db, 'UPDATE workspace SET active_person_id = ?').run(loser);
}

/** What songs know of their steps and titles, as their setter leaves it. */
function settleSong(): void {
  fieldSetters.items.song?.(db, [{ itemId: 1, field: 'song:title', value: 'Copper Thread' }], { now, operationId: 1 });
}

/** Columns of the schema that are called as columns with people in them are. */
function columnsOfPeople(): string[] {
  const tables = prepare(db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'`)
    .pluck()
    .all();
  return (tables as string[]).flatMap((table) =>
    (prepare(db, `SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[])
      .filter((column) =>
        /(^|_)(person|owner|assignee|client|head|lead|author|payee|artist|holder)_id$|_by$|^merged_into$/.test(column),
      )
      .filter((column) => column !== 'undone_by')
      .map((column) => `${table}.${column}`),
  );
}

const isJson = (column: string) => personLists.has(column) || artistSets.has(column);

test('every column that names a person says what a merge does with it', () => {
  const known = Object.keys(personColumns).filter((name) => !isJson(name.split('.')[1] as string));
  expect(columnsOfPeople().sort(), 'Name the column in person-columns.ts').toEqual(known.sort());
});

/** Where a person is named now, but for what stays by decision. */
function placesOf(id: number): string[] {
  return Object.entries(personColumns).flatMap(([name, rule]) => {
    if (rule !== 'handed' && 'kept' in rule) return [];
    const [table, column] = name.split('.') as [string, string];
    const inList = artistSets.has(column) ? `"artistIds":[${id}]` : `"personId":${id},`;
    const condition = isJson(column) ? `${column} LIKE '%${inList}%'` : `${column} = ${id}`;
    return prepare(db, `SELECT 1 FROM ${table} WHERE ${condition}`).get() ? [name] : [];
  });
}

/** All of the library but for what notes its history and its clock. */
function everything(): Record<string, unknown[]> {
  const tables = prepare(db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'`)
    .pluck()
    .all();
  const wanted = (tables as string[]).filter((table) => !table.startsWith('operation'));
  return Object.fromEntries(
    wanted.map((table) => {
      const rows = prepare(db, `SELECT * FROM ${table}`).all() as Record<string, unknown>[];
      const plain = rows.map(({ changed_at: _, ...row }) => JSON.stringify(row));
      return [table, plain.sort()];
    }),
  );
}

// Of these the loser keeps their own rows too: the heir gets what they did not have.
const sharedColumns = [
  'achievement_award',
  'active_day',
  'lifetime_count',
  'timer_pulse',
  'notification_preference',
].map((t) => `${t}.person_id`);

test('everything that names one names the other after, in one operation that is taken back exactly', () => {
  nameEverywhere();
  settleSong();
  const before = everything();
  const everywhere = Object.entries(personColumns).filter(([, rule]) => rule === 'handed' || !('kept' in rule));
  expect(placesOf(loser).sort(), 'The test names the loser everywhere').toEqual(
    everywhere.map(([name]) => name).sort(),
  );

  const { operation } = merge();
  expect(placesOf(loser).sort()).toEqual(sharedColumns.sort());
  expect(placesOf(winner).sort()).toEqual(everywhere.map(([name]) => name).sort());
  expect(db.prepare('SELECT assets FROM contract').pluck().get()).toContain(`"releaseIds":[${loser}]`);
  expect(db.prepare('SELECT definition FROM saved_report').pluck().get()).toBe(`{"personIds":[${winner}]}`);
  const joined = prepare(db, 'SELECT name, roles, email, note, member_role, store_ids FROM person WHERE id = ?');
  expect(joined.get(winner)).toEqual({
    ...{ name: 'Ines Valloria', roles: '["writer","artist"]', email: 'ines@example.org' },
    ...{ note: 'Writes\nSings', member_role: 'employee', store_ids: '{"spotify":"w"}' },
  });

  history.undo(operation as OperationId);
  expect(everything()).toEqual(before);
  history.redo();
  expect(placesOf(loser).sort()).toEqual(sharedColumns.sort());
});

test('where both stand already, one stays, with what is more', () => {
  insert('song', { id: 1, title: 'Copper Thread', ...times });
  for (const [position, id] of [loser, winner].entries()) {
    insert('song_person', {
      song_id: 1,
      position,
      person_id: id,
      role: 'Voice',
      share: 3000,
      can_edit: id === loser ? 1 : 0,
    });
  }
  insert('song_person', { song_id: 1, position: 2, person_id: loser, role: 'Words' });
  for (const id of [loser, winner]) insert('pack', { id, name: 'Demos', owner_id: id, ...times });
  for (const [position, id] of [winner, loser].entries()) {
    insert('pack_person', { pack_id: 2, position, person_id: id, access: id === loser ? 'edit' : 'view' });
  }
  insert('achievement_award', { person_id: loser, code: 'both', at: 4 });
  insert('achievement_award', { person_id: winner, code: 'both', at: 8 });
  insert('lifetime_count', { person_id: winner, name: 'planned', value: 2 });
  insert('lifetime_count', { person_id: loser, name: 'planned', value: 4 });
  settleSong();
  const before = everything();
  const { operation } = merge();
  const rows = (sql: string) => db.prepare(sql).raw().all();
  expect(rows('SELECT person_id, role, share, can_edit FROM song_person ORDER BY position')).toEqual([
    [winner, 'Voice', 6000, 1],
    [winner, 'Words', null, 0],
  ]);
  expect(rows('SELECT name, owner_id FROM pack ORDER BY id')).toEqual([
    ['Demos (2)', winner],
    ['Demos', winner],
  ]);
  expect(rows('SELECT person_id, access FROM pack_person')).toEqual([[winner, 'edit']]);
  expect(rows(`SELECT at FROM achievement_award WHERE person_id = ${winner}`)).toEqual([[8]]);
  expect(rows(`SELECT value FROM lifetime_count WHERE person_id = ${winner}`)).toEqual([[6]]);
  history.undo(operation as OperationId);
  expect(everything()).toEqual(before);
});

test('of two timers that run the loser’s ends, at what it cost', () => {
  const running = { time_zone: 'UTC', ...times };
  prepare(db, 'UPDATE person SET rate_minor = 4200 WHERE id = ?').run(loser);
  insert('time_entry', { id: 1, person_id: loser, start_at: now - 5000, ...running });
  insert('time_entry', { id: 2, person_id: winner, start_at: now - 9000, ...running });
  const before = everything();
  const { operation } = merge();
  const entries = db
    .prepare('SELECT person_id, end_at, rate_minor, rate_source FROM time_entry ORDER BY id')
    .raw()
    .all();
  expect(entries).toEqual([
    [winner, now, 4200, 'person'],
    [winner, null, null, ''],
  ]);
  history.undo(operation as OperationId);
  expect(everything()).toEqual(before);
});

test.each([
  ['approved', 'approved', 'approved'],
  ['submitted', 'submitted', 'submitted'],
  ['approved', 'draft', 'draft'],
  ['draft', 'approved', 'draft'],
])('a week that is %s and one that is %s are one that is %s', (ofLoser, ofWinner, state) => {
  insert('timesheet', { person_id: loser, week: '2026-11-16', state: ofLoser });
  insert('timesheet', { person_id: winner, week: '2026-11-16', state: ofWinner });
  insert('timesheet', { person_id: loser, week: '2026-11-23', state: ofLoser });
  const before = everything();
  const { operation } = merge();
  expect(db.prepare('SELECT person_id, week, state FROM timesheet ORDER BY week').raw().all()).toEqual([
    [winner, '2026-11-16', state],
    [winner, '2026-11-23', ofLoser],
  ]);
  history.undo(operation as OperationId);
  expect(everything()).toEqual(before);
});
