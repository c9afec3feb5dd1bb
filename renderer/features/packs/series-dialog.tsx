import type { PackId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './dialogs.module.css';
import { useSubmit } from './new-pack-dialog.tsx';

/** Albums that a pack has enough songs of, to make series of. */
export function SeriesDialog({ id, onClose }: { id: PackId; onClose: () => void }) {
  const text = useText();
  const { data: albums } = useCall('series.eligible', { packId: id });
  const { error, submit } = useSubmit(onClose);
  const make = async (album: string, artist: string) => {
    const made = await call('series.createFromPack', { packId: id, album, artist });
    showView('series', made.id);
    showUndoable({
      text: textNow('packs.seriesMade', { album }),
      operations: [made.operation],
      after: () => showView('packs', id),
    });
  };
  return (
    <Dialog
      title={text('packs.makeSeries')}
      isOpen
      onClose={onClose}
      footer={<Button onPress={onClose}>{text('packs.close')}</Button>}
    >
      <div className={styles.form}>
        {albums?.length === 0 && <p>{text('packs.noAlbums')}</p>}
        <ul className={styles.albums}>
          {albums?.map(({ album, artist, count, seriesId }) => (
            <li key={`${album}\n${artist}`}>
              <span className={styles.grow}>{text('packs.albumOf', { album, artist, count })}</span>
              {seriesId === null ? (
                <Button onPress={() => void submit(() => make(album, artist))}>{text('packs.makeSeriesOf')}</Button>
              ) : (
                <Button
                  kind="ghost"
                  onPress={() => {
                    onClose();
                    showView('series', seriesId);
                  }}
                >
                  {text('packs.openSeries')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {error && (
          <p className={styles.error} role="alert">
            {errorText(text, error.code)}
          </p>
        )}
      </div>
    </Dialog>
  );
}
