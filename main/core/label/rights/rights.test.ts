import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { LicenceFields } from '#shared/contract/licences.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { AssetRef, ClaimFields } from '#shared/contract/rights.ts';

let folder: { path: string; remove(): void };
let lab: TestCore;
let asset: AssetRef;
let kit: PersonId;
let ines: PersonId;
let count = 0;

beforeAll(async () => {
  folder = tempFolder('ledgerline-rights-', true);
  lab = await openTestCore(folder.path, { runAnalysis: false, now: () => Date.parse('2026-11-22T12:00:00Z') });
});
afterAll(async () => {
  await lab.core.close();
  folder.remove();
  expect(lab.logged).toEqual([]);
});
beforeEach(async () => {
  count += 1;
  kit = (await lab.call('people.make', { name: `Kit ${count}` })).id;
  ines = (await lab.call('people.make', { name: `Ines ${count}` })).id;
  asset = { kind: 'recording', id: (await lab.call('catalogue.makeRecording', { title: `Quay ${count}` })).id };
});

function holding(holderId: PersonId, percent: number, more: Partial<ClaimFields> = {}): ClaimFields {
  return {
    ...{ type: 'master', holderId, holderRole: 'artist', share: percent * 10_000, fromDay: '', toDay: '' },
    territories: { mode: 'world', codes: [] },
    ...{ verification: 'pending', verifiedHow: '', note: '', documents: [] },
    ...more,
  };
}

const claim = (fields: ClaimFields, asContested = false) =>
  lab.call('rights.claim', { asset, claim: fields, asContested });
const read = () => lab.call('rights.asset', asset);
const undo = (operation: OperationId | null) => lab.call('history.undo', { id: operation as OperationId });

test('rights are held, add up, are verified by somebody, and are taken back', async () => {
  await claim(holding(kit, 60));
  const { id } = await claim(holding(ines, 40, { verification: 'verified', verifiedHow: 'contract of 2 March' }));
  const [owner] = await lab
    .call('people.list', { text: '' })
    .then((people) => people.filter(({ memberRole }) => memberRole));
  expect(await read()).toMatchObject({
    rights: [{ type: 'master', claims: 2, least: 1_000_000, most: 1_000_000 }],
    flags: ['unverified'],
    claims: [
      { holderId: kit, share: 600_000, verification: 'pending', verifiedByName: '' },
      { id, holderId: ines, verifiedOn: '2026-11-22', verifiedByName: owner?.name },
    ],
    conflicts: [],
  });
  const edited = await lab.call('rights.editClaim', { id, patch: { share: 300_000 } });
  expect((await read()).flags).toEqual(['gap', 'unverified']);
  await undo(edited.operation);
  const removed = await lab.call('rights.removeClaim', { id });
  expect((await read()).claims).toHaveLength(1);
  await undo(removed.operation);
  expect((await read()).rights).toEqual([{ type: 'master', claims: 2, least: 1_000_000, most: 1_000_000 }]);
});

test('nobody holds more than there is, by entering, editing or taking back', async () => {
  await claim(holding(kit, 60));
  const other = await claim(holding(ines, 40));
  expect(await errorCode(claim(holding(kit, 1)))).toBe('RIGHTS_EXCEEDED');
  // The same elsewhere, at another time, or of another right is no matter.
  await claim(holding(kit, 100, { type: 'publishing' }));
  const ended = await lab.call('rights.editClaim', { id: other.id, patch: { toDay: '2026-12-31' } });
  await claim(holding(kit, 40, { fromDay: '2027-01-01' }));
  expect(await errorCode(undo(ended.operation))).toBe('RIGHTS_EXCEEDED');
  expect(await errorCode(lab.call('rights.editClaim', { id: other.id, patch: { toDay: '2027-01-01' } }))).toBe(
    'RIGHTS_EXCEEDED',
  );
  expect(await errorCode(claim(holding(ines, 10, { type: 'sync', fromDay: '2027-02-01', toDay: '2027-01-01' })))).toBe(
    'RIGHTS_SPAN',
  );
  expect((await read()).claims).toHaveLength(4);
});

test('a claim against others is kept beside them with a dispute, and counts once that is settled', async () => {
  const first = await claim(holding(kit, 100));
  const { id, operation } = await claim(holding(ines, 50, { note: 'Letter of 3 May', documents: [] }), true);
  const contested = await read();
  expect(contested).toMatchObject({
    flags: ['contested', 'disputed', 'unverified'],
    rights: [{ least: 1_000_000, most: 1_000_000 }],
    conflicts: [{ type: 'master', total: 1_500_000, claimIds: [first.id, id] }],
    disputes: [{ claimId: id, state: 'open', opponent: `Kit ${count}`, reason: 'Letter of 3 May' }],
  });
  expect(await errorCode(lab.call('rights.editClaim', { id, patch: { isContested: false } }))).toBe('RIGHTS_EXCEEDED');
  const [dispute] = contested.disputes;
  const disputeId = dispute?.id as NonNullable<typeof dispute>['id'];
  expect(await errorCode(lab.call('rights.editDispute', { id: disputeId, patch: { state: 'resolved' } }))).toBe(
    'RIGHTS_UNRESOLVED',
  );
  await lab.call('rights.editClaim', { id: first.id, patch: { share: 500_000 } });
  await lab.call('rights.editClaim', { id, patch: { isContested: false } });
  await lab.call('rights.editDispute', { id: disputeId, patch: { state: 'resolved', resolution: 'Half each' } });
  expect(await read()).toMatchObject({
    flags: ['unverified'],
    conflicts: [],
    disputes: [{ state: 'resolved', endedOn: '2026-11-22' }],
  });
  // The claim and its dispute were one step, which cannot be taken back past what built on it.
  expect(operation).not.toBeNull();
});

test('rights that are other than the credited shares are said', async () => {
  const id = (
    await lab.call('catalogue.makeRecording', {
      title: 'Low Bridge',
      credits: [
        { personId: kit, role: 'vocals', share: 5000 },
        { personId: ines, role: 'producer', share: 5000 },
      ],
    })
  ).id;
  asset = { kind: 'recording', id };
  expect((await read()).differences).toEqual([]);
  await claim(holding(kit, 50));
  await claim(holding(ines, 40));
  expect((await read()).differences).toEqual([
    { side: 'master', personId: ines, name: `Ines ${count}`, rightsShare: 400_000, splitShare: 500_000 },
  ]);
  expect((await lab.call('rights.list')).find((each) => each.id === id)?.flags).toContain('disagrees');
});

const harbour: LicenceFields = {
  ...{ title: 'Harbour', licensee: 'North Films', use: 'film', state: 'agreed', fromDay: '', toDay: '' },
  territories: { mode: 'only', codes: ['DE'] },
  ...{ isExclusive: true, feeMinor: 250_000, currency: 'EUR', note: '', documents: [] },
};

test('licences are kept, and exclusive ones that meet are said', async () => {
  const first = await lab.call('licences.make', { asset, fields: harbour });
  const second = await lab.call('licences.make', { asset, fields: { ...harbour, title: 'Bay', isExclusive: false } });
  const clashes = async () =>
    (await lab.call('licences.list', { asset })).map(({ id, clashesWith }) => [id, clashesWith]);
  expect(await clashes()).toEqual([
    [second.id, [first.id]],
    [first.id, [second.id]],
  ]);
  await lab.call('licences.edit', { id: second.id, patch: { territories: { mode: 'except', codes: ['DE'] } } });
  expect(await clashes()).toEqual([
    [second.id, []],
    [first.id, []],
  ]);
  const { id: personId } = await lab.call('people.make', { name: 'Employee', memberRole: 'employee' });
  const seen = await lab.core.dispatch('licences.list', { asset }, { personId, via: 'account' });
  expect(seen).toMatchObject({ ok: true, value: [{ feeMinor: null }, { feeMinor: null }] });
  const removed = await lab.call('licences.remove', { id: first.id });
  expect(await clashes()).toHaveLength(1);
  await undo(removed.operation);
  expect((await read()).flags).toContain('licences');
});

test('documents that never arrived are refused, those that did are named by what stands on them', async () => {
  const body = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
  const reply = await lab.core.media({ method: 'POST', path: '/receipt/new', range: null, body });
  const { hash } = JSON.parse(Buffer.from(reply.body as Uint8Array).toString()) as { hash: string };
  const missing = holding(kit, 10, { documents: [{ hash: '0'.repeat(64), name: 'contract.pdf' }] });
  expect(await errorCode(claim(missing))).toBe('RECEIPT_INVALID');
  const documents = [{ hash, name: 'contract.pdf' }];
  await claim(holding(kit, 10, { documents }));
  expect((await read()).claims[0]?.documents).toEqual(documents);
  // The paper of a licence names its fee: whoever may not see that does not learn where the paper lies.
  const { id } = await lab.call('licences.make', { asset, fields: { ...harbour, documents } });
  const { id: personId } = await lab.call('people.make', { name: 'Reader', memberRole: 'employee' });
  const seen = await lab.core.dispatch('licences.list', { asset }, { personId, via: 'account' });
  expect(seen).toMatchObject({ ok: true, value: [{ id, documents: [] }] });
  const claims = await lab.core.dispatch('rights.asset', asset, { personId, via: 'account' });
  expect(claims).toMatchObject({ ok: true, value: { claims: [{ holderId: kit, documents: [] }] } });
  const kinds = async (caller?: { personId: PersonId; via: 'account' }) => {
    const reply = await lab.core.dispatch('history.operations', { count: 50 }, caller);
    return JSON.stringify(reply).includes('editLicence');
  };
  expect([await kinds(), await kinds({ personId, via: 'account' })]).toEqual([true, false]);
  expect(await lab.call('licences.list', { asset })).toMatchObject([{ id, documents }]);
});

test('what rights are about is found by title and code', async () => {
  await lab.call('catalogue.makeRecording', { title: 'Tide Öffice', isrc: `ZZLR127000${40 + count}` });
  expect(await lab.call('rights.findAssets', { text: 'tide offi' })).toMatchObject([{ title: 'Tide Öffice' }]);
  expect(await lab.call('rights.findAssets', { text: `zz-lr1-27-000${40 + count}` })).toMatchObject([
    { title: 'Tide Öffice' },
  ]);
  expect(await errorCode(lab.call('rights.asset', { kind: 'work', id: 999_999 }))).toBe('NOT_FOUND');
});
