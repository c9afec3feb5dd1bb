import { useState } from 'react';
import type { Backup, Finding } from '#shared/contract/backups.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, SavedField, showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatBytes, formatDayAndTime } from '../tracks/index.ts';
import styles from './backups-panel.module.css';
import { Findings } from './findings.tsx';
import { UndoSpace } from './undo-space.tsx';

async function backUpNow(): Promise<void> {
  const { sizeBytes } = await call('backups.make');
  showToast({ text: textNow('backups.made', { size: formatBytes(sizeBytes) }) });
}

async function exportNow(): Promise<void> {
  const { folder } = await call('backups.export');
  showToast({ text: textNow('backups.exported', { folder }) });
}

async function restore({ name, at }: Backup): Promise<void> {
  await call('backups.restore', { name });
  showToast({ text: textNow('backups.restored', { when: formatDayAndTime(at) }) });
}

/** Copies of the library: what there is, making one, going back to one, and whether all is well. */
export function BackupsPanel() {
  const text = useText();
  const { data } = useCall('backups.list');
  const [isBusy, setIsBusy] = useState(false);
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  if (!data) return null;
  const run = async (work: () => Promise<void>) => {
    setIsBusy(true);
    await attempt(work);
    setIsBusy(false);
  };
  return (
    <div className={styles.panel}>
      <p className={styles.about}>{text('backups.about')}</p>
      <div className={styles.actions}>
        <Button kind="primary" isDisabled={isBusy} onPress={() => void run(backUpNow)}>
          {text('backups.make')}
        </Button>
        <Button isDisabled={isBusy} onPress={() => void run(exportNow)}>
          {text('backups.export')}
        </Button>
        <Button isDisabled={isBusy} onPress={() => void run(async () => setFindings(await call('backups.examine')))}>
          {text('backups.examine')}
        </Button>
      </div>
      {findings && <Findings findings={findings} />}
      {data.backups.length === 0 ? (
        <p className={styles.about}>{text('backups.none')}</p>
      ) : (
        <ul className={styles.list} aria-label={text('backups.list')}>
          {data.backups.map((backup) => (
            <BackupItem
              key={backup.name}
              backup={backup}
              isBusy={isBusy}
              onRestore={() => void run(() => restore(backup))}
            />
          ))}
        </ul>
      )}
      {data.exportedAt !== null && (
        <p className={styles.about}>{text('backups.exportedAt', { day: formatDayAndTime(data.exportedAt) })}</p>
      )}
      <UndoSpace />
      {data.isFolderAway && <p className={styles.away}>{text('backups.folderAway')}</p>}
      <SavedField
        key={data.folder}
        label={text('backups.folder')}
        hint={text('backups.folderHint')}
        value={data.isOwnFolder ? '' : data.folder}
        saveText={text('backups.save')}
        onSave={(path) => void attempt(() => saveFolder(path))}
      />
    </div>
  );
}

type BackupItemProps = { backup: Backup; isBusy: boolean; onRestore: () => void };

function BackupItem({ backup: { kind, at, sizeBytes }, isBusy, onRestore }: BackupItemProps) {
  const text = useText();
  const when = formatDayAndTime(at);
  return (
    <li className={styles.backup}>
      <span className={styles.when}>{when}</span>
      <span className={styles.kind}>{text(`backups.kind.${kind}`)}</span>
      <span className={styles.size}>{formatBytes(sizeBytes)}</span>
      <Button size="small" isDisabled={isBusy} aria-label={text('backups.restoreNamed', { when })} onPress={onRestore}>
        {text('backups.restore')}
      </Button>
    </li>
  );
}

async function saveFolder(path: string): Promise<void> {
  await call('backups.setFolder', { path: path === '' ? null : path });
  showToast({ text: textNow('backups.folderSaved') });
}
