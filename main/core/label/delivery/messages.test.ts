import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkErn } from '#core/label/ern/check-ern.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { DeliveryId } from '#shared/contract/deliveries.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { lineOf } from './ern-of-release.ts';
import { DeliveryLab } from './testing/delivery-lab.ts';

const lab = new DeliveryLab();
const files = ['Quay.flac', 'Copper Thread.aiff'];
/** Beside the checkout; never a part of it. */
const schemas = join(import.meta.dirname, '../../../../../shared/fixtures/ddex');
let release: ReleaseId;
beforeAll(async () => {
  await lab.open(files);
  release = await lab.makeRelease(files);
  await lab.call('deliveries.setSender', { senderDpid: 'PADPIDA2026010101N', senderName: 'Lantern Row' });
});
afterAll(async () => expect(await lab.close()).toEqual([]));

async function begin(...storeKeys: string[]): Promise<DeliveryId[]> {
  return (await lab.call('deliveries.begin', { releaseIds: [release], storeKeys })).ids;
}

/** A file that arrived long ago. */
function arrive(name: string, text: string | Uint8Array): string {
  const path = join(lab.returns, name);
  writeFileSync(path, text);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  return path;
}

test.each(['4.3.2', '4.3', '3.8.2'] as const)(
  'a package with a message of ERN %s keeps to our rules and names its files',
  async (ern) => {
    const key = { '4.3.2': 'deezer', '4.3': 'tidal', '3.8.2': 'qobuz' }[ern];
    await lab.call('platforms.edit', { key, fields: { ern, dpid: 'PADPIDA2026020202I', partyName: 'A Store' } });
    const [id] = (await begin(key)) as [DeliveryId];
    const hasSchemas = existsSync(schemas);
    if (hasSchemas) await lab.call('deliveries.setFolders', { schemaFolder: schemas });
    await lab.build([id]);
    expect(await lab.state(id)).toMatchObject({ state: 'uploading', errorText: '' });
    const [made] = await lab.call('deliveries.packages', { releaseId: release, limit: 1 });
    expect(made?.ern).toMatchObject({ version: ern, profile: 'Audio', schema: hasSchemas ? 'valid' : 'unchecked' });
    const xml = DeliveryLab.text(made!.path, '4006381333931/4006381333931.xml');
    expect(checkErn(xml).filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const { name, sha256 } of made!.files.filter((file) => file.name.includes('/resources/'))) {
      expect(xml).toContain(name.split('/').at(-1));
      expect(xml.toLowerCase()).toContain(sha256);
    }
    const manifest = DeliveryLab.text(made!.path, made!.files.at(-1)!.name);
    expect(manifest).toContain(made!.ern!.messageId);
    expect(manifest).toContain('<NumberOfMessages>1</NumberOfMessages>');
  },
);

test('without a sender there is no message, and no package', async () => {
  await lab.call('deliveries.setSender', { senderDpid: '', senderName: '' });
  await lab.call('platforms.edit', { key: 'napster', fields: { ern: '4.3.2', dpid: 'PADPIDA2026020202I' } });
  const [id] = (await begin('napster')) as [DeliveryId];
  await lab.build([id]);
  expect(await lab.state(id)).toMatchObject({
    state: 'deliveryFailed',
    errorCategory: 'metadataInvalid',
    nextTryAt: null,
  });
  expect(existsSync(join(lab.packages, 'Napster')) && DeliveryLab.tree(join(lab.packages, 'Napster'))).toEqual([]);
});

test('answers of stores are read once, taken over as moves, and told of where they fit nothing', async () => {
  const [deezer] = (await begin('deezer')) as [DeliveryId];
  const [awa] = (await begin('awa')) as [DeliveryId];
  const { ern } = (await lab.call('deliveries.packages', { releaseId: release })).find(
    ({ target }) => target === 'Deezer',
  )!;
  const xml = `<?xml version="1.0"?><FtpAcknowledgementMessage><MessageHeader><MessageSender><PartyId>PADPIDA2026020202I</PartyId>
    </MessageSender></MessageHeader><AcknowledgedFile><ReleaseId>4006381333931</ReleaseId><NewReleaseMessageId>${ern!.messageId}</NewReleaseMessageId>
    </AcknowledgedFile><FileStatus>FileOK</FileStatus></FtpAcknowledgementMessage>`;
  arrive('ACK_1.xml', xml);
  const rows =
    'UPC;Store;Status;Reason\n"4006381333931";Deezer;Live;\n4006381333931;AWA;Live;\n5012345678900;Deezer;Live;\n4006381333931;Nowhere;Live;\n';
  const sheet = arrive('later.csv', rows);
  const bomb = arrive(
    'bomb.xml',
    '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;">]><Acknowledgement><Status>&y;</Status></Acknowledgement>',
  );
  arrive('noise.csv', new Uint8Array([0, 255, 254, 3, 0, 0]));
  arrive('nothing.csv', 'a,b\n1,2\n');
  await lab.call('deliveries.lookForReturns');
  await lab.core.waitForIdle();
  const returns = await lab.call('deliveries.returns');
  expect(returns.map(({ name, state, problem }) => [name, state, problem === '']).sort()).toEqual([
    ['ACK_1.xml', 'applied', true],
    ['bomb.xml', 'unreadable', false],
    ['later.csv', 'partly', true],
    ['noise.csv', 'unreadable', false],
    ['nothing.csv', 'unreadable', false],
  ]);
  const taken = returns.find(({ name }) => name === 'later.csv')!.rows;
  expect(taken.map(({ row, storeName, to, problem }) => [row, storeName, to, problem])).toEqual([
    [2, 'Deezer', 'live', ''],
    // It never left the house.
    [3, 'AWA', 'live', 'moveRefused'],
    [4, '', '', 'unmatched'],
    [5, '', '', 'unmatched'],
  ]);
  const live = await lab.state(deezer);
  expect([live.state, live.history.at(-1)?.source]).toEqual(['live', 'import']);
  expect((await lab.state(awa)).state).toBe('created');
  // Nothing there was touched, and what was read is not read again, also by another name.
  expect([readFileSync(sheet, 'utf8'), existsSync(bomb)]).toEqual([rows, true]);
  await lab.call('deliveries.mark', { ids: [deezer], to: 'takedownPending' });
  arrive('again.csv', rows);
  await lab.call('deliveries.lookForReturns');
  await lab.core.waitForIdle();
  expect((await lab.call('deliveries.returns')).length).toBe(5);
  expect((await lab.state(deezer)).state).toBe('takedownPending');
});

test('a file of outcomes is looked at before it counts, whole or not at all, and can be taken back', async () => {
  const [genie] = (await begin('genie')) as [DeliveryId];
  await lab.call('deliveries.handOver', { ids: [genie], method: 'email' });
  const file = {
    name: 'outcomes.csv',
    text: 'Cat no,Store,Status,URL\nLR-931,Genie Music,Rejected,javascript:alert(1)\n',
  };
  expect((await lab.call('deliveries.previewOutcomes', file)).rows).toMatchObject([
    { row: 2, to: 'rejected', problem: '' },
  ]);
  expect((await lab.state(genie)).state).toBe('processingPlatform');
  const { operation } = await lab.call('deliveries.importOutcomes', file);
  expect(await lab.state(genie)).toMatchObject({ state: 'rejected', errorCategory: 'contentRejected', url: '' });
  await lab.call('history.undo', { id: operation! });
  expect(await lab.state(genie)).toMatchObject({ state: 'processingPlatform', errorCategory: '' });
  const bad = { name: 'bad.csv', text: 'UPC,Store,Status\n4006381333931,Genie Music,Live\n123,Genie Music,Live\n' };
  expect(await errorCode(lab.call('deliveries.importOutcomes', bad))).toBe('ACKNOWLEDGEMENT_UNKNOWN');
  expect((await lab.state(genie)).state).toBe('processingPlatform');
});

test('lines of rights are read with and without their sign and year', () => {
  expect(lineOf('℗ 2027 Lantern Row', null, '')).toEqual({
    year: 2027,
    company: 'Lantern Row',
    text: '2027 Lantern Row',
  });
  expect(lineOf('(P) 2027 Lantern Row', null, '')?.company).toBe('Lantern Row');
  expect(lineOf('Lantern Row', 2026, '')).toEqual({ year: 2026, company: 'Lantern Row', text: '2026 Lantern Row' });
  expect(lineOf('', 2026, 'Lantern Row')?.text).toBe('2026 Lantern Row');
  expect([lineOf('', null, 'Lantern Row'), lineOf('', 2026, '')]).toEqual([null, null]);
});
