import type { Input } from '#shared/contract/index.ts';
import type { DraftChoice, StatementId, StatementItemId } from '#shared/contract/statements.ts';
import { call, pathForFile } from '../../api/client.ts';
import { showView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import { openImport, useStatements } from './statements.store.ts';

/** What is sent of a file at once. */
const pieceBytes = 1_200_000;

/** Takes dropped or chosen files: by their paths where those are known, else by what is in them. */
export function takeFiles(files: Iterable<File>): Promise<void> {
  const all = [...files];
  if (all.length === 0) return Promise.resolve();
  openImport();
  return attempt(async () => {
    try {
      const given: Input<'statements.look'>['files'] = [];
      for (const [index, file] of all.entries()) {
        const path = pathForFile(file);
        given.push(path === null ? { upload: await upload(file, index, all.length) } : { path });
      }
      await lookAt(given);
    } finally {
      useStatements.setState({ uploading: null });
    }
  });
}

export function takePath(path: string): Promise<void> {
  return lookAt([{ path }]);
}

async function lookAt(files: Input<'statements.look'>['files']): Promise<void> {
  const { ids } = await call('statements.look', { files });
  useStatements.setState({ draftId: ids[0] ?? null });
}

async function upload(file: File, index: number, count: number): Promise<string> {
  let id: string | null = null;
  let at = 0;
  do {
    useStatements.setState({ uploading: (index + at / Math.max(file.size, 1)) / count });
    const content = await asBase64(file.slice(at, at + pieceBytes));
    ({ upload: id } = await call('statements.upload', { upload: id, name: file.name, at, content }));
    at += pieceBytes;
  } while (at < file.size);
  return id;
}

async function asBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let letters = '';
  for (let at = 0; at < bytes.length; at += 32_768) letters += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(letters);
}

export function chooseDraft(id: number, choice: DraftChoice): Promise<void> {
  return attempt(() => call('statements.setDraft', { id, choice }));
}

export function dropDrafts(ids: number[]): Promise<void> {
  return attempt(() => call('statements.dropDraft', { ids }));
}

export function importDrafts(ids: number[]): Promise<void> {
  return attempt(() => call('statements.import', { ids }));
}

export function editStatement(id: StatementId, change: Input<'statements.edit'>['change']): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('statements.edit', { id, change });
    if (operation !== null) showUndoable({ text: text('statements.didEdit'), operations: [operation] });
  });
}

export function removeStatement(id: StatementId, name: string): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('statements.remove', { ids: [id] });
    showView('statements');
    showUndoable({ text: text('statements.didRemove', { name }), operations: [operation] });
  });
}

export function matchItems(itemIds: StatementItemId[], target: Input<'statements.match'>['target']): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('statements.match', { itemIds, target });
    const did = target === 'ignored' ? 'ignored' : target === 'open' ? 'opened' : 'matched';
    showUndoable({ text: text(`statements.did.${did}`, { count: itemIds.length }), operations: [operation] });
    useStatements.setState({ itemId: null, chosen: new Set() });
  });
}

export function makeCatalogue(itemIds: StatementItemId[]): Promise<void> {
  return attempt(async () => {
    const { operation, recordings, releases } = await call('statements.makeCatalogue', { itemIds });
    showUndoable({ text: text('statements.didMake', { recordings, releases }), operations: [operation] });
    useStatements.setState({ itemId: null, chosen: new Set() });
  });
}
