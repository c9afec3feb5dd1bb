import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDecoder } from '#core/analysis/decode/open-decoder.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { DeliveryId } from '#shared/contract/deliveries.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { DeliveryLab } from './testing/delivery-lab.ts';
import { readWaveTag } from './wave-tag.ts';

const lab = new DeliveryLab();
const files = ['Paper Boats.flac', 'Harbour Lights extensible.wav', 'Slow Lanterns.aiff', 'night-bus.mp3'];
let release: ReleaseId;
beforeAll(async () => {
  await lab.open(files);
  release = await lab.makeRelease(files.slice(0, 3));
});
afterAll(async () => expect(await lab.close()).toEqual([]));

async function begin(...storeKeys: string[]): Promise<DeliveryId[]> {
  return (await lab.call('deliveries.begin', { releaseIds: [release], storeKeys })).ids;
}

async function soundOf(path: string): Promise<string> {
  const audio = await openDecoder(path);
  const hash = createHash('sha256');
  for await (const chunk of audio.chunks())
    for (const samples of chunk) hash.update(new Uint8Array(samples.slice().buffer));
  await audio.close();
  return hash.digest('hex');
}

test('a package is a whole folder: the masters’ own sound, picture, sheets, sums, and the list of the batch', async () => {
  const [spotify] = await begin('spotify');
  await lab.build([spotify!]);
  const [made] = await lab.call('deliveries.packages', { releaseId: release });
  expect(made).toMatchObject({ target: 'Spotify', kind: 'initial', isThere: true, ern: null });
  const names = DeliveryLab.tree(made!.path).sort();
  expect(names).toEqual(made!.files.map(({ name }) => name).sort());
  expect(names.filter((name) => name.includes('resources/')).map((name) => name.split('/').at(-1))).toEqual([
    expect.stringMatching(/^01_ZZLR127\d+_.*\.flac$/),
    expect.stringMatching(/^02_.*\.wav$/),
    // A store that takes no AIFF gets the same sound as WAV.
    expect.stringMatching(/^03_.*\.wav$/),
    'cover.jpg',
  ]);
  expect(names.filter((name) => !name.includes('resources/'))).toEqual([
    expect.stringMatching(/^4006381333931\/metadata.csv$/),
    '4006381333931/metadata.json',
    '4006381333931/metadata.xlsx',
    expect.stringMatching(/^BatchComplete_\d{17}\.xml$/),
    'checksums.md5',
    'checksums.sha256',
  ]);
  const audio = names.filter((name) => /\.(flac|wav)$/.test(name));
  for (const [index, name] of audio.entries()) {
    const [master, copy] = [join(lab.music, files[index]!), join(made!.path, name)];
    expect(await soundOf(copy)).toBe(await soundOf(master));
    if (name.endsWith('.wav')) expect(readWaveTag(copy)).toBe(1);
    else expect(readFileSync(copy)).toEqual(readFileSync(master));
  }
  expect(made!.files.map(({ isRepacked }) => isRepacked).slice(0, 4)).toEqual([false, true, true, false]);
  for (const line of DeliveryLab.text(made!.path, 'checksums.sha256').trim().split('\n')) {
    const [sum, name] = line.split('  ') as [string, string];
    expect(
      createHash('sha256')
        .update(readFileSync(join(made!.path, name)))
        .digest('hex'),
    ).toBe(sum);
  }
  const sheet = DeliveryLab.text(made!.path, '4006381333931/metadata.csv').split('\r\n');
  expect(sheet[0]).toContain('UPC,GRid,Genre');
  expect(sheet.length).toBe(5);
  expect(sheet[1]).toContain('4006381333931');
  const delivery = await lab.state(spotify!);
  expect(delivery).toMatchObject({ state: 'uploading', packageId: made!.id, changes: [] });
  expect(delivery.history.map(({ to, source }) => [to, source])).toEqual([
    ['queued', 'job'],
    ['preparing', 'job'],
    ['uploading', 'job'],
  ]);
  expect(await lab.call('deliveries.checkPackage', { id: made!.id })).toEqual({ missing: [], changed: [] });
  appendFileSync(join(made!.path, audio[0]!), 'x');
  rmSync(join(made!.path, 'checksums.md5'));
  expect(await lab.call('deliveries.checkPackage', { id: made!.id })).toEqual({
    missing: ['checksums.md5'],
    changed: [audio[0]],
  });
});

test('what a store did is said by people: illegal moves are refused with both states, and undo takes one move back', async () => {
  const [tidal, deezer] = (await begin('tidal', 'deezer')) as [DeliveryId, DeliveryId];
  const refused = await lab.call('deliveries.mark', { ids: [tidal], to: 'live' }).catch((error) => error);
  expect([refused.code, refused.details]).toEqual(['DELIVERY_MOVE_REFUSED', { from: 'created', to: 'live' }]);
  await lab.call('deliveries.handOver', { ids: [tidal], method: 'webForm', confirmation: 'T-99' });
  // All or none.
  expect(await errorCode(lab.call('deliveries.mark', { ids: [tidal, deezer], to: 'live' }))).toBe(
    'DELIVERY_MOVE_REFUSED',
  );
  expect((await lab.state(tidal)).state).toBe('processingPlatform');
  const { operation } = await lab.call('deliveries.mark', { ids: [tidal], to: 'live', url: 'https://tidal.example/1' });
  const live = await lab.state(tidal);
  expect(live).toMatchObject({ state: 'live', group: 'completed', url: 'https://tidal.example/1' });
  expect(live.outcomes).toEqual(['liveWithIssues', 'takedownPending', 'updating']);
  await lab.call('history.undo', { id: operation! });
  expect(await lab.state(tidal)).toMatchObject({
    state: 'processingPlatform',
    url: '',
    fields: { confirmation: 'T-99' },
  });
  await lab.call('deliveries.mark', {
    ids: [tidal],
    to: 'rejected',
    note: 'Artwork text',
    errorCategory: 'artworkInvalid',
  });
  expect(await lab.state(tidal)).toMatchObject({
    state: 'rejected',
    errorCategory: 'artworkInvalid',
    errorText: 'Artwork text',
  });
  expect(await errorCode(lab.call('deliveries.remove', { ids: [tidal] }))).toBe('STATE_REFUSED');
  await lab.call('deliveries.remove', { ids: [deezer] });
  expect(await errorCode(lab.state(deezer))).toBe('NOT_FOUND');
});

test('one that fails never stops the others, and what may go better is tried again when its time has come', async () => {
  const lossy = await lab.makeRelease(['night-bus.mp3'], 'Night Bus', '5012345678900');
  const [good] = (await begin('qobuz')) as [DeliveryId];
  const bad = (await lab.call('deliveries.begin', { releaseIds: [lossy], storeKeys: ['qobuz'] })).ids[0] as DeliveryId;
  await lab.build([bad, good]);
  const [job] = await lab.call('deliveries.jobs');
  expect(job?.state).toBe('completed');
  expect(job?.parts.map(({ state, errorCode: code }) => [state, code])).toEqual([
    ['failed', 'RELEASE_HAS_ERRORS'],
    ['done', ''],
  ]);
  expect(await lab.state(bad)).toMatchObject({
    state: 'validationFailed',
    errorCategory: 'metadataInvalid',
    nextTryAt: null,
  });
  expect((await lab.state(bad)).errorText).toContain('track 1: audio-lossy');
  expect((await lab.state(good)).state).toBe('uploading');

  const [napster] = (await begin('napster')) as [DeliveryId];
  await lab.call('deliveries.setFolders', { packagesFolder: lab.home });
  rmSync(join(lab.music, 'Paper Boats.flac'));
  await lab.build([napster]);
  expect(await lab.state(napster)).toMatchObject({
    ...{ state: 'deliveryFailed', errorCategory: 'systemStorage', retryCount: 1, nextTryAt: lab.now + 15 * 60_000 },
  });
  await lab.call('deliveries.setFolders', { packagesFolder: lab.packages });
  lab.putMusic('Paper Boats.flac');
  lab.now += 15 * 60_000;
  await lab.call('deliveries.setSender', { senderDpid: '', senderName: '' });
  await lab.call('deliveries.setFolders', {});
  await lab.core.waitForIdle();
  expect(await lab.state(napster)).toMatchObject({
    state: 'uploading',
    retryCount: 0,
    errorCategory: '',
    nextTryAt: null,
  });
});

test('a schedule begins at its time, also where the program did not run then', async () => {
  const [melon] = (await begin('melon')) as [DeliveryId];
  await lab.call('deliveries.schedule', { ids: [melon], at: lab.now + 3_600_000 });
  expect((await lab.state(melon)).history.map(({ to }) => to)).toEqual(['queued', 'scheduled']);
  await lab.call('deliveries.schedule', { ids: [melon], at: null });
  expect((await lab.state(melon)).state).toBe('queued');
  await lab.call('deliveries.schedule', { ids: [melon], at: lab.now + 3_600_000 });
  await lab.stop();
  lab.now += 7_200_000;
  await lab.start();
  await lab.core.waitForIdle();
  expect(await lab.state(melon)).toMatchObject({ state: 'uploading', scheduledAt: null });
});

test('stores of one distributor share a package, with its sheet; updates tell what changed, and takedowns have no sound', async () => {
  for (const key of ['bugs', 'genie']) {
    await lab.call('platforms.edit', { key, fields: { distributor: 'Kelp', layout: 'labelForm' } });
  }
  const ids = await begin('bugs', 'genie');
  await lab.build(ids);
  const [shared] = await lab.call('deliveries.packages', { releaseId: release, limit: 1 });
  expect([shared?.target, shared?.stores.map(({ name }) => name)]).toEqual(['Kelp', ['Bugs', 'Genie Music']]);
  expect(shared?.files.map(({ name }) => name)).toContain('4006381333931/labelForm.csv');
  await lab.call('deliveries.mark', { ids, to: 'live' });
  await lab.call('releases.edit', { id: release, patch: { title: '=Harbour Songs' } });
  const [first, second] = ids as [DeliveryId, DeliveryId];
  // Other terms than its neighbour's: a package of its own, which says so.
  await lab.call('deliveries.edit', {
    id: second,
    fields: { territories: { mode: 'only', codes: ['KR'] }, priceTier: 'MID' },
  });
  expect((await lab.state(second)).changes?.map(({ field, now }) => [field, now])).toEqual([
    ['title', '=Harbour Songs'],
    ['priceTier', 'MID'],
    ['territories', 'only KR'],
  ]);
  await lab.build(ids, 'update');
  const [own] = await lab.call('deliveries.packages', { releaseId: release, limit: 1 });
  expect(own?.stores.map(({ key }) => key)).toEqual(['genie']);
  expect(DeliveryLab.text(own!.path, '4006381333931/metadata.csv')).toContain('MID,Only KR');
  await lab.call('deliveries.mark', { ids, to: 'live' });
  await lab.call('releases.edit', { id: release, patch: { title: 'Harbour Songs' } });
  await lab.build([first], 'update');
  await lab.call('deliveries.mark', { ids: [first], to: 'live' });
  await lab.call('releases.edit', { id: release, patch: { title: '=Harbour Songs' } });
  expect((await lab.state(first)).changes).toEqual([
    { field: 'title', track: 0, before: 'Harbour Songs', now: '=Harbour Songs' },
  ]);
  await lab.build([first], 'update');
  expect((await lab.state(first)).state).toBe('updating');
  const [update] = await lab.call('deliveries.packages', { releaseId: release, limit: 1 });
  // No text becomes a formula.
  expect(DeliveryLab.text(update!.path, '4006381333931/metadata.csv')).toContain(",'=Harbour Songs,");
  await lab.call('deliveries.mark', { ids: [first], to: 'live' });
  await lab.build([first], 'takedown');
  expect((await lab.state(first)).state).toBe('takedownPending');
  const [takedown] = await lab.call('deliveries.packages', { releaseId: release, limit: 1 });
  expect([takedown?.kind, takedown?.files.some(({ name }) => name.includes('resources'))]).toEqual(['takedown', false]);
  await lab.call('deliveries.mark', { ids: [first], to: 'takenDown' });
  expect((await lab.state(first)).group).toBe('completed');
  expect(await errorCode(lab.call('platforms.reset', { key: 'nobody' }))).toBe('no error');
});

test('a kill in the middle of a package leaves nothing that looks whole, and the next start builds it', async () => {
  const folder = tempFolder('ledgerline-killed-', true);
  const script = join(import.meta.dirname, 'testing/killed-package.ts');
  const { signal } = spawnSync(process.execPath, [script, folder.path], {
    timeout: 30_000,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(signal).toBe('SIGKILL');
  const killed = new DeliveryLab(folder.path);
  const left = DeliveryLab.tree(killed.packages);
  expect(left.filter((name) => !name.includes('/.ledgerline-') || name.includes('BatchComplete'))).toEqual([]);
  // It was killed late: all else was there.
  expect(left.some((name) => name.endsWith('checksums.sha256'))).toBe(true);
  await killed.start();
  await killed.core.waitForIdle();
  const built = DeliveryLab.tree(killed.packages);
  expect(built.filter((name) => name.includes('.ledgerline-'))).toEqual([]);
  expect(built.filter((name) => name.includes('BatchComplete'))).toHaveLength(1);
  const { deliveries } = await killed.call('deliveries.list', {});
  expect(deliveries.map(({ state }) => state)).toEqual(['uploading']);
  expect(await killed.close()).toEqual([]);
  folder.remove();
});

test('packages do not belong into folders of music, and without a folder there are none', async () => {
  expect(await errorCode(lab.call('deliveries.setFolders', { packagesFolder: lab.music }))).toBe('FOLDER_NESTED');
  await lab.call('deliveries.setFolders', { packagesFolder: '' });
  const [awa] = (await begin('awa')) as [DeliveryId];
  expect(await errorCode(lab.call('deliveries.build', { ids: [awa] }))).toBe('PACKAGES_FOLDER_MISSING');
  await lab.call('deliveries.setFolders', { packagesFolder: lab.packages });
});
