import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSongLab, type SongLab } from '#core/testing/song-lab.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { NewSong } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';

/* What once went wrong with songs, steps and workflows, or might. */

let lab: SongLab;
let made = 0;

beforeAll(async () => {
  lab = await openSongLab();
});
afterAll(async () => {
  const { logged } = lab.core;
  await lab.close();
  expect(logged).toEqual([]);
});

async function make(song: Partial<NewSong> = {}): Promise<SongId> {
  made += 1;
  return (await lab.call('songs.create', { title: `Fault ${made}`, artist: 'Nia Okoro', ...song })).id;
}
const get = (id: SongId) => lab.call('songs.get', { id });
const undo = (operation: number | null) => lab.call('history.undo', { id: operation as never });
const lifetime = (name: string) =>
  lab.db.prepare('SELECT coalesce(sum(value), 0) FROM lifetime_count WHERE name = ?').pluck().get(name);

test('a song that is named twice is removed, moved and placed once', async () => {
  const id = await make();
  const before = await get(id);
  const { operation } = await lab.call('songs.remove', { ids: [id, id] });
  await undo(operation);
  expect({ ...(await get(id)), changedAt: 0 }).toEqual({ ...before, changedAt: 0 });
  const started = lifetime('total_wip_created') as number;
  expect(await lab.call('songs.move', { ids: [id, id], status: 'inProgress' })).toMatchObject({ count: 1 });
  expect(lifetime('total_wip_created')).toBe(started + 1);
  await lab.call('songs.tick', { ids: [id, id], keys: ['sketch', 'sketch'], isDone: true });
  expect((await get(id)).percent).toBe(10);
});

test('nothing is given to somebody, or put into something, that is not there', async () => {
  const id = await make({ status: 'inProgress' });
  const gone = 9999 as never;
  const codes = await Promise.all([
    errorCode(lab.call('songs.editStep', { ids: [id], key: 'sketch', values: { assigneeId: gone } })),
    errorCode(lab.call('songs.edit', { ids: [id], values: { seriesId: gone } })),
    errorCode(lab.call('songs.edit', { ids: [id], values: { workflowId: gone } })),
    errorCode(make({ seriesId: gone })),
    errorCode(make({ workflowId: gone })),
    errorCode(make({ ownerId: gone })),
  ]);
  expect(codes).toEqual(codes.map(() => 'NOT_FOUND'));
  const pack = await lab.call('packs.create', { name: 'Ghosts', songs: [] });
  expect(
    await errorCode(lab.call('packs.setPeople', { id: pack.id, people: [{ personId: gone, access: 'view' }] })),
  ).toBe('NOT_FOUND');
});

test('songs placed before one of themselves stay where they are', async () => {
  const [a, b, c] = [await make(), await make(), await make()];
  await lab.call('songs.place', { ids: [a, b], before: a });
  const { ids } = await lab.call('songs.list', {});
  expect(ids.filter((id) => [a, b, c].includes(id))).toEqual([a, b, c]);
});

test('a step that is new never takes the place of one that is gone', async () => {
  const { id: workflowId } = await lab.call('workflows.create', { name: 'Beats', template: 'beat' });
  const steps = async () => {
    const found = (await lab.call('workflows.list')).find((each) => each.id === workflowId);
    return found?.steps ?? [];
  };
  const first = await steps();
  const add = (name: string) => ({ key: null, name, stage: '', isEnabled: true });
  await lab.call('workflows.setSteps', { id: workflowId, steps: [...first, add('Artwork')] });
  const song = await make({ workflowId, status: 'inProgress' });
  await lab.call('workflows.setSteps', { id: workflowId, steps: first });
  const answer = await lab.call('workflows.setSteps', {
    id: workflowId,
    steps: [...first, add('Upload')],
    isForSongs: true,
  });
  expect(answer.songCount).toBe(1);
  expect(
    (await get(song)).stepList
      .map(({ name }) => name)
      .slice(-2)
      .sort(),
  ).toEqual(['Artwork', 'Upload']);
});

test('steps of a workflow wait for each other in no circle', async () => {
  const { id } = await lab.call('workflows.create', { name: 'Circle', template: 'beat' });
  const steps = (await lab.call('workflows.list')).find((each) => each.id === id)?.steps ?? [];
  const [one, two] = steps as [(typeof steps)[0], (typeof steps)[0]];
  const circle = steps.map((step) =>
    step.key === one.key ? { ...step, after: two.key } : step.key === two.key ? { ...step, after: one.key } : step,
  );
  expect(await errorCode(lab.call('workflows.setSteps', { id, steps: circle }))).toBe('INVALID_INPUT');
});

test('albums and titles of signs alone are told apart', async () => {
  const names = ['÷', '×', '=', '+', '–', '♥', '🎹'];
  const ids = [];
  for (const title of names) ids.push(await make({ title, artist: 'Sheer Ann' }));
  expect(new Set(ids).size).toBe(names.length);
  expect(await errorCode(make({ title: '÷', artist: 'sheer  ann' }))).toBe('SONG_EXISTS');
  for (const album of names.slice(0, 2)) {
    const songs = Array.from({ length: 4 }, (_, index) => ({ title: `${album} ${index}`, artist: 'Sheer Ann', album }));
    const { id: packId } = await lab.call('packs.create', { name: `Album ${album}`, songs });
    await lab.call('series.createFromPack', { packId, album, artist: 'Sheer Ann' });
  }
  expect((await lab.call('series.list')).map(({ album }) => album).sort()).toEqual(['×', '÷'].sort());
});

test('a bounce folder keeps what becomes of its bounces through removal and undo', async () => {
  const id = await make();
  await lab.call('versions.setBounceMode', { songId: id, mode: 'offer' });
  const { operation } = await lab.call('songs.remove', { ids: [id] });
  await undo(operation);
  expect((await lab.call('versions.list', { songId: id })).bounces.mode).toBe('offer');
});

test('titles are as long as 500 characters, and no longer', async () => {
  for (const title of ['x'.repeat(10_000), '   ', '']) expect(await errorCode(make({ title }))).toBe('INVALID_INPUT');
});

test('a picture is one that was uploaded, a link leads to a page, and folders are chosen in their own call', async () => {
  const id = await make();
  for (const values of [
    { artworkHash: '../../library' },
    { downloadLink: 'javascript:alert(1)' },
    { videoLink: 'x' },
  ]) {
    expect(await errorCode(lab.call('songs.edit', { ids: [id], values }))).toBe('INVALID_INPUT');
  }
  const { id: release } = await lab.call('releases.makeFromSongs', { songIds: [id] });
  expect((await lab.call('releases.get', { id: release })).artworkHash).toBeNull();
  await lab.call('songs.edit', { ids: [id], values: { bounceFolder: '/anywhere' } as never });
  expect((await get(id)).bounceFolder).toBe('');
});
