import type { EntryDifference } from '#shared/contract/tracklists.ts';
import { writeTime } from '#shared/tracklist/read-time.ts';
import type { EntryFacts } from '#shared/tracklist/tracklist-parts.ts';
import type { MessageId } from '../../messages/index.ts';
import { useText } from '../../messages/use-text.ts';
import { Tag } from '../../ui/index.ts';
import styles from './dialogs.module.css';

const tones = { added: 'ok', removed: 'error', modified: 'warn', same: 'plain' } as const;

/** What came, went and changed between two states of a list; what is the same is left out. */
export function DifferenceList({ differences }: { differences: readonly EntryDifference[] }) {
  const text = useText();
  const shown = differences.flatMap((each, index) => (each.kind === 'same' ? [] : [{ ...each, index }]));
  if (shown.length === 0) return <p className={styles.quiet}>{text('tracklists.diff.none')}</p>;
  return (
    <ul className={styles.differences} aria-label={text('tracklists.diff')}>
      {shown.map(({ kind, before, after, fields, isCritical, index }) => (
        <li key={index} data-kind={kind}>
          <Tag tone={tones[kind]}>{text(`tracklists.diff.${kind}`)}</Tag>
          <span className={styles.grow}>
            {before && kind !== 'added' && <Line entry={before} isGone />}
            {after && kind !== 'removed' && <Line entry={after} isGone={false} />}
          </span>
          <span className={styles.quiet}>
            {kind === 'removed' && isCritical && text('tracklists.update.critical')}
            {kind === 'modified' &&
              fields.map((field) => text(`tracklists.diff.field.${field}` as MessageId)).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Line({ entry, isGone }: { entry: EntryFacts; isGone: boolean }) {
  const { startMs, artist, title, remix } = entry;
  const name = `${artist === '' ? '' : `${artist} - `}${title}${remix === '' ? '' : ` (${remix})`}`;
  const line = `${startMs === null ? '' : `${writeTime(startMs)} `}${name}`;
  return isGone ? <del>{line}</del> : <ins>{line}</ins>;
}
