import { appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allRecords } from '#core/all-records.ts';
import { fieldSetters } from '#core/field-setters.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';

let folder: { path: string; remove(): void };
let old: TestCore;
let fresh: TestCore;

beforeEach(async () => {
  folder = tempFolder('ledgerline-records-', true);
  for (const name of ['old', 'fresh']) mkdirSync(join(folder.path, name));
  old = await openTestCore(join(folder.path, 'old'), { runAnalysis: false });
  fresh = await openTestCore(join(folder.path, 'fresh'), { runAnalysis: false });
});

afterEach(async () => {
  expect([old.logged, fresh.logged]).toEqual([[], []]);
  await old.core.close();
  await fresh.core.close();
  folder.remove();
});

test('every kind of record that has a setter is exported, but for what is another installation’s', () => {
  const others = [
    'playlist',
    'tracklist',
    'heritage',
    'exchange',
    'statement',
    'statementItem',
    'statementStore',
    'statementMapping',
  ];
  const kinds = Object.keys(fieldSetters.items).filter((kind) => !others.includes(kind));
  expect(allRecords.map(({ name }) => name).sort(), 'Name it in main/core/all-records.ts').toEqual(kinds.sort());
});

async function exportOf({ call }: TestCore, home: string): Promise<string> {
  await call('backups.export');
  const [name] = readdirSync(join(folder.path, home, 'exports'));
  return join(folder.path, home, 'exports', name!);
}

test('people, songs, packs and hours come back into a new library, once, and can be undone', async () => {
  const { call } = old;
  const me = (await call('workspace.profiles')).active!;
  await call('people.edit', { ids: [me.id], change: { name: 'Mara Ellery', email: 'mara@example.org' } });
  await call('workspace.edit', { name: 'Lantern Row', currency: 'USD', lockedBefore: '2026-06-01' });
  const department = await call('teams.makeDepartment', { name: 'Studio', headId: me.id });
  // A removed person before them makes the numbers differ.
  await call('people.remove', { ids: [(await call('people.make', { name: 'Gone' })).id] });
  const ines = await call('people.make', { name: 'Ines', memberRole: 'employee', departmentId: department.id });
  await call('teams.makeTeam', { name: 'Tour', leadId: ines.id });
  const pack = await call('packs.create', { name: 'Harbour' });
  const song = await call('songs.create', { title: 'Copper Thread', packId: pack.id });
  const voice = { personId: ines.id, role: 'Voice', canEdit: true, share: 5000 };
  await call('songs.addPerson', { ids: [song.id], person: voice });
  // A week that was handed in stays locked.
  const project = await call('projects.make', { name: 'Album', clientId: ines.id, packId: pack.id });
  const [startAt, endAt] = [Date.UTC(2026, 10, 16, 9), Date.UTC(2026, 10, 16, 11)];
  await call('time.addEntry', { personId: ines.id, projectId: project.id, songId: song.id, times: { startAt, endAt } });
  await call('timesheets.submit', { personId: ines.id, day: '2026-11-16' });
  const spent = { date: '2026-11-16', category: 'travel', amountMinor: 1250, currency: 'USD', projectId: project.id };
  await call('expenses.make', { ...spent, personId: ines.id });
  await call('ideas.create', { title: 'A choir', text: '' });
  await call('comments.add', { songId: song.id, text: 'Louder' });
  const path = await exportOf(old, 'old');

  const before = await fresh.call('people.all');
  const { operation } = await fresh.call('backups.readExport', { path });
  const people = await fresh.call('people.list', {});
  expect(people.map(({ name, memberRole }) => [name, memberRole])).toEqual([
    ['Ines', 'employee'],
    ['Mara Ellery', 'owner'],
  ]);
  const { name, currency, lockedBefore } = await fresh.call('workspace.get');
  expect([name, currency, lockedBefore]).toEqual(['Lantern Row', 'USD', '2026-06-01']);
  const [studio] = (await fresh.call('teams.list')).departments;
  expect([studio?.name, studio?.totalCount, studio?.headId]).toEqual(['Studio', 1, before[0]?.id]);
  const [harbour] = await fresh.call('packs.list');
  expect([harbour?.name, harbour?.counts]).toEqual(['Harbour', expect.objectContaining({ planned: 1 })]);
  const credits = (await fresh.call('people.credits', { id: people[0]!.id })).credits;
  expect(credits.map(({ title, as }) => [title, as])).toEqual([['Copper Thread', ['Voice']]]);
  const worked = await fresh.call('people.time', { id: people[0]!.id });
  expect(worked.songs.map(({ title, ms }) => [title, ms])).toEqual([['Copper Thread', endAt - startAt]]);
  const [album] = await fresh.call('projects.list', {});
  expect([album?.name, album?.clientId, album?.packId]).toEqual(['Album', people[0]?.id, harbour?.id]);
  const [travel] = (await fresh.call('expenses.list', {})).expenses;
  expect([travel?.amountMinor, travel?.personId, travel?.projectId]).toEqual([1250, people[0]?.id, album?.id]);
  const [tour] = (await fresh.call('teams.list')).teams;
  expect(tour?.leadId).toBe(people[0]?.id);

  // Read again, nothing comes twice.
  expect((await fresh.call('backups.readExport', { path })).operation).toBe(null);
  await fresh.call('history.undo', { id: operation! });
  expect(await fresh.call('people.all')).toEqual(before);
  expect((await fresh.call('teams.list')).departments).toEqual([]);
});

test('releases come back with their recordings and works, once, also from an export older than those', async () => {
  const { id } = await old.call('releases.make', { title: 'Harbour', artist: 'Ines' });
  const credits = [{ personId: (await old.call('people.make', { name: 'Ines' })).id, role: 'voice', share: 5000 }];
  const quay = await old.call('catalogue.makeRecording', {
    title: 'Quay',
    isrc: 'DEA123456789',
    credits,
    iswc: 'T0345246801',
  });
  await old.call('releases.setTracks', { id, tracks: [{ recordingId: quay.id }, { recordingId: quay.id, disc: 2 }] });
  await old.call('releases.edit', { id, patch: { upc: '4006381333931', catalogueNumber: 'LR-1' } });
  await old.call('codes.saveSeries', { kind: 'isrc', prefix: 'ZZLR1' });
  const path = await exportOf(old, 'old');
  const song = {
    songId: null,
    trackId: 4,
    versionTitle: '',
    artist: 'Ines',
    iswc: '',
    language: 'en',
    durationMs: 9,
    credits: [],
  };
  const tracks = [
    { ...song, disc: 1, title: 'Lamp', isrc: 'DEA123456780', isExplicit: true },
    { ...song, disc: 2, title: 'Lamp', isrc: 'DEA123456780', isExplicit: false },
  ];
  const facts = { kind: 'ep', state: 'draft', upc: '4006381333931', catalogueNumber: '', createdAt: 5 };
  const older = {
    type: 'record',
    kind: 'release',
    id: 77,
    state: { title: 'Lamps', artist: 'Ines', ...facts, tracks },
  };
  appendFileSync(path, `${JSON.stringify(older)}\n`);
  const { operation } = await fresh.call('backups.readExport', { path });
  const releases = await fresh.call('releases.list');
  // The code is one release's; the older one was there second.
  expect(releases.map(({ title, upc, catalogueNumber }) => [title, upc, catalogueNumber])).toEqual([
    ['Harbour', '4006381333931', 'LR-1'],
    ['Lamps', '', ''],
  ]);
  const [harbour, lamps] = await Promise.all(releases.map((release) => fresh.call('releases.get', { id: release.id })));
  expect(harbour?.tracks).toMatchObject([
    { title: 'Quay', isrc: 'DEA123456789', iswc: 'T0345246801', disc: 1, credits: [{ role: 'voice', share: 5000 }] },
    { title: 'Quay', recordingId: harbour?.tracks[0]?.recordingId, disc: 2 },
  ]);
  expect(lamps?.tracks).toMatchObject([
    { title: 'Lamp', isrc: 'DEA123456780', explicit: 'explicit', language: 'en', disc: 1 },
    { title: 'Lamp', isrc: '', explicit: 'unset', disc: 2 },
  ]);
  expect((await fresh.call('codes.list')).map(({ prefix }) => prefix)).toEqual(['ZZLR1']);
  expect((await fresh.call('backups.readExport', { path })).operation).toBe(null);
  await fresh.call('history.undo', { id: operation! });
  expect([await fresh.call('releases.list'), (await fresh.call('catalogue.list', {})).total]).toEqual([[], 0]);
});
