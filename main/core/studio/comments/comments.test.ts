import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { SongId, SongVersionId } from '#shared/contract/studio-ids.ts';

const folder = tempFolder();
let opened: TestCore;
let song: SongId;
let owner: PersonId;
let mate: PersonId;

beforeEach(async () => {
  opened = await openTestCore(join(folder.path, 'home'), { runAnalysis: false });
  const { id } = await opened.call('songs.create', { title: 'Low Bridge', status: 'planned' });
  song = id;
  owner = (await opened.call('people.list', {}))[0]?.id as PersonId;
  const made = { name: 'Kofi', memberRole: 'employee' as const, memberState: 'active' as const };
  mate = (await opened.call('people.make', made)).id;
});
afterEach(async () => {
  await opened.core.close();
  folder.remove();
});

const list = () => opened.call('comments.list', { songId: song });
const be = (id: PersonId) => opened.call('workspace.switchProfile', { personId: id });

test('comments answer each other, are edited, resolved and taken away, and all of it back', async () => {
  const { id } = await opened.call('comments.add', { songId: song, text: ' Too loud? ' });
  const reply = await opened.call('comments.reply', { id, text: 'A bit' });
  await opened.call('comments.reply', { id: reply.id, text: 'Two decibels' });
  await opened.call('comments.edit', { id, text: 'Too loud!' });
  await opened.call('comments.resolve', { ids: [id], isResolved: true });
  expect(await list()).toMatchObject([
    {
      ...{ text: 'Too loud!', isEdited: true, isResolved: true, versionId: null, atMs: null, canEdit: true },
      replies: [{ text: 'A bit' }, { text: 'Two decibels' }],
    },
  ]);
  await opened.call('comments.remove', { id });
  expect(await list()).toEqual([]);
  for (let step = 0; step < 3; step += 1) await opened.call('history.undo', {});
  expect(await list()).toMatchObject([{ text: 'Too loud?', isEdited: false, isResolved: false, replies: [{}, {}] }]);
});

test('a song that is taken away comes back with what was said about it', async () => {
  const { id } = await opened.call('comments.add', { songId: song, text: 'Too loud?' });
  await opened.call('comments.reply', { id, text: 'A bit' });
  await opened.call('songs.remove', { ids: [song] });
  await opened.call('history.undo', {});
  expect(await list()).toMatchObject([{ text: 'Too loud?', replies: [{ text: 'A bit' }] }]);
});

test('a place in the sound belongs to a version of that song', async () => {
  const add = (values: object) => opened.call('comments.add', { songId: song, text: 'x', ...values });
  expect(await errorCode(add({ atMs: 5 }))).toBe('INVALID_INPUT');
  expect(await errorCode(add({ versionId: 9 as SongVersionId, atMs: 5 }))).toBe('NOT_FOUND');
  expect(await errorCode(add({ text: '  ' }))).toBe('INVALID_INPUT');
  expect(await errorCode(opened.call('comments.list', { songId: 99 as SongId }))).toBe('NOT_FOUND');
});

test('whose song it is, and who talks, is told; nobody of what they said, and nobody changes what others said', async () => {
  await be(mate);
  const { id } = await opened.call('comments.add', { songId: song, text: 'Nice bridge' });
  await be(owner);
  const unread = async () =>
    (await opened.call('notifications.list', { count: 50 })).map(({ kind, facts }) => [kind, facts.text]);
  expect(await unread()).toContainEqual(['commentAdded', 'Nice bridge']);
  await opened.call('comments.reply', { id, text: 'Thanks' });
  expect(await unread()).not.toContainEqual(['commentAdded', 'Thanks']);
  const [comment] = await list();
  await be(mate);
  expect(await unread()).toContainEqual(['commentAdded', 'Thanks']);
  const answer = comment?.replies[0]?.id;
  if (!answer) throw new Error('The answer is there');
  expect((await list())[0]).toMatchObject({ canEdit: true, replies: [{ canEdit: false }] });
  expect(await errorCode(opened.call('comments.remove', { id: answer }))).toBe('FORBIDDEN');
  expect(await errorCode(opened.call('comments.edit', { id: answer, text: 'x' }))).toBe('FORBIDDEN');
});
