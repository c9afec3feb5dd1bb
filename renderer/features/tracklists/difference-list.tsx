import type { EntryDifference } from '#shared/contract/tracklists.ts';
import { writeTime } from '#shared/tracklist/read-time.ts';
import type { EntryFacts } from '#shared/tracklist/tracklist-parts.ts';
import type { MessageId } from '../../messages/index.ts';
import { useText } from '../../messages/use-text.ts';
import { Tag } from '../../ui/index.ts';
import styles from './dialogs.module.css';

const tones = { added: 'ok', removed: 'error', modified: 'warn', same: 'plain' } as const;

type DifferenceListProps = {
  differences: readonly EntryDifference[];
  /** Whether an entry that the other state does not have stays all the same. */
  stays?: (difference: EntryDifference) => boolean;
};

/** What came, went and changed between two states of a list; what is the same is left out. */
export function DifferenceList({ differences, stays = () => false }: DifferenceListProps) {
  const text = useText();
  const shown = differences.flatMap((each, index) =>
    each.kind === 'same' ? [] : [{ ...each, index, isKept: each.kind === 'removed' && stays(each) }],
  );
  if (shown.length === 0) return <p className={styles.quiet}>{text('tracklists.diff.none')}</p>;
  return (
    <ul className={styles.differences} aria-label={text('tracklists.diff')}>
      {shown.map(({ kind, before, after, fields, isKept, index }) => (
        <li key={index} data-kind={kind}>
          {isKept ? (
            <Tag tone="plain">{text('tracklists.diff.kept')}</Tag>
          ) : (
            <Tag tone={tones[kind]}>{text(`tracklists.diff.${kind}`)}</Tag>
          )}
          <span className={styles.grow}>
            {before && kind !== 'added' && <Line entry={before} change={isKept ? null : 'gone'} />}
            {after && kind !== 'removed' && <Line entry={after} change="come" />}
          </span>
          <span className={styles.quiet}>
            {kind === 'modified' &&
              fields.map((field) => text(`tracklists.diff.field.${field}` as MessageId)).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Line({ entry, change }: { entry: EntryFacts; change: 'gone' | 'come' | null }) {
  const { startMs, artist, title, remix } = entry;
  const name = `${artist === '' ? '' : `${artist} - `}${title}${remix === '' ? '' : ` (${remix})`}`;
  const line = `${startMs === null ? '' : `${writeTime(startMs)} `}${name}`;
  if (change === null) return <span>{line}</span>;
  return change === 'gone' ? <del>{line}</del> : <ins>{line}</ins>;
}
