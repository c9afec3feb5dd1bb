import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCode } from '#core/testing/test-core.ts';
import type { DeliveryId } from '#shared/contract/deliveries.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { DeliveryLab } from './testing/delivery-lab.ts';

const lab = new DeliveryLab();
let release: ReleaseId;
beforeAll(async () => {
  await lab.open(['Paper Boats.flac']);
  release = await lab.makeRelease(['Paper Boats.flac']);
});
afterAll(async () => expect(await lab.close()).toEqual([]));

async function begin(storeKey: string): Promise<DeliveryId> {
  return (await lab.call('deliveries.begin', { releaseIds: [release], storeKeys: [storeKey] })).ids[0] as DeliveryId;
}

test('work that was cancelled does not begin again by itself', async () => {
  const scheduled = await begin('melon');
  await lab.call('deliveries.schedule', { ids: [scheduled], at: lab.now + 1000 });
  const other = await begin('spotify');
  lab.now += 2000;
  // Another build keeps the worker busy: what is due waits behind it.
  await lab.call('deliveries.build', { ids: [other] });
  await lab.call('deliveries.setFolders', {});
  const [job] = await lab.call('deliveries.jobs');
  expect(job).toMatchObject({ state: 'pending', parts: [{ deliveryId: scheduled }] });
  await lab.call('deliveries.cancelJob', { id: job!.id });
  await lab.call('deliveries.setFolders', {});
  await lab.core.waitForIdle();
  expect((await lab.call('deliveries.jobs'))[0]).toMatchObject({ id: job!.id, state: 'cancelled' });
  expect(await lab.state(scheduled)).toMatchObject({ state: 'queued', scheduledAt: null });
});

test('a release that a store has stays: nobody could take it down there without it', async () => {
  const tidal = await begin('tidal');
  await lab.call('deliveries.handOver', { ids: [tidal], method: 'webForm', confirmation: 'T-1' });
  expect(await errorCode(lab.call('releases.remove', { id: release }))).toBe('STATE_REFUSED');
  expect((await lab.state(tidal)).state).toBe('processingPlatform');
});

test('an answer whose time lies ahead, as a clock that is wrong writes it, is read', async () => {
  const path = join(lab.returns, 'ahead.csv');
  writeFileSync(path, 'UPC,Store,Status\n4006381333931,TIDAL,live\n');
  const ahead = new Date(lab.now + 86_400_000);
  utimesSync(path, ahead, ahead);
  await lab.call('deliveries.lookForReturns');
  await lab.core.waitForIdle();
  expect(await lab.call('deliveries.returns')).toMatchObject([{ name: 'ahead.csv', state: 'applied' }]);
});

test('a store of one’s own stays while releases go there, also by undo', async () => {
  const { key, operation } = await lab.call('platforms.add', { name: 'Lantern Shop', kind: 'download' });
  const shop = await begin(key);
  expect(await errorCode(lab.call('history.undo', { id: operation! }))).toBe('STORE_IN_USE');
  expect((await lab.state(shop)).storeName).toBe('Lantern Shop');
  const removed = await lab.call('deliveries.remove', { ids: [shop] });
  await lab.call('platforms.reset', { key });
  expect(await errorCode(lab.call('history.undo', { id: removed.operation! }))).toBe('NOT_FOUND');
});
