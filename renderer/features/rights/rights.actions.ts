import type { Licence, LicenceFields } from '#shared/contract/licences.ts';
import type {
  AssetRef,
  AttachedDocument,
  ClaimFields,
  DisputeFields,
  RightsClaim,
  RightsDispute,
} from '#shared/contract/rights.ts';
import { call } from '../../api/client.ts';
import { uploadReceipt } from '../../api/media.ts';
import { text } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import { showRightsOf } from './rights.store.ts';

/** Throws RIGHTS_EXCEEDED, unless it is to stand beside the others. */
export async function addClaim(asset: AssetRef, claim: ClaimFields, asContested: boolean): Promise<void> {
  const { operation } = await call('rights.claim', { asset, claim, asContested });
  showRightsOf(asset);
  showUndoable({ text: text(asContested ? 'rights.didContest' : 'rights.didClaim'), operations: [operation] });
}

export async function editClaim(
  { id }: RightsClaim,
  patch: Partial<ClaimFields> & { isContested?: boolean },
): Promise<void> {
  const { operation } = await call('rights.editClaim', { id, patch });
  showUndoable({ text: text('rights.didEdit'), operations: [operation] });
}

export function removeClaim({ id, holderName }: RightsClaim): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('rights.removeClaim', { id });
    showUndoable({ text: text('rights.didRemove', { name: holderName }), operations: [operation] });
  });
}

export async function openDispute(
  asset: AssetRef,
  claimId: RightsClaim['id'] | null,
  dispute: Omit<DisputeFields, 'state'>,
): Promise<void> {
  const { operation } = await call('rights.openDispute', { asset, claimId, dispute });
  showUndoable({ text: text('rights.didDispute'), operations: [operation] });
}

export async function editDispute({ id }: RightsDispute, patch: Partial<DisputeFields>): Promise<void> {
  const { operation } = await call('rights.editDispute', { id, patch });
  showUndoable({ text: text('rights.didEditDispute'), operations: [operation] });
}

export function removeDispute({ id }: RightsDispute): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('rights.removeDispute', { id });
    showUndoable({ text: text('rights.didRemoveDispute'), operations: [operation] });
  });
}

export async function saveLicence(asset: AssetRef, licence: Licence | null, fields: LicenceFields): Promise<void> {
  const { operation } = licence
    ? await call('licences.edit', { id: licence.id, patch: fields })
    : await call('licences.make', { asset, fields });
  showUndoable({ text: text('rights.didLicence', { title: fields.title }), operations: [operation] });
}

export function removeLicence({ id, title }: Licence): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('licences.remove', { id });
    showUndoable({ text: text('rights.didRemoveLicence', { title }), operations: [operation] });
  });
}

export async function takeDocuments(files: Iterable<File> | null): Promise<AttachedDocument[]> {
  const taken: AttachedDocument[] = [];
  for (const file of files ?? []) {
    const { hash } = await uploadReceipt(file);
    taken.push({ hash, name: file.name.slice(0, 255) });
  }
  return taken;
}
