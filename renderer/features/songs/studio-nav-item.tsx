import { SlidersVertical } from 'lucide-react';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { NavItem } from '../../ui/index.ts';

/** The studio in the sidebar; it calls where something is late. */
export function StudioNavItem({ isCurrent, onPress }: { isCurrent: boolean; onPress: () => void }) {
  const text = useText();
  const { data: count } = useCall('songs.count', {});
  const late = count?.late ?? 0;
  return (
    <NavItem
      icon={<SlidersVertical size={16} />}
      text={text('app.area.studio')}
      isCurrent={isCurrent}
      isCalling={late > 0}
      note={late > 0 ? text('app.count', { count: late }) : undefined}
      noteLabel={late > 0 ? text('songs.lateCount', { count: late }) : undefined}
      onPress={onPress}
    />
  );
}
