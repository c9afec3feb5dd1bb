import { type CuePlace, type CueTracklistFix, mostCueBytes, type SplitRequest } from '#shared/contract/cue.ts';
import type { TracklistId } from '#shared/contract/tracklists.ts';
import { parseCueList } from '#shared/tracklist/cue-list.ts';
import { call, pathForFile } from '../../api/client.ts';
import { asAppError, queryClient } from '../../api/query.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { chooseFolder } from '../folders/index.ts';
import { showTracklist } from '../tracklists/index.ts';
import { showUndoable } from '../undo/index.ts';
import { closeCueDialog, openCueDialog, useCue } from './cue.store.ts';

/** Asks again for what depends on a list, and waits for it: an answer has changed it. */
async function refresh(): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey: [method] }) => /^(cue|tracklists)\./.test(String(method)),
  });
}

/** Saves the sheet of a list in the dialect and encoding that are chosen. */
export async function saveCue(tracklistId: TracklistId, place: CuePlace): Promise<void> {
  const { dialect, mode, encoding } = useCue.getState();
  try {
    const { operation, path } = await call('cue.save', { tracklistId, dialect, mode, encoding, place });
    const name = path.split(/[/\\]/).at(-1) ?? path;
    await refresh();
    if (operation === null) showToast({ text: text('cue.upToDate', { name }) });
    else showUndoable({ text: text('cue.didSave', { name }), operations: [operation], after: refresh });
  } catch (error) {
    const { code, details } = asAppError(error);
    if (code !== 'ENCODING_UNFIT') throw error;
    const said = text('cue.unfit', { ...details, encoding: text(`cue.encoding.${encoding}`) });
    showToast({ text: said, tone: 'error' });
  }
}

export async function saveCueInFolder(tracklistId: TracklistId): Promise<void> {
  const path = await chooseFolder();
  if (path !== null) await saveCue(tracklistId, { type: 'folder', path });
}

/** Changes the list so that its sheet is right. */
export async function fixTracklist(id: TracklistId, fix: CueTracklistFix, name: string): Promise<void> {
  const { operation } =
    fix.type === 'isrc'
      ? await call('tracklists.editEntries', {
          id,
          steps: [{ type: 'update', id: fix.entryId, values: { isrc: fix.value } }],
        })
      : await call('tracklists.fixTimes', { id, fix: { type: fix.fix } });
  await refresh();
  if (operation !== null) showUndoable({ text: text('cue.didFix', { name }), operations: [operation], after: refresh });
}

export async function splitMix(request: SplitRequest, name: string): Promise<void> {
  const { operation, count } = await call('cue.split', request);
  closeCueDialog();
  showUndoable({ text: text('cue.didSplit', { count, name }), operations: [operation] });
}

/** Opens a sheet that was chosen or dropped; the dialog shows it before anything is made of it. */
export async function openCueFile(file: File): Promise<void> {
  if (file.size > mostCueBytes) {
    showToast({ text: text('cue.tooLarge'), tone: 'error' });
    return;
  }
  // Where its place is known, the mix beside it is found.
  const path = pathForFile(file);
  if (path !== null) {
    openCueDialog('open', { type: 'path', path });
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  openCueDialog('open', { type: 'bytes', name: file.name, base64 });
}

/** Makes a tracklist of a sheet and shows it. */
export async function makeListOfCue(
  sheet: string,
  options: { name: string; mixTrackId: number | null; isEmbedded: boolean },
): Promise<void> {
  const parts = parseCueList(sheet).parts;
  const { operation, ids, count, matched } = await call('tracklists.create', {
    parts,
    source: options.isEmbedded ? 'embedded' : 'cue',
    mixTrackId: options.mixTrackId as never,
    name: options.name,
  });
  closeCueDialog();
  await refresh();
  showUndoable({
    text: text('tracklists.didMake', { lists: ids.length, count, matched }),
    operations: [operation],
    after: refresh,
  });
  showTracklist(ids[0] ?? null);
}
