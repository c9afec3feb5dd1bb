import { EditPackDialog } from './edit-pack-dialog.tsx';
import { AddSongsDialog, NewPackDialog } from './new-pack-dialog.tsx';
import { closePackDialog, usePacks } from './packs.store.ts';
import { PageDialog, SongIniDialog } from './page-dialog.tsx';
import { PeopleDialog } from './people-dialog.tsx';
import { PickDialog } from './pick-dialog.tsx';
import { ReleaseDialog } from './release-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SeriesDialog } from './series-dialog.tsx';

/** The dialog about packs that is open. */
export function PackDialogs() {
  const dialog = usePacks((state) => state.dialog);
  switch (dialog?.kind) {
    case 'new':
      return <NewPackDialog onClose={closePackDialog} />;
    case 'addSongs':
      return <AddSongsDialog {...dialog} onClose={closePackDialog} />;
    case 'edit':
      return <EditPackDialog id={dialog.id} onClose={closePackDialog} />;
    case 'people':
      return <PeopleDialog id={dialog.id} onClose={closePackDialog} />;
    case 'release':
      return <ReleaseDialog id={dialog.id} onClose={closePackDialog} />;
    case 'remove':
      return <RemoveDialog {...dialog} onClose={closePackDialog} />;
    case 'series':
      return <SeriesDialog id={dialog.id} onClose={closePackDialog} />;
    case 'pick':
      return <PickDialog onClose={closePackDialog} />;
    case 'page':
      return <PageDialog {...dialog} onClose={closePackDialog} />;
    case 'songIni':
      return <SongIniDialog {...dialog} onClose={closePackDialog} />;
    default:
      return null;
  }
}
