import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Playlist, PlaylistId } from '#shared/contract/playlists.ts';
import { childrenOf, dropPlace, foldersAround, type Place, stepFrom, treeRows } from './playlist-nodes.ts';

const node = (id: number, parentId: number | null, kind: Playlist['kind'] = 'list'): Playlist => ({
  id: id as PlaylistId,
  parentId: parentId as PlaylistId | null,
  position: id,
  kind,
  name: `P${id}`,
  note: '',
  rules: null,
  plan: null,
  source: null,
  layout: null,
  count: 0,
  durationMs: 0,
  createdAt: 0,
  changedAt: 0,
});

/** Sets (1) holds Old (2, holding 3) and 4; beside it 5. */
const some = [node(1, null, 'folder'), node(2, 1, 'folder'), node(3, 2), node(4, 1), node(5, null)];
const lines = (open: number[]) =>
  treeRows(childrenOf(some), new Set(open)).map(({ playlist, level }) => `${' '.repeat(level - 1)}${playlist.id}`);

test('the tree shows what is unfolded', () => {
  expect(lines([])).toEqual(['1', '5']);
  expect(lines([1, 2])).toEqual(['1', ' 2', '  3', ' 4', '5']);
  expect(foldersAround(some, 3 as PlaylistId)).toEqual([2, 1]);
});

test('steps go up, down, into the folder before and out of the own one', () => {
  const step = (id: number, how: 'up' | 'down' | 'into' | 'out') => stepFrom(some, id as PlaylistId, how);
  expect(step(5, 'up')).toEqual({ parentId: null, index: 0 });
  expect(step(5, 'down')).toBeNull();
  expect(step(5, 'into')).toEqual({ parentId: 1, index: 2 });
  expect(step(4, 'into')).toEqual({ parentId: 2, index: 1 });
  expect(step(4, 'out')).toEqual({ parentId: null, index: 1 });
  expect(step(1, 'into')).toBeNull();
});

test('what is dropped stands where the line was, and never in itself', () => {
  const id = fc.constantFrom(1, 2, 3, 4, 5);
  fc.assert(
    fc.property(id, id, fc.constantFrom('before' as const, 'after' as const), (moving, target, how) => {
      const onto = some.find((each) => each.id === target) as Playlist;
      const place = dropPlace(some, moving as PlaylistId, onto, how);
      const isBelow = moving === target || foldersAround(some, target as PlaylistId).includes(moving as PlaylistId);
      if (isBelow) {
        expect(place).toBeNull();
        return;
      }
      const { parentId, index } = place as Place;
      const siblings = (childrenOf(some).get(parentId) ?? []).map((each) => each.id).filter((each) => each !== moving);
      siblings.splice(index, 0, moving as PlaylistId);
      const at = siblings.indexOf(target as PlaylistId);
      expect(siblings[how === 'before' ? at - 1 : at + 1]).toBe(moving);
    }),
  );
});
