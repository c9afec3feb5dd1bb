import type { Timesheet } from '#shared/contract/timesheets.ts';
import { formatHours } from '#shared/time/duration.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Meter } from '../../ui/index.ts';
import { PersonAvatar, useProfiles } from '../people/index.ts';
import { weekText } from './approval-text.ts';
import { recallWeek } from './approvals.actions.ts';
import styles from './approvals.module.css';
import { ReopenButton } from './reopen-button.tsx';

/** What everybody has in a week, and what became of it. */
export function TeamWeek({ day, hasActions = false }: { day: string; hasActions?: boolean }) {
  const text = useText();
  const { data: sheets = [] } = useCall('timesheets.team', { day }, { keepsPrevious: true });
  const active = useProfiles()?.active;
  const most = Math.max(1, ...sheets.map(({ totalMs }) => totalMs));
  const [first] = sheets;
  if (sheets.length === 0) return null;
  return (
    <section className={styles.section} aria-label={text('approvals.team')}>
      <h2 className={styles.head}>{first && hasActions ? weekText(text, first) : text('approvals.team')}</h2>
      <ul className={styles.team} data-actions={hasActions}>
        {sheets.map((sheet) => {
          const { personId, personName, totalMs, state } = sheet;
          const name = personId === active?.id ? text('approvals.you') : personName;
          return (
            <li key={personId}>
              <PersonAvatar personId={personId} size={18} isDecoration />
              <span className={styles.who}>{name}</span>
              <Meter
                label={text('approvals.hoursOf', { name })}
                value={totalMs / most}
                valueText={formatHours(totalMs)}
              />
              <span className={styles.hours}>{formatHours(totalMs)}</span>
              <span className={styles.state} data-state={state}>
                {text(`approvals.state.${state}`)}
              </span>
              {hasActions && <Actions sheet={sheet} />}
              {state === 'rejected' && (
                <span className={styles.why}>{text('approvals.because', { reason: sheet.reason })}</span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Actions({ sheet }: { sheet: Timesheet }) {
  const text = useText();
  if (sheet.may.recall) {
    return (
      <Button size="small" kind="ghost" onPress={() => void recallWeek(sheet)}>
        {text('approvals.recall')}
      </Button>
    );
  }
  return sheet.may.reopen ? <ReopenButton sheet={sheet} /> : null;
}
