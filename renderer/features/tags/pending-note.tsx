import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { showPending } from './tags.commands.ts';

/** How many tracks have edits that are not written; shows them when pressed. */
export function PendingNote() {
  const text = useText();
  const total = useCall('tags.pending', { count: 0 }).data?.total ?? 0;
  if (total === 0) return null;
  return (
    <Button kind="link" size="small" onPress={showPending}>
      {text('tags.pending', { count: total })}
    </Button>
  );
}
