import { useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { AddDialog } from './add-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { addTracksTo } from './playlists.actions.ts';
import { closeDialog, type PlaylistDialog, usePlaylists } from './playlists.store.ts';
import { VersionsDialog } from './versions-dialog.tsx';

/** The dialog about playlists that is open. */
export function PlaylistDialogs() {
  const dialog = usePlaylists((state) => state.dialog);
  switch (dialog?.kind) {
    case 'add':
      return <AddDialog trackIds={dialog.trackIds} />;
    case 'present':
      return <PresentDialog {...dialog} />;
    case 'versions':
      return <VersionsDialog id={dialog.id} name={dialog.name} />;
    case 'link':
      return <LinkDialog {...dialog} />;
    default:
      return null;
  }
}

type PresentDialogProps = Extract<PlaylistDialog, { kind: 'present' }>;

/** Some of the tracks are in the playlist already: a second time, or only the others? */
function PresentDialog({ id, name, trackIds, present, at }: PresentDialogProps) {
  const text = useText();
  const others = new Set(trackIds).size - present;
  const add = (ifPresent: 'add' | 'skip') => {
    closeDialog();
    if (ifPresent === 'add' || others > 0) void attempt(() => addTracksTo({ id, name, trackIds, at }, ifPresent));
  };
  return (
    <Dialog
      title={text('playlists.presentTitle', { count: present, name })}
      isOpen
      size="small"
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={() => add('add')}>{text('playlists.addAnyway')}</Button>
          <Button kind="primary" autoFocus onPress={() => add('skip')}>
            {text('playlists.skipPresent', { others })}
          </Button>
        </>
      }
    >
      <p>{text('playlists.presentText', { others })}</p>
    </Dialog>
  );
}
