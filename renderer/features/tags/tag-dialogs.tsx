import { closeTagDialog, useTagDialog } from './tags.store.ts';
import { ToolsDialog } from './tools-dialog.tsx';
import { WriteDialog } from './write-dialog.tsx';

/** Dialogs about tags; one at a time. */
export function TagDialogs() {
  const dialog = useTagDialog((state) => state.dialog);
  if (dialog.kind === 'closed') return null;
  if (dialog.kind === 'write') return <WriteDialog ids={dialog.ids} onClose={closeTagDialog} />;
  return <ToolsDialog ids={dialog.ids} onClose={closeTagDialog} />;
}
