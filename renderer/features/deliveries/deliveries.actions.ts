import type { Delivery, DeliveryId, PackageKind } from '#shared/contract/deliveries.ts';
import type { Input } from '#shared/contract/index.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { chooseFolder } from '../folders/index.ts';
import { showUndoable } from '../undo/index.ts';
import { type Meant, openDeliveryDialog, useDeliveries } from './deliveries.store.ts';

type Said = 'mark' | 'handOver' | 'schedule' | 'unschedule' | 'remove' | 'begin';

function said(what: Said, { ids, name }: Meant, operation: OperationId | null, state = ''): void {
  showUndoable({ text: text(`deliveries.did.${what}`, { count: ids.length, name, state }), operations: [operation] });
}

export function meantOf(deliveries: readonly Delivery[]): Meant {
  const [first] = deliveries;
  return { ids: deliveries.map(({ id }) => id), name: first ? nameOf(first) : '' };
}

export function nameOf({ title, storeName }: Pick<Delivery, 'title' | 'storeName'>): string {
  return `${title} · ${storeName}`;
}

export async function markDeliveries(meant: Meant, given: Omit<Input<'deliveries.mark'>, 'ids'>): Promise<void> {
  const { operation } = await call('deliveries.mark', { ids: [...meant.ids], ...given });
  said('mark', meant, operation, text(`deliveries.state.${given.to}`));
}

export async function handOver(meant: Meant, given: Omit<Input<'deliveries.handOver'>, 'ids'>): Promise<void> {
  const { operation } = await call('deliveries.handOver', { ids: [...meant.ids], ...given });
  said('handOver', meant, operation);
}

export async function scheduleDeliveries(meant: Meant, at: number | null): Promise<void> {
  const { operation } = await call('deliveries.schedule', { ids: [...meant.ids], at });
  said(at === null ? 'unschedule' : 'schedule', meant, operation);
}

export function removeDeliveries(meant: Meant): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('deliveries.remove', { ids: [...meant.ids] });
    useDeliveries.setState({ selected: new Set() });
    said('remove', meant, operation);
  });
}

export async function beginDeliveries(releaseId: ReleaseId, storeKeys: readonly string[], name: string): Promise<void> {
  const { operation } = await call('deliveries.begin', { releaseIds: [releaseId], storeKeys: [...storeKeys] });
  showUndoable({ text: text('deliveries.did.begin', { count: storeKeys.length, name }), operations: [operation] });
}

/** Begins to build; without a folder for packages it asks for one first. */
export function buildPackages(ids: readonly DeliveryId[], kind: PackageKind = 'initial', reason = ''): Promise<void> {
  return attempt(async () => {
    const { packagesFolder } = await call('deliveries.settings');
    if (packagesFolder === '' && !(await chooseFor('packagesFolder'))) return;
    await call('deliveries.build', { ids: [...ids], kind, reason });
    showToast({ text: text('deliveries.building', { count: ids.length }) });
  });
}

export type FolderKind = 'packagesFolder' | 'returnsFolder' | 'schemaFolder';

/** Whether one was chosen. */
export async function chooseFor(kind: FolderKind): Promise<boolean> {
  const path = await chooseFolder();
  if (path === null) return false;
  await call('deliveries.setFolders', { [kind]: path });
  return true;
}

export async function takeOutcomes(files: Iterable<File> | null): Promise<void> {
  const [file] = [...(files ?? [])];
  if (file) openDeliveryDialog({ kind: 'outcomes', file: { name: file.name.slice(0, 255), text: await file.text() } });
}
