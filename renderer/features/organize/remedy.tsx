import type { ConflictKind, Proposal, Strategy } from '#shared/contract/organize.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { changeOne, showInInspector } from './organize.actions.ts';
import { useOrganize } from './organize.store.ts';
import styles from './proposal-table.module.css';

/** What can be done about each kind of conflict; the others want another path. */
const strategiesOf: Partial<Record<ConflictKind, readonly Strategy[]>> = {
  existsOther: ['number', 'skip', 'replace'],
  existsSameAudio: ['number', 'skip', 'replace'],
  sameTarget: ['number', 'skip'],
  caseOnly: ['number', 'skip'],
  unicodeOnly: ['number', 'skip'],
};

/** The way out of a conflict. */
export function Remedy({ proposal, name }: { proposal: Proposal; name: string }) {
  const text = useText();
  const { conflict, strategy, missing, id } = proposal;
  if (conflict === null) return null;
  const choices = strategiesOf[conflict];
  if (choices) {
    const isSpelling = conflict === 'caseOnly' || conflict === 'unicodeOnly';
    return (
      <span className={styles.select}>
        <Select
          label={text('organize.strategy', { name })}
          isLabelHidden
          value={(choices.includes(strategy) ? strategy : 'skip') as Strategy | 'compare'}
          options={[
            ...choices.map((value) => ({
              value,
              text: text(
                isSpelling && value === 'number' ? 'organize.strategy.twoSteps' : `organize.strategy.${value}`,
              ),
            })),
            ...(conflict === 'existsSameAudio' ? [{ value: 'compare' as const, text: text('organize.compare') }] : []),
          ]}
          onChange={(value) => {
            if (value === 'compare') showView('duplicates');
            else changeOne(proposal, { type: 'strategy', strategy: value });
          }}
        />
      </span>
    );
  }
  if (conflict === 'offline') return <span className={styles.wait}>{text('organize.waitForDisk')}</span>;
  if (conflict === 'changed') {
    return (
      <Button size="small" className={styles.action ?? ''} onPress={() => changeOne(proposal, { type: 'lookAgain' })}>
        {text('organize.lookAgain')}
      </Button>
    );
  }
  const [field] = missing;
  if (conflict === 'fieldEmpty' && field) {
    return (
      <Button
        size="small"
        className={styles.action ?? ''}
        onPress={() => void attempt(() => showInInspector(proposal))}
      >
        {text('organize.addField', { field: text(`organize.field.${field}`).toLowerCase() })}
      </Button>
    );
  }
  return (
    <Button size="small" className={styles.action ?? ''} onPress={() => useOrganize.setState({ editing: id })}>
      {text('organize.editPath')}
    </Button>
  );
}
