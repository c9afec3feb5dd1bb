import { beforeEach, expect, test, vi } from 'vitest';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';

const { call, toasts, can } = vi.hoisted(() => ({
  call: vi.fn(),
  toasts: [] as { text: string; tone?: string }[],
  can: { dragOut: true },
}));
vi.mock('../../api/client.ts', () => ({ call }));
vi.mock('../../api/capabilities.ts', () => ({ currentCapabilities: () => ({ canDragOut: can.dragOut }) }));
vi.mock('../../ui/index.ts', () => ({ showToast: (toast: { text: string }) => toasts.push(toast) }));

const { dragOut, dragPlaylistOut, leavesWindow } = await import('./drag-out.ts');

beforeEach(() => {
  vi.stubGlobal('window', { innerWidth: 1000, innerHeight: 600 });
  can.dragOut = true;
  toasts.length = 0;
  call.mockReset();
  call.mockResolvedValue({ count: 1, missing: 0 });
});

const ids = (count: number) => Array.from({ length: count }, (_, index) => (index + 1) as TrackId);

test('a drag goes on outside where the pointer is, or where Alt is held', () => {
  const at = (clientX: number, clientY: number, altKey = false) => leavesWindow({ clientX, clientY, altKey });
  expect([at(0, 0), at(999, 599), at(-1, 10), at(10, -1), at(1000, 10), at(10, 600), at(10, 10, true)]).toEqual([
    false,
    false,
    true,
    true,
    true,
    true,
    true,
  ]);
  can.dragOut = false;
  expect([at(-1, 10), at(10, 10, true)]).toEqual([false, false]);
});

test('the files are handed over in their order, as many as a system takes, and the rest is said', async () => {
  call.mockResolvedValue({ count: 998, missing: 2 });
  await dragOut(async () => ids(1005));
  expect(call.mock.calls).toEqual([['host.dragTracks', { ids: ids(1000) }]]);
  expect(toasts).toMatchObject([{ text: expect.stringContaining('7') }]);
});

test('a playlist is handed over as its files or as a list', async () => {
  await dragPlaylistOut(7 as PlaylistId, 'list');
  expect(call.mock.calls).toEqual([['host.dragPlaylist', { id: 7, as: 'list' }]]);
  expect(toasts).toEqual([]);
});

test('nothing is handed over where nothing is carried, and a failure is said', async () => {
  await dragOut(async () => []);
  expect(call).not.toHaveBeenCalled();
  call.mockRejectedValue(new AppError('FILE_NOT_FOUND', 'x'));
  await dragOut(async () => ids(1));
  expect(toasts).toMatchObject([{ tone: 'error' }]);
});
