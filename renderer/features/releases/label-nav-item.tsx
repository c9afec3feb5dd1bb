import { Disc3 } from 'lucide-react';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { NavItem } from '../../ui/index.ts';

/** The label's line of the sidebar, with the number of drafts. */
export function LabelNavItem({ isCurrent, onPress }: { isCurrent: boolean; onPress: () => void }) {
  const text = useText();
  const { data: releases } = useCall('releases.list');
  const count = releases?.filter(({ state, isArchived }) => state !== 'approved' && !isArchived).length ?? 0;
  return (
    <NavItem
      icon={<Disc3 size={16} />}
      text={text('releases.area')}
      isCurrent={isCurrent}
      note={count > 0 ? text('app.count', { count }) : undefined}
      noteLabel={count > 0 ? text('releases.drafts', { count }) : undefined}
      onPress={onPress}
    />
  );
}
