import { ChevronLeft, ChevronRight, Stamp } from 'lucide-react';
import { useState } from 'react';
import { dayNumber, dayText } from '#shared/zone-clock.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { useText } from '../../messages/use-text.ts';
import { EmptyState, IconButton, Kbd } from '../../ui/index.ts';
import { ApprovalList } from './approval-list.tsx';
import styles from './approvals.module.css';
import { BestHourValue } from './hour-value.tsx';
import { Renames } from './renames.tsx';
import { TeamWeek } from './team-week.tsx';
import { useToday } from './use-today.ts';

/** Everything that waits for a decision of whoever looks, and the weeks of the team. */
export function ApprovalsView() {
  const text = useText();
  const today = useToday();
  const [weeks, setWeeks] = useState(0);
  const { data } = useCall('approvals.list');
  const day = dayText((dayNumber(today) ?? 0) + 7 * weeks);
  return (
    <>
      <AreaHead
        area="time"
        summary={data && data.count > 0 ? text('approvals.count', { count: data.count }) : undefined}
      >
        <IconButton label={text('approvals.weekBefore')} onPress={() => setWeeks(weeks - 1)}>
          <ChevronLeft size={16} />
        </IconButton>
        <IconButton label={text('approvals.weekAfter')} onPress={() => setWeeks(weeks + 1)}>
          <ChevronRight size={16} />
        </IconButton>
      </AreaHead>
      <div className={styles.page} data-pane-focus tabIndex={-1}>
        <section className={styles.waiting} aria-label={text('approvals.waiting')}>
          {data && data.approvals.length > 0 && (
            <>
              <ApprovalList approvals={data.approvals} label={text('approvals.waiting')} />
              <p className={styles.keys}>
                <Kbd keys="J" /> <Kbd keys="K" /> {text('approvals.keys.move')} <Kbd keys="A" />{' '}
                {text('approvals.keys.approve')} <Kbd keys="R" /> {text('approvals.keys.return')}
              </p>
            </>
          )}
          {data?.approvals.length === 0 && <EmptyState icon={<Stamp size={24} />} text={text('approvals.none')} />}
          <Renames />
        </section>
        <div className={styles.side}>
          <TeamWeek day={day} hasActions />
          <BestHourValue />
        </div>
      </div>
    </>
  );
}
