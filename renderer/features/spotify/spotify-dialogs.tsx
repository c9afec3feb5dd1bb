import { CompareDialog } from './compare-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { useSpotify } from './spotify.store.ts';

/** The dialog about Spotify that is open. */
export function SpotifyDialogs() {
  const opened = useSpotify((state) => state.opened);
  if (opened?.kind === 'import') return <ImportDialog />;
  if (opened?.kind === 'export') return <ExportDialog playlist={opened.playlist} />;
  return opened ? <CompareDialog playlist={opened.playlist} /> : null;
}
