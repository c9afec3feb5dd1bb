import type { DuplicateGroup } from '#shared/contract/library/duplicates.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { formatBytes, formatPercent } from '../tracks/index.ts';
import { goToIndex } from './duplicates.actions.ts';
import { useDuplicates } from './duplicates.store.ts';
import styles from './group-table.module.css';

const columns = ['title', 'alike', 'files', 'suggested', 'size'] as const;

/** All groups at a glance: what is suggested, and what it would win. */
export function GroupTable({ groups }: { groups: readonly DuplicateGroup[] }) {
  const text = useText();
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={text('duplicates.list')}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-column={column}>
                {text(`duplicates.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group, index) => (
            <tr key={group.id}>
              <th scope="row">
                <Button
                  kind="link"
                  size="small"
                  aria-label={text('duplicates.open', { title: group.title })}
                  onPress={() => {
                    useDuplicates.setState({ mode: 'one' });
                    goToIndex(index);
                  }}
                >
                  {group.title}
                </Button>
                <span className={styles.artist}>{group.artist}</span>
              </th>
              <td data-doubt={!group.isSure || undefined}>{alikeText(group, text)}</td>
              <td data-column="files">{text('duplicates.count', { count: group.fileCount })}</td>
              <td>{group.suggestedName}</td>
              <td data-column="size">{formatBytes(group.sizeBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function alikeText({ kind, likeness }: DuplicateGroup, text: ReturnType<typeof useText>): string {
  if (kind !== 'maybe') return text('duplicates.same');
  return likeness === null ? text('duplicates.sameTags') : formatPercent(likeness);
}
