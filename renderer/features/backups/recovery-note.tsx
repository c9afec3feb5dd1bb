import { LifeBuoy } from 'lucide-react';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import styles from './recovery-note.module.css';

/** Says that the library came back from a backup by itself, until somebody has read it. */
export function RecoveryNote() {
  const text = useText();
  const { data } = useCall('backups.list');
  const recovery = data?.recovery;
  if (!recovery) return null;
  return (
    <div className={styles.note} role="alert">
      <LifeBuoy size={16} aria-hidden="true" />
      <span className={styles.text}>
        {text('backups.recovered', { when: formatDayAndTime(recovery.backupAt), folder: recovery.damagedFolder })}
      </span>
      <Button size="small" onPress={() => void attempt(() => call('backups.dismissRecovery'))}>
        {text('backups.dismiss')}
      </Button>
    </div>
  );
}
