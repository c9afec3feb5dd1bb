import { Timer } from 'lucide-react';
import { formatHours } from '#shared/time/duration.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { NavItem } from '../../ui/index.ts';
import { entryTitle } from './time.actions.ts';
import { useMinutesSince, useRunning } from './time-data.ts';

type TimeNavItemProps = { isCurrent: boolean; onPress: () => void };

/** The sidebar's way to the time views, with the timer that runs. */
export function TimeNavItem({ isCurrent, onPress }: TimeNavItemProps) {
  const text = useText();
  const { entry, ahead } = useRunning();
  const waiting = useCall('approvals.list').data?.count ?? 0;
  return entry ? (
    <RunningItem {...{ isCurrent, onPress }} startAt={entry.startAt - ahead} name={entryTitle(entry)} />
  ) : (
    <NavItem
      icon={<Timer size={16} />}
      text={text('app.area.time')}
      isCurrent={isCurrent}
      isCalling={waiting > 0}
      note={waiting > 0 ? text('app.count', { count: waiting }) : undefined}
      noteLabel={waiting > 0 ? text('approvals.count', { count: waiting }) : undefined}
      onPress={onPress}
    />
  );
}

/** Told anew once a minute. */
function RunningItem({ isCurrent, onPress, startAt, name }: TimeNavItemProps & { startAt: number; name: string }) {
  const text = useText();
  const hours = formatHours(useMinutesSince(startAt) * 60_000);
  return (
    <NavItem
      icon={<Timer size={16} />}
      text={text('app.area.time')}
      isCurrent={isCurrent}
      note={hours}
      noteLabel={text('time.running', { hours, name })}
      isLive
      onPress={onPress}
    />
  );
}
