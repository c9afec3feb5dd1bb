import { useState } from 'react';
import type { OperationId } from '#shared/contract/operation.ts';
import type { PlaylistId, PlaylistVersion } from '#shared/contract/playlists.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime, formatLength } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { closeDialog } from './playlists.store.ts';
import styles from './versions-dialog.module.css';

const mostVersions = 100;
const mostEntries = 500;

/** What a playlist was after each change of it, and the way back. */
export function VersionsDialog({ id, name }: { id: PlaylistId; name: string }) {
  const text = useText();
  const { data: versions = [] } = useCall('playlists.versions', { id, count: mostVersions });
  const [chosen, setChosen] = useState<OperationId | null>(null);
  const shown = versions.find(({ operation }) => operation === chosen) ?? versions[0];
  const isNow = shown === versions[0];
  const goBack = ({ operation, at }: PlaylistVersion) => {
    closeDialog();
    void attempt(async () => {
      const done = await call('playlists.goBack', { id, operation });
      const said = text('playlists.wentBack', { name, time: formatDayAndTime(at) });
      showUndoable({ text: said, operations: [done.operation] });
    });
  };
  return (
    <Dialog
      title={text('playlists.versionsTitle', { name })}
      isOpen
      size="large"
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={closeDialog}>{text('ui.close')}</Button>
          <Button kind="primary" isDisabled={!shown || isNow} onPress={() => shown && goBack(shown)}>
            {text('playlists.goBack')}
          </Button>
        </>
      }
    >
      <div className={styles.columns}>
        <ul className={styles.versions} aria-label={text('playlists.versionList')}>
          {versions.map((version, index) => (
            <li key={version.operation}>
              <button
                type="button"
                className={styles.version}
                aria-current={version === shown ? 'true' : undefined}
                onClick={() => setChosen(version.operation)}
              >
                <span>{index === 0 ? text('playlists.versionNow') : formatDayAndTime(version.at)}</span>
                <span className={styles.note}>{describeVersion(text, version)}</span>
                <span className={styles.count}>{text('playlists.versionHeld', { count: version.count })}</span>
              </button>
            </li>
          ))}
        </ul>
        {shown && <Entries id={id} operation={shown.operation} />}
      </div>
    </Dialog>
  );
}

function Entries({ id, operation }: { id: PlaylistId; operation: OperationId }) {
  const text = useText();
  const { data } = useCall('playlists.version', { id, operation, count: mostEntries }, { keepsPrevious: true });
  const more = (data?.total ?? 0) - (data?.entries.length ?? 0);
  return (
    <section className={styles.entries} aria-label={text('library.tracks')}>
      <ol>
        {data?.entries.map(({ id: entryId, track, kept, note }, index) => (
          <li key={entryId} className={styles.entry}>
            <span className={styles.count}>{index + 1}</span>
            <span className={styles.name}>{track?.title || kept.title}</span>
            <span className={styles.note}>{track?.artist ?? kept.artist}</span>
            <span className={styles.note}>{note}</span>
            <span className={styles.count}>{formatLength(track?.durationMs ?? kept.durationMs ?? 0)}</span>
          </li>
        ))}
      </ol>
      {more > 0 && <p className={styles.note}>{text('playlists.versionMore', { count: more })}</p>}
    </section>
  );
}

/** "+3, −1, order". */
function describeVersion(text: Text, version: PlaylistVersion): string {
  const { kind, isUndo, added, removed, isReordered, isRenamed, edited } = version;
  const parts = [
    isUndo ? text('playlists.versionUndo') : kind === 'makePlaylist' ? text('playlists.versionMade') : '',
    added > 0 ? text('playlists.versionAdded', { count: added }) : '',
    removed > 0 ? text('playlists.versionRemoved', { count: removed }) : '',
    isReordered ? text('playlists.versionReordered') : '',
    isRenamed ? text('playlists.versionRenamed') : '',
    edited > 0 ? text('playlists.versionEdited') : '',
  ];
  return parts.filter(Boolean).join(', ');
}
