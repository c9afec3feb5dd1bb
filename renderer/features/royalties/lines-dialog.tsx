import { useState } from 'react';
import type { RoyaltyPeriodId } from '#shared/contract/royalties.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import styles from './royalties.module.css';
import { closeDialog, type RoyaltyDialog } from './royalties.store.ts';
import { amountText, exactText, groupedNumber, percentText } from './royalty-text.ts';

const pageSize = 100;

type LinesProps = { periodId: RoyaltyPeriodId; dialog: Extract<RoyaltyDialog, { kind: 'lines' }> };

/** Everything that a figure is made of, line by line. */
export function LinesDialog({ periodId, dialog }: LinesProps) {
  const text = useText();
  const [limit, setLimit] = useState(pageSize);
  const { row, group, key, name } = dialog;
  const { data } = useCall(
    'royalties.lines',
    { periodId, ...row, group, key, limit: Math.min(500, limit) },
    { keepsPrevious: true },
  );
  return (
    <Dialog
      isOpen
      size="large"
      title={text('royalties.linesOf', { name })}
      onClose={closeDialog}
      footer={<Button onPress={closeDialog}>{text('ui.close')}</Button>}
    >
      {data && (
        <>
          <div className={styles.lines}>
            <table className={styles.table} aria-label={text('royalties.linesOf', { name })}>
              <thead>
                <tr>
                  {(['statement', 'month', 'store', 'territory', 'track', 'rule'] as const).map((column) => (
                    <th key={column} scope="col">
                      {text(`royalties.line.${column}`)}
                    </th>
                  ))}
                  {(['rows', 'units', 'base', 'amount'] as const).map((column) => (
                    <th key={column} scope="col" data-figure="true">
                      {text(`royalties.line.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.lines.map((line) => (
                  <tr key={Object.values(line).join(' ')}>
                    <td>{line.statementName}</td>
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
                ))}
              </tbody>
            </table>
          </div>
          <p className={styles.hint}>
            {text('royalties.linesShown', { shown: data.lines.length, all: data.lineCount })}
            {data.lines.length < data.lineCount && limit < 500 && (
              <Button kind="link" onPress={() => setLimit(limit + pageSize)}>
                {text('royalties.showMore')}
              </Button>
            )}
          </p>
        </>
      )}
    </Dialog>
  );
}
