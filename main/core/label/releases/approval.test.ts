import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { type Db, prepare } from '#core/db/query.ts';
import { errorCode } from '#core/testing/test-core.ts';
import { ada, kit, openTimeLab, type TimeLab } from '#core/testing/time-lab.ts';
import { createCall } from '#shared/client.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { RecordingId, ReleaseId } from '#shared/contract/studio-ids.ts';
import { needsApproval, requireApproved } from './approval.ts';

const mara = 4 as PersonId;
let lab: TimeLab;
let db: Db;

afterEach(async () => {
  expect(lab.logged).toEqual([]);
  db.close();
  await lab.close();
});

/** Ada owns the workspace, Mara manages, Kit is an employee; each calls as themself. */
async function openTeam() {
  lab = await openTimeLab({
    seed(fresh) {
      prepare(
        fresh,
        `INSERT INTO person (id, name, member_role, created_at, changed_at) VALUES (4, 'Mara Lind', 'manager', 0, 0)`,
      ).run();
    },
  });
  db = new Database(join(lab.home, 'library.db'));
}

function as(personId: PersonId) {
  return createCall((method, input) => lab.core.dispatch(method, input, { personId, via: 'account' }));
}

async function draft(): Promise<{ id: ReleaseId; recordingId: RecordingId }> {
  const { id } = await as(kit)('releases.make', { title: 'Harbour Songs' });
  const { id: recordingId } = await as(kit)('catalogue.makeRecording', { title: 'Quay', iswc: 'T-034.524.680-1' });
  await as(kit)('releases.setTracks', { id, tracks: [{ recordingId }] });
  return { id, recordingId };
}

const stateOf = async (id: ReleaseId) => (await lab.call('releases.get', { id })).state;

test('a release is handed in, sent back, handed in again and approved, by whom each is meant for', async () => {
  await openTeam();
  const { id } = await draft();
  const { id: empty } = await as(kit)('releases.make', { title: 'Nothing' });
  expect(await errorCode(as(kit)('releases.submit', { id: empty }))).toBe('RELEASE_EMPTY');
  expect(await errorCode(as(mara)('releases.approve', { id }))).toBe('STATE_REFUSED');
  expect(() => requireApproved(db, id)).toThrowError(expect.objectContaining({ code: 'RELEASE_NOT_APPROVED' }));
  await as(kit)('releases.submit', { id, note: 'Ready?' });
  expect((await lab.call('releases.get', { id })).approval).toMatchObject({ isNeeded: true, submit: false });
  expect((await as(kit)('releases.get', { id })).approval).toMatchObject({ withdraw: true, decide: false });
  expect(await errorCode(as(kit)('releases.approve', { id }))).toBe('FORBIDDEN');
  expect((await as(mara)('approvals.list')).approvals).toMatchObject([
    { kind: 'release', id, title: 'Harbour Songs', tracks: 1, personName: 'Kit Okafor', note: 'Ready?' },
  ]);
  expect((await as(kit)('approvals.list')).count).toBe(0);
  await as(mara)('releases.askChanges', { id, note: 'The artwork' });
  expect(await stateOf(id)).toBe('changesAsked');
  await as(kit)('releases.submit', { id });
  await as(kit)('releases.withdraw', { id });
  const { operation: submitted } = await as(mara)('releases.submit', { id });
  expect(await errorCode(as(mara)('releases.approve', { id }))).toBe('OWN_APPROVAL');
  const { operation: approved } = await as(ada)('releases.approve', { id, note: 'Yes' });
  expect(requireApproved(db, id)).toBeUndefined();
  const { decisions } = await lab.call('releases.get', { id });
  expect(decisions.map(({ act, personId, note }) => [act, personId, note])).toEqual([
    ['submitted', kit, 'Ready?'],
    ['changesAsked', mara, 'The artwork'],
    ['submitted', kit, ''],
    ['withdrawn', kit, ''],
    ['submitted', mara, ''],
    ['approved', ada, 'Yes'],
  ]);
  const told = async (personId: PersonId) =>
    (await as(personId)('notifications.list', { count: 20 }))
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('release'));
  expect([await told(ada), await told(mara), await told(kit)]).toEqual([
    ['releaseSubmitted'],
    ['releaseApproved'],
    ['releaseChangesAsked'],
  ]);
  // Nobody takes back what others decided, nor hands in below it.
  expect(await errorCode(as(kit)('history.undo', { id: approved ?? undefined }))).toBe('FORBIDDEN');
  expect(await errorCode(as(mara)('history.undo', { id: submitted ?? undefined }))).toBe('UNDO_BLOCKED');
  await as(ada)('history.undo', { id: approved ?? undefined });
  expect(await stateOf(id)).toBe('submitted');
});

test('what was approved and changes is a draft again, however it changes, and approved again when that is taken back', async () => {
  await openTeam();
  const { id, recordingId } = await draft();
  const { operation: older } = await as(kit)('releases.edit', { id, patch: { genre: 'Techno' } });
  const { operation: named } = await as(kit)('catalogue.editRecordings', {
    ids: [recordingId],
    patch: { title: 'Quay 2' },
  });
  await as(kit)('releases.submit', { id });
  await as(mara)('releases.approve', { id });
  // Taking back an older edit would change what was approved, behind everybody's back.
  expect(await errorCode(as(kit)('history.undo', { id: older ?? undefined }))).toBe('RELEASE_APPROVED');
  expect(await errorCode(as(kit)('history.undo', { id: named ?? undefined }))).toBe('RELEASE_APPROVED');
  await lab.call('codes.saveSeries', { kind: 'isrc', prefix: 'ZZLR1' });
  const changes = [
    () => as(kit)('releases.edit', { id, patch: { label: 'Lantern Row' } }),
    () => as(kit)('releases.setTracks', { id, tracks: [{ recordingId }, { recordingId }] }),
    () => as(kit)('catalogue.editRecordings', { ids: [recordingId], patch: { explicit: 'none' } }),
    () => as(kit)('catalogue.editRecordings', { ids: [recordingId], patch: { iswc: '' } }),
    () => as(kit)('codes.assign', { releaseId: id, kinds: ['isrc'] }),
  ];
  for (const change of changes) {
    const { operation } = await change();
    expect(await stateOf(id)).toBe('draft');
    await as(kit)('history.undo', { id: operation ?? undefined });
    expect(await stateOf(id)).toBe('approved');
    await as(kit)('history.redo');
    expect(await stateOf(id)).toBe('draft');
    await as(kit)('history.undo', { id: (await lab.call('history.operations', { count: 1 }))[0]?.id });
    expect(await stateOf(id)).toBe('approved');
  }
  // Choosing stores and putting away change nothing of it; a change that is none neither.
  await as(kit)('releases.edit', { id, patch: { stores: ['spotify'] } });
  await as(kit)('releases.archive', { id, isArchived: true });
  await as(kit)('releases.edit', { id, patch: { genre: 'Techno' } });
  expect(await stateOf(id)).toBe('approved');
  // Two people who become one stay where they were named.
  const { id: ines } = await lab.call('people.make', { name: 'Ines Valloria' });
  const { id: twin } = await lab.call('people.make', { name: 'ines valloria' });
  await lab.call('catalogue.editRecordings', {
    ids: [recordingId],
    patch: { credits: [{ personId: twin, role: 'voice', share: null }] },
  });
  await lab.call('releases.submit', { id });
  await as(mara)('releases.approve', { id });
  await lab.call('people.merge', { from: twin, into: ines });
  expect(await lab.call('catalogue.getRecording', { id: recordingId })).toMatchObject({
    credits: [{ personId: ines }],
  });
  expect(await stateOf(id)).toBe('approved');
});

test('who works alone needs no approval unless they want one', async () => {
  await openTeam();
  const { id } = await draft();
  expect(needsApproval(db)).toBe(true);
  await lab.call('workspace.edit', { releaseApproval: 'never' });
  expect(requireApproved(db, id)).toBeUndefined();
  await lab.call('workspace.edit', { releaseApproval: 'auto' });
  for (const other of [kit, mara]) await lab.call('people.remove', { ids: [other] });
  expect([needsApproval(db), requireApproved(db, id)]).toEqual([false, undefined]);
  await lab.call('workspace.edit', { releaseApproval: 'always' });
  expect(() => requireApproved(db, id)).toThrow();
  // Alone, one decides about one's own.
  await as(ada)('releases.submit', { id });
  await as(ada)('releases.approve', { id });
  expect(requireApproved(db, id)).toBeUndefined();
});
