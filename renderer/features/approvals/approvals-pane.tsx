import { X } from 'lucide-react';
import { useCall } from '../../api/query.ts';
import { updateSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton } from '../../ui/index.ts';
import { ApprovalList } from './approval-list.tsx';
import styles from './approvals.module.css';
import { BestHourValue } from './hour-value.tsx';
import { Renames } from './renames.tsx';
import { TeamWeek } from './team-week.tsx';
import { useToday } from './use-today.ts';

/** The pane beside the views of time: what waits, who is how far, and what an hour earns. */
export function ApprovalsPane() {
  const text = useText();
  const today = useToday();
  const { data } = useCall('approvals.list');
  return (
    <aside className={styles.pane} aria-label={text('approvals.title')}>
      <header className={styles.paneHead}>
        <h2>{text('approvals.title')}</h2>
        {data && data.count > 0 && <span className={styles.count}>{data.count}</span>}
        <span className={styles.space} />
        <IconButton label={text('approvals.close')} onPress={() => void updateSettings({ isInspectorOpen: false })}>
          <X size={16} />
        </IconButton>
      </header>
      <div className={styles.scroll}>
        {data && data.approvals.length > 0 ? (
          <ApprovalList approvals={data.approvals} label={text('approvals.waiting')} />
        ) : (
          <p className={styles.none}>{text('approvals.none')}</p>
        )}
        <Renames />
        <TeamWeek day={today} />
        <BestHourValue />
      </div>
    </aside>
  );
}
