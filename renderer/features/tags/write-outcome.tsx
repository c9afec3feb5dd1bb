import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { useCall } from '../../api/query.ts';
import { showQuery } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, ProgressBar } from '../../ui/index.ts';
import { changeSelection, selectTracks } from '../tracks/index.ts';
import styles from './write-dialog.module.css';

type WriteOutcomeProps = { id: OperationId; onClose: () => void };

/** How writing goes, and how it went: what was written, and what was not and why. */
export function WriteOutcome({ id, onClose }: WriteOutcomeProps) {
  const text = useText();
  const { data, error } = useCall('history.operation', { id });
  const activities = useCall('activity.list', undefined).data ?? [];
  const done = activities.find((activity) => activity.id === `files:${id}`);
  const failed = data?.steps.filter(({ state }) => state === 'failed') ?? [];
  const isRunning = !data || data.state === 'running';
  const show = () => {
    const ids = failed.flatMap(({ trackId }) => (trackId === null ? [] : [trackId as TrackId]));
    onClose();
    showQuery('is:edited');
    changeSelection(() => selectTracks(ids, null));
  };
  return (
    <Dialog
      title={text('tags.write.title')}
      isOpen
      onClose={onClose}
      size="large"
      footer={
        <>
          {failed.length > 0 && <Button onPress={show}>{text('tags.write.show', { count: failed.length })}</Button>}
          <Button kind="primary" onPress={onClose} autoFocus>
            {text(isRunning ? 'tags.write.hide' : 'ui.close')}
          </Button>
        </>
      }
    >
      <div className={styles.outcome}>
        {isRunning ? (
          <ProgressBar
            label={text('tags.write.writing', { done: done?.done ?? 0, total: data?.files.total ?? 0 })}
            value={done?.total ? done.done / done.total : 0}
          />
        ) : (
          <p role="status">
            {text('tags.write.done', { done: data.files.done, failed: data.files.failed, total: data.files.total })}
          </p>
        )}
        {error && <p>{errorText(text, error.code)}</p>}
        {failed.length > 0 && (
          <ul>
            {failed.map(({ source, code }) => (
              <li key={source}>
                <span>{source.split(/[\\/]/).at(-1)}</span>
                <span className={styles.reason}>{code ? errorText(text, code) : ''}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
