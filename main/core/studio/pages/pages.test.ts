import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Pictures } from '#core/tags/pictures.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { noWords, PackLab } from '../testing/pack-lab.ts';

const pageWords = {
  ...{ released: 'Released', songs: 'Songs', others: 'Others', download: 'Download', video: 'Video' },
  ...{ inProgress: 'In progress', planned: 'Planned', empty: 'Nothing yet' },
};

const lab = new PackLab();
beforeAll(() => lab.open());
afterAll(async () => expect(await lab.close()).toEqual([]));

test('a page says what users typed, runs nothing, and never takes another file’s place', async () => {
  const { id, songIds } = await lab.makePack([{ status: 'inProgress', isOptional: false }]);
  await lab.call('songs.edit', {
    ids: songIds,
    values: { title: '<script>alert("x")</script> & more', artist: "O'Neil\u0007" },
  });
  await lab.call('packs.release', {
    ...noWords,
    id,
    releaseTitle: '"><img src=x onerror=alert(1)>',
    downloadLink: 'https://example.org/?a=1&b=2',
  });
  mkdirSync(join(lab.path, 'out'));
  const path = join(lab.path, 'out', 'notes.html');
  const request = {
    scope: { type: 'pack' as const, id },
    path,
    words: pageWords,
  };
  expect(await lab.call('packs.writePage', request)).toEqual({ packs: 1, songs: 1 });
  const page = readFileSync(path, 'utf8');
  expect(page).not.toMatch(/<script|<img src=x|javascript:/);
  expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more');
  expect(page).toContain('O&#39;Neil<');
  expect(page).toContain('href="https://example.org/?a=1&amp;b=2"');
  expect(page).toContain('default-src &#39;none&#39;');
  expect(await errorCode(lab.call('packs.writePage', request))).toBe('FILE_EXISTS');
  writeFileSync(path, 'mine');
  expect(await errorCode(lab.call('packs.writePage', request))).toBe('FILE_EXISTS');
  expect(readFileSync(path, 'utf8')).toBe('mine');
  const all = join(lab.path, 'out', 'all.html');
  expect((await lab.call('packs.writePage', { ...request, scope: { type: 'all' }, path: all })).songs).toBeGreaterThan(
    0,
  );
  expect(readFileSync(all, 'utf8')).not.toContain('Pack 1, part');
  // Of a person only what is marked for others, whatever state it is in.
  const { ownerId } = await lab.call('packs.get', { id });
  const { songIds: secret } = await lab.makePack([{ status: 'planned', isOptional: false }], 'Secret');
  const { songIds: shown } = await lab.makePack([{ status: 'inProgress', isOptional: false }], 'Shown');
  await lab.call('songs.edit', { ids: shown, values: { isPublic: true } });
  const profile = { type: 'profile' as const, personId: ownerId as NonNullable<typeof ownerId> };
  const mine = join(lab.path, 'out', 'mine.html');
  await lab.call('packs.writePage', { ...request, scope: profile, path: mine });
  const text = readFileSync(mine, 'utf8');
  expect([text.includes('Shown, part 1'), text.includes('Secret, part 1'), secret.length]).toEqual([true, false, 1]);
  expect(text).toContain('Ines Valloria, In progress');
});

test('a picture stays as long as a pack, or what can be taken back, names it, and stands in the page', async () => {
  const pictures = new Pictures({
    ...{ db: lab.db, directory: join(lab.path, 'home', 'pictures') },
    artworkDirectory: join(lab.path, 'home', 'artwork'),
  });
  const colour = { width: 8, height: 8, channels: 3, background: { r: 200, g: 90, b: 60 } } as const;
  const { hash } = await pictures.add(await sharp({ create: colour }).png().toBuffer());
  const { hash: other } = await pictures.add(
    await sharp({ create: { ...colour, height: 9 } })
      .png()
      .toBuffer(),
  );
  const { id } = await lab.makePack([]);
  await lab.call('packs.edit', { id, patch: { artworkHash: hash } });
  const tomorrow = Date.now() + 2 * 86_400_000;
  await pictures.clean(tomorrow);
  expect([await pictures.has(hash), await pictures.has(other)]).toEqual([true, false]);
  const path = join(lab.path, 'picture.html');
  await lab.call('packs.writePage', { scope: { type: 'pack', id }, path, words: pageWords });
  expect(readFileSync(path, 'utf8')).toContain('<img src="data:image/jpeg;base64,');
  // Only the history names it now.
  await lab.call('packs.edit', { id, patch: { artworkHash: null } });
  await pictures.clean(tomorrow);
  expect(await pictures.has(hash)).toBe(true);
});

test('a song.ini names who did which part, one value a line', async () => {
  const name = lab.fresh('Kit');
  const { id: kit } = await lab.call('people.make', { name });
  const { songIds } = await lab.makePack([{ status: 'planned', isOptional: false }], 'Ini');
  const [songId] = songIds as [SongId];
  const values = { album: 'Harbour\nSongs', year: 2026, genre: '' };
  await lab.call('songs.edit', { ids: [songId], values });
  await lab.call('songs.move', { ids: [songId], status: 'inProgress' });
  const { stepList } = await lab.call('songs.get', { id: songId });
  const part = stepList.find(({ key }) => key === 'drums');
  expect(part).toBeDefined();
  await lab.call('songs.editStep', { ids: [songId], key: 'drums', values: { assigneeId: kit } });
  const path = join(lab.path, 'song.ini');
  await lab.call('packs.writeSongIni', { songId, path });
  expect(readFileSync(path, 'utf8')).toBe(
    ['[song]', 'name = Ini, part 1', 'artist = Ines Valloria', 'album = Harbour Songs', 'year = 2026']
      .concat([`charter = ${name}`, `charter_drums = ${name}`, ''])
      .join('\r\n'),
  );
  expect(await errorCode(lab.call('packs.writeSongIni', { songId, path }))).toBe('FILE_EXISTS');
});

test('an idea has one vote of each person, and is rejected with a reason', async () => {
  const { id } = await lab.call('ideas.create', { title: 'A darker board', text: '' });
  const find = async () => (await lab.call('ideas.list')).find((idea) => idea.id === id);
  expect(await find()).toMatchObject({ votes: 1, hasVoted: true });
  await lab.call('ideas.vote', { id });
  expect(await find()).toMatchObject({ votes: 0, hasVoted: false });
  await lab.call('history.undo', {});
  expect(await find()).toMatchObject({ votes: 1 });
  expect(await errorCode(lab.call('ideas.decide', { id, state: 'rejected', reason: ' ' }))).toBe('INVALID_INPUT');
  await lab.call('ideas.decide', { id, state: 'rejected', reason: 'There is one' });
  expect(await find()).toMatchObject({ state: 'rejected', reason: 'There is one' });
  await lab.call('ideas.decide', { id, state: 'open', reason: 'x' });
  expect(await find()).toMatchObject({ state: 'open', reason: '' });
});
