import { Fragment, useState } from 'react';
import type { RoyaltyLine, RoyaltyPeriodId } from '#shared/contract/royalties.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { RawRow } from './row-behind.tsx';
import styles from './royalties.module.css';
import { closeDialog, type RoyaltyDialog } from './royalties.store.ts';
import { amountText, exactText, groupedNumber, percentText } from './royalty-text.ts';

const pageSize = 100;
const mostShown = 500;
const texts = ['statement', 'month', 'store', 'territory', 'track', 'rule'] as const;
const figures = ['rows', 'units', 'base', 'amount'] as const;

type LinesProps = { periodId: RoyaltyPeriodId; dialog: Extract<RoyaltyDialog, { kind: 'lines' }> };

/** Everything that a figure is made of, line by line, and the row behind each. */
export function LinesDialog({ periodId, dialog }: LinesProps) {
  const text = useText();
  const [limit, setLimit] = useState(pageSize);
  const [opened, setOpened] = useState<string | null>(null);
  const { row, group, key, name } = dialog;
  const { data } = useCall('royalties.lines', { periodId, ...row, group, key, limit }, { keepsPrevious: true });
  const title = text('royalties.linesOf', { name });
  return (
    <Dialog
      isOpen
      size="large"
      title={title}
      onClose={closeDialog}
      footer={<Button onPress={closeDialog}>{text('ui.close')}</Button>}
    >
      <div className={styles.lines}>
        <table className={styles.table} aria-label={title}>
          <thead>
            <tr>
              {texts.map((column) => (
                <th key={column} scope="col">
                  {text(`royalties.line.${column}`)}
                </th>
              ))}
              {figures.map((column) => (
                <th key={column} scope="col" data-figure="true">
                  {text(`royalties.line.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data?.lines.map((line) => {
              const id = Object.values(line).join(' ');
              return (
                <Fragment key={id}>
                  <LineRow line={line} isOpen={opened === id} onOpen={() => setOpened(opened === id ? null : id)} />
                  {opened === id && (
                    <tr>
                      <td colSpan={texts.length + figures.length}>
                        <RawRow line={line} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
      {data && (
        <p className={styles.hint}>
          {text('royalties.linesShown', { shown: data.lines.length, all: data.lineCount })}
          {data.lines.length < data.lineCount && limit < mostShown && (
            <Button kind="link" onPress={() => setLimit(limit + pageSize)}>
              {text('royalties.showMore')}
            </Button>
          )}
        </p>
      )}
    </Dialog>
  );
}

function LineRow({ line, isOpen, onOpen }: { line: RoyaltyLine; isOpen: boolean; onOpen(): void }) {
  const text = useText();
  return (
    <tr>
      <td>
        <Button kind="link" aria-expanded={isOpen} onPress={onOpen}>
          {line.statementName}
        </Button>
      </td>
      <td>{`${Math.floor(line.month / 100)}-${String(line.month % 100).padStart(2, '0')}`}</td>
      <td>{line.storeName}</td>
      <td>{line.territory || '–'}</td>
      <td>{line.title}</td>
      <td>
        {text('royalties.lineRule', {
          contract: line.contractName,
          rate: line.basis === 'perUnit' ? exactText(line.perUnit) : percentText(line.rate),
          share: percentText(line.share),
        })}
        {line.exchangeRate !== '1' && <em>{` × ${line.exchangeRate}`}</em>}
      </td>
      <td data-figure="true">{groupedNumber(line.rowCount)}</td>
      <td data-figure="true">{groupedNumber(line.units)}</td>
      <td data-figure="true">{`${exactText(line.base)} ${line.sourceCurrency}`}</td>
      <td data-figure="true">{amountText(line.amount, line.currency)}</td>
    </tr>
  );
}
