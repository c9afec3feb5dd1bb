import { type ExchangeDetail, type ExchangeItem, exchangeExtension } from '#shared/contract/exchange.ts';
import type { Input } from '#shared/contract/index.ts';
import { loadCapabilities } from '../../api/capabilities.ts';
import { call, pathForFile } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { chooseFolder } from '../folders/index.ts';
import { showUndoable } from '../undo/index.ts';
import { closeExchange, openExchange } from './exchange.store.ts';

export function isExchangeFile(name: string): boolean {
  return name.toLowerCase().endsWith(`.${exchangeExtension}`);
}

/** Reads a file and shows what it would change. */
export async function readExchange(path: string): Promise<void> {
  const { id, isNew } = await call('exchange.read', { path });
  openExchange({ kind: 'files', id });
  if (!isNew) showToast({ text: text('exchange.readBefore') });
}

/** Of a dropped file; where its path cannot be known, the dialog asks for it. */
export async function openExchangeFile(file: File): Promise<void> {
  const path = pathForFile(file);
  if (path === null) openExchange({ kind: 'files', id: null });
  else await readExchange(path);
}

/** With the system's dialog; false where there is none. */
export async function chooseExchange(): Promise<boolean> {
  const { canPickFolder } = await loadCapabilities();
  if (!canPickFolder) return false;
  const [path] = await call('host.pickFiles');
  if (path !== undefined) await readExchange(path);
  return true;
}

export async function shareSongs(input: Omit<Input<'exchange.share'>, 'folder'>): Promise<void> {
  const folder = await chooseFolder();
  if (folder === null) return;
  const { fileName, audioCount } = await call('exchange.share', { ...input, folder });
  closeExchange();
  showToast({ text: text('exchange.saved', { name: fileName, count: audioCount }) });
}

export async function requestParts(input: Omit<Input<'exchange.request'>, 'folder'>): Promise<void> {
  const folder = await chooseFolder();
  if (folder === null) return;
  const { fileName } = await call('exchange.request', { ...input, folder });
  closeExchange();
  showToast({ text: text('exchange.saved', { name: fileName, count: 0 }) });
}

export async function saveAnswer(id: ExchangeDetail['id']): Promise<void> {
  const folder = await chooseFolder();
  if (folder === null) return;
  const { fileName } = await call('exchange.saveAnswer', { id, folder });
  showToast({ text: text('exchange.saved', { name: fileName, count: 0 }) });
}

export async function decide(input: Input<'exchange.decide'>): Promise<void> {
  const { operation, skipped } = await call('exchange.decide', input);
  const [first] = skipped;
  const said = text(input.refs.length === 0 ? 'exchange.rejected' : 'exchange.taken', {
    count: input.refs.length - skipped.length,
  });
  const rest = first
    ? text('exchange.skipped', {
        count: skipped.length,
        title: first.title,
        reason: text(`exchange.problem.${first.problem}`),
      })
    : '';
  showUndoable({ text: [said, rest].filter(Boolean).join('. '), operations: [operation] });
}

export async function cancelRequest(id: ExchangeDetail['id']): Promise<void> {
  const { operation } = await call('exchange.cancel', { id });
  showUndoable({ text: text('exchange.cancelled'), operations: [operation] });
}

/** Songs of a file that can be taken. */
export function takeable(items: readonly ExchangeItem[]): string[] {
  return items.filter(({ problem, action }) => problem === null && action !== 'skip').map(({ ref }) => ref);
}
