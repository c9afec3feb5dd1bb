import type { RoyaltyLine, RoyaltyPeriodId } from '#shared/contract/royalties.ts';
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
  if (!line) return null;
  return (
    <section className={styles.section}>
      <h3>{text('royalties.oneRow')}</h3>
      <RawRow line={line} />
      <Button kind="link" onPress={() => openRoyalties({ kind: 'lines', row, group, key: null, name })}>
        {text('royalties.allRows', { rows: rowCount, name })}
      </Button>
    </section>
  );
}

/** What a line is counted from: the first of its rows. */
export function RawRow({ line }: { line: RoyaltyLine }) {
  const text = useText();
  const { statementId, itemId, storeId, territory } = line;
  const { data: found } = useCall('statements.lines', {
    ...({ statementId, itemId, storeId } as { statementId: never; itemId: never; storeId: never }),
    territory,
    saleType: line.saleType as 'stream',
    month: `${Math.floor(line.month / 100)}-${String(line.month % 100).padStart(2, '0')}`,
    count: 1,
  });
  const first = found?.lines[0];
  const { data: raw } = useCall(
    'statements.row',
    { statementId: statementId as never, line: first?.line ?? 1 },
    { enabled: first !== undefined },
  );
  const place =
    first && raw
      ? text('royalties.raw.rowOf', { row: groupedNumber(first.line), rows: groupedNumber(raw.rows) })
      : groupedNumber(first?.line ?? 0);
  const net = first ? `${exactText(first.net)} ${first.currency}` : `${exactText(line.base)} ${line.sourceCurrency}`;
  const facts = [
    [text('royalties.raw.file'), raw?.fileName ?? line.statementName],
    [text('royalties.raw.row'), place],
    [text('royalties.raw.isrc'), line.isrc || '–'],
    [text('royalties.raw.country'), territory || '–'],
    [text('royalties.raw.units'), groupedNumber(first?.units ?? line.units)],
    [text('royalties.raw.net'), net],
  ] as const;
  return (
    <dl className={styles.raw}>
      {facts.map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
