import type { ImportedPart, TracklistId } from '#shared/contract/tracklists.ts';
import { updateActions } from '#shared/contract/tracklists.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Select, Tag } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { DifferenceList } from './difference-list.tsx';

export type UpdateAction = (typeof updateActions)[number];

type UpdateChoiceProps = {
  id: TracklistId;
  part: ImportedPart;
  action: UpdateAction;
  onAction: (action: UpdateAction) => void;
};

/** What a newer state of the list would change, and how to take it over. */
export function UpdateChoice({ id, part, action, onAction }: UpdateChoiceProps) {
  const text = useText();
  const { data: proposal } = useCall('tracklists.proposeUpdate', { id, part }, { keepsPrevious: true });
  if (!proposal) return null;
  const { added, removed, modified, kind, isSure, differences } = proposal;
  return (
    <div className={styles.update}>
      <p className={styles.summary}>
        {kind === 'none'
          ? text('tracklists.update.same')
          : text('tracklists.update.summary', { added, removed, modified })}{' '}
        {isSure && <Tag tone="ok">{text('tracklists.update.sure')}</Tag>}
      </p>
      <Select
        label={text('tracklists.update.action')}
        value={action}
        options={updateActions.map((value) => ({ value, text: text(`tracklists.update.${value}`) }))}
        onChange={onAction}
      />
      {kind !== 'none' && <DifferenceList differences={differences} />}
    </div>
  );
}
