import { BulkDialog } from './bulk-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { NewSongDialog } from './new-song-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { PeopleDialog } from './people-dialog.tsx';
import { useSongs } from './songs.store.ts';
import { StepsDialog } from './steps-dialog.tsx';
import { WorkflowsDialog } from './workflows-dialog.tsx';

/** The dialogs of the studio, of which one at a time is open. */
export function SongDialogs() {
  const dialog = useSongs((state) => state.dialog);
  switch (dialog?.kind) {
    case 'new':
      return <NewSongDialog place={dialog.place} />;
    case 'paste':
      return <PasteDialog />;
    case 'move':
      return <MoveDialog ids={dialog.ids} stage={dialog.stage} />;
    case 'bulk':
      return <BulkDialog ids={dialog.ids} />;
    case 'steps':
      return <StepsDialog id={dialog.id} />;
    case 'people':
      return <PeopleDialog id={dialog.id} />;
    case 'workflows':
      return <WorkflowsDialog />;
    default:
      return null;
  }
}
