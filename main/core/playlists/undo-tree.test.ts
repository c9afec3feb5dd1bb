import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { PlaylistId, PlaylistKind } from '#shared/contract/playlists.ts';

let folder: ReturnType<typeof tempFolder>;
let lab: TestCore;

beforeEach(async () => {
  folder = tempFolder();
  openLibrary(folder.path).close();
  lab = await openTestCore(folder.path, { runAnalysis: false });
});
afterEach(async () => {
  await lab.core.close();
  folder.remove();
  expect(lab.logged).toEqual([]);
});

async function make(kind: PlaylistKind, name: string, parentId: PlaylistId | null = null, text = '') {
  const rules = kind === 'smart' ? { text, limit: null, pick: 'first' as const, seed: 0 } : null;
  return lab.call('playlists.create', { kind, name, parentId, rules });
}

async function move(id: PlaylistId, parentId: PlaylistId | null): Promise<OperationId> {
  return (await lab.call('playlists.place', { ids: [id], parentId, index: 0 })).operation!;
}

const undo = (id: OperationId | null) => errorCode(lab.call('history.undo', { id: id! }));

async function tree(): Promise<string[]> {
  const all = await lab.call('playlists.list');
  const below = (parentId: PlaylistId | null, indent: string): string[] =>
    all
      .filter((each) => each.parentId === parentId)
      .flatMap(({ id, name }) => [`${indent}${name}`, ...below(id, `${indent}  `)]);
  return below(null, '');
}

test('a move that would close a ring by now is not taken back', async () => {
  const outer = (await make('folder', 'Outer')).id;
  const inner = (await make('folder', 'Inner', outer)).id;
  const out = await move(inner, null);
  await move(outer, inner);
  expect(await undo(out)).toBe('UNDO_BLOCKED');
  expect(await tree()).toEqual(['Inner', '  Outer']);
});

test('nothing comes back into a folder that is gone, and no folder goes from around what is in it', async () => {
  const made = await make('folder', 'Sets');
  const friday = (await make('list', 'Friday', made.id)).id;
  expect(await undo(made.operation)).toBe('UNDO_BLOCKED');
  const radio = (await make('list', 'Radio', made.id)).id;
  const { operation: removal } = await lab.call('playlists.remove', { ids: [friday] });
  const out = await move(radio, null);
  await lab.call('playlists.remove', { ids: [made.id] });
  expect([await undo(removal), await undo(out)]).toEqual(['UNDO_BLOCKED', 'UNDO_BLOCKED']);
  expect(await tree()).toEqual(['Radio']);
  await lab.call('history.undo', {});
  expect(await undo(removal)).toBe('no error');
  expect(await tree()).toEqual(['Radio', 'Sets', '  Friday']);
});

test('rules that hold themselves hold up no other playlist', async () => {
  const one = (await make('smart', 'One', null, 'playlist:two')).id;
  const rules = { text: '', limit: null, pick: 'first' as const, seed: 0 };
  const { operation } = await lab.call('playlists.setRules', { id: one, rules });
  await make('smart', 'Two', null, 'playlist:one');
  // The rules are what they were; what they name is another one.
  await lab.call('history.undo', { id: operation! });
  expect(await errorCode(lab.call('playlists.openSmart', { slot: 'test', id: one }))).toBe('PLAYLIST_CYCLE');
  const friday = (await make('list', 'Friday')).id;
  expect(await errorCode(make('smart', 'Self', null, 'playlist:self'))).toBe('PLAYLIST_CYCLE');
  await lab.call('playlists.rename', { id: friday, name: 'Saturday' });
  await lab.call('playlists.setRules', { id: one, rules });
  await lab.call('playlists.openSmart', { slot: 'test', id: one });
});
