import { FilePen, ListFilter, RotateCcw, Wrench } from 'lucide-react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';
import { showQuery } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { type Command, registerCommands } from '../commands/index.ts';
import { countSelected, selectedIds, useSelection } from '../tracks/index.ts';
import { finishTyping, revertTags } from './tags.actions.ts';
import { openTools, openWriting } from './tags.store.ts';

const hasSelection = () => countSelected(useSelection.getState()) > 0;
const pendingPerCall = 10_000;

/** All tracks with edits, or those of the selection. */
async function tracksToWrite(): Promise<TrackId[]> {
  if (hasSelection()) return selectedIds();
  const all: TrackId[] = [];
  for (;;) {
    const { ids } = await call('tags.pending', { after: all.at(-1) ?? 0, count: pendingPerCall });
    all.push(...ids);
    if (ids.length < pendingPerCall) return all;
  }
}

async function writeTags(): Promise<void> {
  await finishTyping();
  const ids = await tracksToWrite();
  if (ids.length === 0) showToast({ text: text('tags.nothingPending') });
  else await openWriting(async () => ids);
}

/** Shows the tracks whose edits wait to be written. */
export function showPending(): void {
  showQuery('is:edited');
}

const commands: readonly Command[] = [
  { id: 'tags.write', text: 'tags.command.write', group: 'selection', icon: FilePen, keys: ['Mod+S'], run: writeTags },
  {
    ...{ id: 'tags.tools', text: 'tags.command.tools', group: 'selection', icon: Wrench },
    isAvailable: hasSelection,
    run: () => openTools(selectedIds),
  },
  {
    ...{ id: 'tags.revert', text: 'tags.command.revert', group: 'selection', icon: RotateCcw },
    isAvailable: hasSelection,
    run: () => revertTags(selectedIds),
  },
  { id: 'tags.showPending', text: 'tags.command.pending', group: 'go', icon: ListFilter, run: showPending },
];

/** Adds what can be done to tags to keys, menus and the palette, until the returned function is called. */
export function registerTagCommands(): () => void {
  return registerCommands(commands);
}
