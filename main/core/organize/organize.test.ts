import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OrganizeLab, type Song, songFile } from '#core/testing/organize-lab.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { Proposal } from '#shared/contract/organize.ts';

let lab: OrganizeLab;

beforeEach(() => {
  lab = new OrganizeLab();
});

afterEach(async () => {
  expect(lab.core.logged).toEqual([]);
  await lab.close();
});

const song = (artist: string, title: string, more: Song = {}): Song => ({ artist, title, genre: 'Techno', ...more });
const shown = ({ from, to, conflict }: Proposal) => `${from} > ${to}${conflict ? ` (${conflict})` : ''}`;
const genrePattern = '%genre%/%artist% - %title%[ %[%label%%]]';

async function ids(...paths: string[]): Promise<never[]> {
  const rows = await lab.list();
  return paths.map((path) => rows.find(({ from }) => from === path)?.id as never);
}

const update = (chosen: never[], change: object) =>
  lab.core.call('organize.update', { chosen: { type: 'ids', ids: chosen }, change: change as never });

test('badly named files go where the pattern says, with what belongs to them, and undo brings back every byte', async () => {
  lab.add({
    'Inbox/sable_ohm-glass_harbour.mp3': song('Sable Ohm', 'Glass Harbour', { label: 'Ninth Canal' }),
    'Inbox/sable_ohm-glass_harbour.cue': 'FILE "x" MP3',
    'Inbox/cover.jpg': 'a picture',
    'Unsorted/deep/01.mp3': song('Port Meridian', 'Signal & Shore'),
    'Techno/Ada Quill - Paper Lanterns.mp3': song('Ada Quill', 'Paper Lanterns'),
  });
  await lab.open();
  const before = lab.tree();
  await lab.setPattern(genrePattern);
  expect((await lab.propose()).map(shown)).toEqual([
    'Inbox/sable_ohm-glass_harbour.mp3 > Techno/Sable Ohm - Glass Harbour [Ninth Canal].mp3',
    'Unsorted/deep/01.mp3 > Techno/Port Meridian - Signal & Shore.mp3',
  ]);
  expect(await lab.core.call('organize.summary', undefined)).toMatchObject({
    total: 2,
    ready: 2,
    approved: 2,
    folderCount: 1,
  });
  const dry = await lab.core.call('organize.apply', { isDryRun: true });
  expect(dry).toMatchObject({ operation: null, moveCount: 2, folderCount: 1, sidecarCount: 2, refusedCount: 0 });
  expect(lab.tree()).toEqual(before);

  const operation = await lab.apply();
  expect(operation).toMatchObject({ kind: 'organize', state: 'done', trackCount: 2, files: { failed: 0 } });
  expect(Object.keys(lab.tree())).toEqual([
    'Techno/',
    'Techno/Ada Quill - Paper Lanterns.mp3',
    'Techno/Port Meridian - Signal & Shore.mp3',
    'Techno/Sable Ohm - Glass Harbour [Ninth Canal].cue',
    'Techno/Sable Ohm - Glass Harbour [Ninth Canal].mp3',
    'Techno/cover.jpg',
  ]);
  expect(await lab.list()).toEqual([]);
  expect((await lab.propose()).map(shown)).toEqual([]);

  await lab.undo();
  expect(lab.tree()).toEqual(before);
  expect((await lab.propose()).length).toBe(2);
});

test('swaps, chains and names that differ by case alone, there and back', async () => {
  lab.add({
    'a.mp3': song('', 'b'),
    'b.mp3': song('', 'a'),
    '1.mp3': song('', '2'),
    '2.mp3': song('', '3'),
    '3.mp3': song('', '4'),
    'every window.mp3': song('', 'Every Window'),
    'Cafe\u0301.mp3': song('', 'Caf\u00e9'),
  });
  await lab.open();
  const before = lab.tree();
  await lab.setPattern('%title%');
  const rows = await lab.propose();
  expect(rows.filter(({ conflict }) => conflict).map(({ conflict }) => conflict)).toEqual(['unicodeOnly', 'caseOnly']);
  for (const kind of ['caseOnly', 'unicodeOnly'] as const) {
    await lab.core.call('organize.update', {
      chosen: { type: 'kind', kind },
      change: { type: 'strategy', strategy: 'number' },
    });
  }
  await lab.apply();
  const after = lab.tree();
  expect(Object.keys(after)).toEqual([
    '2.mp3',
    '3.mp3',
    '4.mp3',
    'Caf\u00e9.mp3',
    'Every Window.mp3',
    'a.mp3',
    'b.mp3',
  ]);
  expect([after['a.mp3'], after['b.mp3'], after['4.mp3'], after['2.mp3']]).toEqual([
    before['b.mp3'],
    before['a.mp3'],
    before['3.mp3'],
    before['1.mp3'],
  ]);
  await lab.undo();
  expect(lab.tree()).toEqual(before);
});

test('conflicts wait for a word: numbered, left, or with what is there in the trash', async () => {
  lab.add({
    'in/1.mp3': song('Osei Calder', 'Night Ledger'),
    'in/2.mp3': song('Osei Calder', 'Night Ledger'),
    'in/3.mp3': song('Ada Quill', 'Paper Lanterns'),
    'in/4.mp3': song('', 'Harbour Wall'),
    'Techno/Ada Quill - Paper Lanterns.mp3': song('Ada Quill', 'Paper Lanterns'),
  });
  await lab.open();
  const before = lab.tree();
  await lab.setPattern(genrePattern);
  const rows = await lab.propose();
  expect(rows.map(shown)).toEqual([
    'in/1.mp3 > Techno/Osei Calder - Night Ledger.mp3 (sameTarget)',
    'in/2.mp3 > Techno/Osei Calder - Night Ledger.mp3 (sameTarget)',
    'in/3.mp3 > Techno/Ada Quill - Paper Lanterns.mp3 (existsOther)',
    'in/4.mp3 > null (fieldEmpty)',
  ]);
  expect(rows.map(({ isApproved, cluster, confidence }) => [isApproved, cluster, confidence])).toEqual([
    [false, 1, 0],
    [false, 1, 0],
    [false, 0, 0],
    [false, 0, 0],
  ]);
  expect(rows[3]?.missing).toEqual(['artist']);
  expect(rows[2]?.other).toBe('Music/Techno/Ada Quill - Paper Lanterns.mp3');
  expect(await errorCode(lab.core.call('organize.apply', { isDryRun: false }))).toBe('INVALID_INPUT');

  await update(await ids('in/1.mp3', 'in/2.mp3'), { type: 'strategy', strategy: 'number' });
  await update(await ids('in/3.mp3'), { type: 'strategy', strategy: 'replace' });
  expect((await lab.list()).map(({ to, isApproved }) => [to, isApproved])).toEqual([
    ['Techno/Osei Calder - Night Ledger.mp3', true],
    ['Techno/Osei Calder - Night Ledger (2).mp3', true],
    ['Techno/Ada Quill - Paper Lanterns.mp3', true],
    [null, false],
  ]);
  expect(await lab.core.call('organize.summary', undefined)).toMatchObject({
    approved: 3,
    approvedConflicts: 3,
    trashCount: 1,
  });
  await lab.apply();
  const after = lab.tree();
  expect(lab.paths()).toEqual([
    'Techno/Ada Quill - Paper Lanterns.mp3',
    'Techno/Osei Calder - Night Ledger (2).mp3',
    'Techno/Osei Calder - Night Ledger.mp3',
    'in/4.mp3',
  ]);
  expect(after['Techno/Ada Quill - Paper Lanterns.mp3']).toBe(before['in/3.mp3']);
  await lab.undo();
  expect(lab.tree()).toEqual(before);
});

test('what is unticked stays, and a path typed by hand is checked', async () => {
  lab.add({ '1.mp3': song('A', 'One'), '2.mp3': song('B', 'Two'), '3.mp3': song('C', 'Three') });
  await lab.open();
  await lab.setPattern('%artist% - %title%');
  await lab.propose();
  await update(await ids('1.mp3'), { type: 'approve', isApproved: false });
  const edit = async (path: string) => {
    await update(await ids('2.mp3'), { type: 'path', path });
    return (await lab.list())
      .filter(({ from }) => from === '2.mp3')
      .map(({ to, conflict, isEdited }) => [to, conflict, isEdited])[0];
  };
  expect(await edit('../outside.mp3')).toEqual([null, 'outside', true]);
  expect(await edit('C:\\Windows\\x.mp3')).toEqual([null, 'outside', true]);
  expect(await edit('/etc/x.mp3')).toEqual([null, 'outside', true]);
  expect(await edit('nul/x.mp3')).toEqual(['nul/x.mp3', 'reserved', true]);
  expect(await edit('a?.mp3')).toEqual(['a?.mp3', 'forbidden', true]);
  expect(await edit(`${'x'.repeat(300)}.mp3`)).toEqual([`${'x'.repeat(300)}.mp3`, 'tooLong', true]);
  expect(await edit('C - Three.mp3')).toEqual(['C - Three.mp3', 'sameTarget', true]);
  expect(await edit('Mine/Two')).toEqual(['Mine/Two.mp3', null, true]);
  expect(await errorCode(update([999_999 as never], { type: 'approve', isApproved: true }))).toBe('NOT_FOUND');
  await lab.apply();
  expect(lab.paths()).toEqual(['1.mp3', 'C - Three.mp3', 'Mine/Two.mp3']);
  expect((await lab.list()).map(({ from, isApproved, isDecided }) => [from, isApproved, isDecided])).toEqual([
    ['1.mp3', false, true],
  ]);
});

test('another look keeps what was said to the same proposals', async () => {
  lab.add({
    '1.mp3': song('A', 'One'),
    '2.mp3': song('B', 'Two'),
    '3.mp3': song('C', 'Three'),
    '4.mp3': song('C', 'Three'),
  });
  await lab.open();
  await lab.setPattern('%artist% - %title%');
  await lab.propose();
  await update(await ids('1.mp3'), { type: 'approve', isApproved: false });
  await update(await ids('2.mp3'), { type: 'path', path: 'Mine/Two' });
  await update(await ids('3.mp3'), { type: 'strategy', strategy: 'number' });
  const before = (await lab.list()).map(({ from, to, isApproved }) => [from, to, isApproved]);
  expect((await lab.propose()).map(({ from, to, isApproved }) => [from, to, isApproved])).toEqual(before);
  await lab.setPattern('%title%');
  expect((await lab.propose()).map(({ from, to, isApproved }) => [from, to, isApproved])).toEqual([
    ['3.mp3', 'Three.mp3', false],
    ['4.mp3', 'Three.mp3', false],
    ['1.mp3', 'One.mp3', true],
    ['2.mp3', 'Mine/Two.mp3', true],
  ]);
});

test('a file that changed since is told so and not touched', async () => {
  lab.add({ '1.mp3': song('A', 'One'), '2.mp3': song('B', 'Two'), '3.mp3': song('C', 'Three') });
  await lab.open();
  await lab.setPattern('%artist% - %title%');
  await lab.propose();
  utimesSync(join(lab.music, '1.mp3'), 1_700_000_000, 1_700_000_000);
  renameSync(join(lab.music, '2.mp3'), join(lab.music, 'away.txt'));
  const dry = await lab.core.call('organize.apply', { isDryRun: true });
  expect(dry.refused.map(({ path, code }) => [path, code])).toEqual([
    ['1.mp3', 'FILE_CHANGED'],
    ['2.mp3', 'FILE_NOT_FOUND'],
  ]);
  await lab.apply();
  expect(lab.paths()).toEqual(['1.mp3', 'C - Three.mp3', 'away.txt']);
  await lab.core.call('folders.scan', {});
  await lab.core.core.waitForIdle();
  const [row] = await lab.list();
  expect(row).toMatchObject({ from: '1.mp3', conflict: 'changed', isApproved: false });
  expect(row?.changedAt).toBeCloseTo(1_700_000_000_000, -3);
  await update([row?.id as never], { type: 'lookAgain' });
  await lab.core.core.waitForIdle();
  expect((await lab.list()).map(shown)).toEqual(['1.mp3 > A - One.mp3']);
});

test('nothing is renamed onto a file that came after the look', async () => {
  lab.add({ '1.mp3': song('A', 'One') });
  await lab.open();
  await lab.setPattern('%artist% - %title%');
  await lab.propose();
  writeFileSync(join(lab.music, 'A - One.mp3'), 'somebody else');
  expect(await lab.core.call('organize.apply', { isDryRun: true })).toMatchObject({ moveCount: 0 });
  expect(await errorCode(lab.core.call('organize.apply', { isDryRun: false }))).toBe('INVALID_INPUT');
  expect(lab.paths()).toEqual(['1.mp3', 'A - One.mp3']);
});

test('what only the file name knows is marked, and the list is filtered by folder, confidence and search', async () => {
  lab.add({
    'Vinyl/A2_castellane-bright_cartridge.mp3': {},
    'in/x.mp3': song('Ada', 'One — Two'),
    'in/y.mp3': song('Ben', 'Three'),
  });
  await lab.open();
  await lab.setPattern('%artist% - %title%');
  expect((await lab.propose()).map(({ to, warnings, group }) => [to, warnings, group])).toEqual([
    ['Vinyl/castellane - bright cartridge.mp3', ['fromFileName'], 'warnings'],
    ['in/Ada - One - Two.mp3', ['punctuation'], 'warnings'],
    ['in/Ben - Three.mp3', [], 'ready'],
  ]);
  const found = async (text: string, filter?: 'warnings') =>
    (await lab.list(text, filter)).map(({ from }) => from.split('/')[1]);
  expect(await found('folder:vinyl')).toEqual(['A2_castellane-bright_cartridge.mp3']);
  expect(await found('confidence:<90')).toEqual(['A2_castellane-bright_cartridge.mp3', 'x.mp3']);
  expect(await found('artist:ben')).toEqual(['y.mp3']);
  expect(await found('folder:in', 'warnings')).toEqual(['x.mp3']);
  const counted = await lab.core.call('organize.list', { filter: 'all', text: 'folder:in', start: 0, count: 1 });
  expect(counted).toMatchObject({ total: 2, conflicts: 0, warnings: 1, ready: 1 });
  const { count } = await lab.core.call('organize.update', {
    chosen: { type: 'list', filter: 'warnings', text: '' },
    change: { type: 'approve', isApproved: false },
  });
  expect(count).toBe(2);
  expect(await lab.core.call('organize.summary', undefined)).toMatchObject({ approved: 1 });
});

test('a guess from the file name becomes an edit of the tags once the user ticks it, and undo takes both back', async () => {
  lab.add({ 'A1_ada_quill-paper_lanterns.mp3': {}, 'B1_castellane-bright.mp3': {} });
  await lab.open();
  await lab.setPattern('%artist% - %title%');
  await lab.propose();
  const [ada] = await ids('A1_ada_quill-paper_lanterns.mp3');
  await update([ada as never], { type: 'approve', isApproved: true });
  await lab.apply();
  expect(lab.paths()).toEqual(['ada quill - paper lanterns.mp3', 'castellane - bright.mp3']);
  const tagged = async () => {
    const { view } = await lab.core.call('tracks.openView', {
      slot: 'x',
      text: '',
      sort: [{ field: 'path', direction: 'ascending' }],
    });
    return (await lab.core.call('tracks.viewRows', { view, start: 0, count: 2 })).map(({ artist, title }) => [
      artist,
      title,
    ]);
  };
  expect(await tagged()).toEqual([
    ['ada quill', 'paper lanterns'],
    ['', ''],
  ]);
  await lab.undo();
  expect(lab.paths()).toEqual(['A1_ada_quill-paper_lanterns.mp3', 'B1_castellane-bright.mp3']);
  expect(await tagged()).toEqual([
    ['', ''],
    ['', ''],
  ]);
});

test('files go into another folder of the library when the rule says so, and disks that are away wait', async () => {
  lab.add({ 'in/a.mp3': song('A', 'One') });
  await lab.open();
  const other = join(lab.folder.path, 'Sorted');
  mkdirSync(other);
  lab.add({ 'x.mp3': song('X', 'Y') }, other);
  await lab.core.call('folders.add', { path: other });
  await lab.core.core.waitForIdle();
  const folders = await lab.core.call('folders.list', undefined);
  await lab.setPattern(genrePattern, { folderId: folders[1]?.id as never });
  await lab.propose();
  const before = [lab.tree(), lab.tree(other)];
  await lab.apply();
  expect([lab.paths(), lab.paths(other)]).toEqual([[], ['Techno/A - One.mp3', 'Techno/X - Y.mp3']]);
  await lab.undo();
  expect([lab.tree(), lab.tree(other)]).toEqual(before);

  renameSync(other, `${other} away`);
  await lab.core.call('folders.scan', {});
  await lab.core.core.waitForIdle();
  expect((await lab.propose()).map(({ conflict, other: disk }) => [conflict, disk])).toEqual([
    ['offline', 'Sorted'],
    ['offline', 'Sorted'],
  ]);
  renameSync(`${other} away`, other);
});

test('a library of 200 files that all want one name', async () => {
  mkdirSync(lab.music);
  for (let index = 0; index < 200; index++)
    writeFileSync(join(lab.music, `track ${index}.mp3`), songFile({ title: 'Same' }));
  await lab.open();
  const before = lab.tree();
  await lab.setPattern('%title%');
  await lab.propose();
  await lab.core.call('organize.update', {
    chosen: { type: 'kind', kind: 'sameTarget' },
    change: { type: 'strategy', strategy: 'number' },
  });
  await lab.apply();
  const paths = lab.paths();
  expect(paths).toHaveLength(200);
  expect(paths).toEqual(expect.arrayContaining(['Same.mp3', 'Same (2).mp3', 'Same (11).mp3', 'Same (200).mp3']));
  await lab.undo();
  expect(lab.tree()).toEqual(before);
}, 60_000);
