import { create } from 'zustand';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { Targets } from './tags.actions.ts';

/** The dialog about tags that is open, and the tracks it is about, in the order of the list. */
type TagDialog = { kind: 'closed' } | { kind: 'write' | 'tools'; ids: readonly TrackId[] };

export const useTagDialog = create<{ dialog: TagDialog }>(() => ({ dialog: { kind: 'closed' } }));

export async function openWriting(targets: Targets): Promise<void> {
  await open('write', targets);
}

export async function openTools(targets: Targets): Promise<void> {
  await open('tools', targets);
}

export function closeTagDialog(): void {
  useTagDialog.setState({ dialog: { kind: 'closed' } });
}

async function open(kind: 'write' | 'tools', targets: Targets): Promise<void> {
  const ids = await targets();
  if (ids.length > 0) useTagDialog.setState({ dialog: { kind, ids } });
}
