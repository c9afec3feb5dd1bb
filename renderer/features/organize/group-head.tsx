import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import { useText } from '../../messages/use-text.ts';
import { Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { GridCell, GridRow } from './grid-parts.tsx';
import { solveAll } from './organize.actions.ts';
import { type ProposalGroup, toggleFold, useOrganize } from './organize.store.ts';
import styles from './proposal-table.module.css';

const choices = ['number', 'skip', 'replace'] as const;

type GroupHeadProps = { group: ProposalGroup; count: number; place: ComponentProps<'div'> };

/** The head of a group: how many files, and what can be said to all of them. */
export function GroupHead({ group, count, place }: GroupHeadProps) {
  const text = useText();
  const isFolded = useOrganize((state) => state.folded.has(group));
  return (
    <GridRow {...place} className={`${styles.group} ${styles.placed}`} data-group={group}>
      <GridCell className={styles.groupName}>
        <PlainButton className={styles.fold ?? ''} aria-expanded={!isFolded} onPress={() => toggleFold(group)}>
          {isFolded ? <ChevronRight size={14} aria-hidden="true" /> : <ChevronDown size={14} aria-hidden="true" />}
          <span>{text(`organize.group.${group}`)}</span>
          <span className={styles.badge}>{text('app.count', { count })}</span>
        </PlainButton>
      </GridCell>
      <GridCell className={styles.groupNote}>
        {group === 'conflicts' && (
          <>
            <span aria-hidden="true">{text('organize.sameRule', { count })}</span>
            <span className={styles.solveAll}>
              <Select
                label={text('organize.sameRule', { count })}
                isLabelHidden
                value=""
                options={[
                  { value: '', text: text('organize.strategyAll.choose') },
                  ...choices.map((value) => ({ value, text: text(`organize.strategyAll.${value}`) })),
                ]}
                onChange={(value) => {
                  const strategy = choices.find((choice) => choice === value);
                  if (strategy) void attempt(() => solveAll(strategy));
                }}
              />
            </span>
          </>
        )}
        {group === 'warnings' && text('organize.willApply')}
      </GridCell>
    </GridRow>
  );
}
