import type { Output } from '#shared/contract/index.ts';
import { updateActions } from '#shared/contract/tracklists.ts';
import { useText } from '../../messages/use-text.ts';
import { Select, Tag } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { DifferenceList } from './difference-list.tsx';

export type UpdateAction = (typeof updateActions)[number];

type UpdateChoiceProps = {
  proposal: Output<'tracklists.proposeUpdate'>;
  action: UpdateAction;
  onAction: (action: UpdateAction) => void;
};

/** What a newer state of the list would change, and how to take it over. */
export function UpdateChoice({ proposal, action, onAction }: UpdateChoiceProps) {
  const text = useText();
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
      {kind !== 'none' && (
        <DifferenceList differences={differences} stays={({ isCritical }) => action !== 'useProposed' || isCritical} />
      )}
    </div>
  );
}
