import { create } from 'zustand';
import type { Folder } from '#shared/contract/library/folders.ts';

/** The dialog about folders that is open. */
export type FolderDialog =
  | { kind: 'closed' }
  | { kind: 'pick'; isAfterDrop: boolean }
  | { kind: 'locate'; folder: Folder }
  | { kind: 'remove'; folder: Folder }
  /** For something else: the answer is the path, or null. */
  | { kind: 'choose'; onChoose: (path: string | null) => void };

export const useFolderDialog = create<{ dialog: FolderDialog }>(() => ({ dialog: { kind: 'closed' } }));

export function openFolderDialog(dialog: FolderDialog): void {
  useFolderDialog.setState({ dialog });
}

export function closeFolderDialog(): void {
  useFolderDialog.setState({ dialog: { kind: 'closed' } });
}
