import { ImportDialog } from './import-dialog.tsx';
import { InviteDialog, JoinDialog } from './invite-dialog.tsx';
import { MakeDialog } from './make-dialog.tsx';
import { HandOverDialog, MergeDialog, MergeWithDialog } from './merge-dialog.tsx';
import { usePeopleStore } from './people.store.ts';

/** Dialogs about people, from wherever they are asked for. */
export function PeopleDialogs() {
  const dialog = usePeopleStore((state) => state.dialog);
  if (dialog === null) return null;
  if (dialog.kind === 'make') return <MakeDialog name={dialog.name} />;
  if (dialog.kind === 'merge') return <MergeDialog key={dialog.ids.join()} ids={dialog.ids} />;
  if (dialog.kind === 'mergeWith') return <MergeWithDialog id={dialog.id} />;
  if (dialog.kind === 'handOver') return <HandOverDialog id={dialog.id} />;
  if (dialog.kind === 'import') return <ImportDialog table={dialog.text} />;
  if (dialog.kind === 'invite') return <InviteDialog />;
  return <JoinDialog join={dialog.text} />;
}
