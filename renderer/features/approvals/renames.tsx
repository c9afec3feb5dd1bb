import { FolderPen } from 'lucide-react';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { useProfiles } from '../people/index.ts';
import styles from './approvals.module.css';

/** Names of files that wait in Organize. */
export function Renames() {
  const text = useText();
  const role = useProfiles()?.role;
  const { data: count = 0 } = useCall('organize.count');
  if (count === 0 || role === undefined || role === 'employee') return null;
  return (
    <p className={styles.renames}>
      <FolderPen size={14} aria-hidden="true" />
      <span>{text('approvals.renames', { count })}</span>
      <Button size="small" kind="link" onPress={() => showView('organize')}>
        {text('approvals.openOrganize')}
      </Button>
    </p>
  );
}
