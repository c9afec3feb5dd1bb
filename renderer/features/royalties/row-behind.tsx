import type { RoyaltyPeriodId } from '#shared/contract/royalties.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { openRoyalties, type RowKey, useRoyalties } from './royalties.store.ts';
import { exactText, groupedNumber } from './royalty-text.ts';
import styles from './why-pane.module.css';

type RowBehindProps = { periodId: RoyaltyPeriodId; row: RowKey; rowCount: number; name: string };

/** The row of a statement that brought the most, as it stands in its file. */
export function RowBehind({ periodId, row, rowCount, name }: RowBehindProps) {
  const text = useText();
  const group = useRoyalties((state) => state.group);
  const { data: behind } = useCall('royalties.lines', { periodId, ...row, group, limit: 1 });
  const line = behind?.lines[0];
  const { data: found } = useCall(
    'statements.lines',
    {
      statementId: (line?.statementId ?? 1) as never,
      itemId: (line?.itemId ?? 1) as never,
      storeId: (line?.storeId ?? 1) as never,
      territory: line?.territory ?? '',
      count: 1,
    },
    { enabled: line !== undefined },
  );
  const first = found?.lines[0];
  const { data: raw } = useCall(
    'statements.row',
    { statementId: (first?.statementId ?? 1) as never, line: first?.line ?? 1 },
    { enabled: first !== undefined },
  );
  if (!line) return null;
  const facts: [string, string][] = [
    [text('royalties.raw.file'), raw?.fileName ?? line.statementName],
    [
      text('royalties.raw.row'),
      first && raw
        ? text('royalties.raw.rowOf', { row: groupedNumber(first.line), rows: groupedNumber(raw.rows) })
        : '–',
    ],
    [text('royalties.raw.isrc'), line.isrc || '–'],
    [text('royalties.raw.country'), line.territory || '–'],
    [text('royalties.raw.units'), groupedNumber(first?.units ?? line.units)],
    [
      text('royalties.raw.net'),
      first ? `${exactText(first.net)} ${first.currency}` : `${exactText(line.base)} ${line.sourceCurrency}`,
    ],
  ];
  return (
    <section className={styles.section}>
      <h3>{text('royalties.oneRow')}</h3>
      <dl className={styles.raw}>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Button kind="link" onPress={() => openRoyalties({ kind: 'lines', row, group, key: null, name })}>
        {text('royalties.allRows', { rows: rowCount, name })}
      </Button>
    </section>
  );
}
