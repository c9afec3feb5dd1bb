import { useExchange } from './exchange.store.ts';
import { FilesDialog } from './files-dialog.tsx';
import { RequestDialog } from './request-dialog.tsx';
import { ShareDialog } from './share-dialog.tsx';

/** The dialogs of what goes between installations, of which one at a time is open. */
export function ExchangeDialogs() {
  const dialog = useExchange((state) => state.dialog);
  if (dialog?.kind === 'share') return <ShareDialog songIds={dialog.songIds} />;
  if (dialog?.kind === 'request') return <RequestDialog songIds={dialog.songIds} />;
  if (dialog?.kind === 'files') return <FilesDialog id={dialog.id} />;
  return null;
}
