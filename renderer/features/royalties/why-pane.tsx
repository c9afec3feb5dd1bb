import { FileText, X } from 'lucide-react';
import { type MovementKindName, movementKinds, type RoyaltyWhy, whyGroups } from '#shared/contract/royalties.ts';
import { formatMoney } from '#shared/money.ts';
import { useCall } from '../../api/query.ts';
import { updateSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Face, IconButton, Select } from '../../ui/index.ts';
import { contractWords } from './contract-words.ts';
import { RowBehind } from './row-behind.tsx';
import { openRoyalties, type RowKey, useRoyalties } from './royalties.store.ts';
import { amountText, groupedNumber, percentText } from './royalty-text.ts';
import { usePeriods } from './use-period.ts';
import styles from './why-pane.module.css';

/** The pane beside royalties: why a payee is owed what is in the table, down to a row of a statement. */
export function RoyaltyPane() {
  const text = useText();
  const row = useRoyalties((state) => state.row);
  const group = useRoyalties((state) => state.group);
  const { period } = usePeriods();
  const isKnown = row !== null && period !== null && period.calculatedAt !== null;
  const { data: why } = useCall(
    'royalties.why',
    { periodId: (period?.id ?? 1) as never, ...(row ?? { payeeId: 1 as never, currency: 'EUR' }), group },
    { enabled: isKnown },
  );
  const shown = isKnown && why?.row.payeeId === row.payeeId ? why : null;
  return (
    <aside className={styles.pane} aria-label={text('royalties.whyPane')}>
      <header className={styles.head}>
        <h2>
          {shown
            ? text('royalties.why', { amount: formatMoney(shown.row.payable || shown.row.closing, shown.row.currency) })
            : text('royalties.whyTitle')}
        </h2>
        <IconButton label={text('royalties.closePane')} onPress={() => void updateSettings({ isInspectorOpen: false })}>
          <X size={16} />
        </IconButton>
      </header>
      {shown && period && row ? (
        <div className={styles.scroll}>
          <WhySections why={shown} row={row} />
          <RowBehind periodId={period.id} row={row} rowCount={shown.rowCount} name={shown.row.name} />
          <section className={styles.buttons}>
            <Button
              icon={<FileText size={16} />}
              onPress={() => openRoyalties({ kind: 'write', payeeId: row.payeeId, format: 'pdf' })}
            >
              {text('royalties.statementPdf')}
            </Button>
            <Button onPress={() => openRoyalties({ kind: 'write', payeeId: row.payeeId, format: 'csv' })}>
              {text('royalties.csv')}
            </Button>
          </section>
        </div>
      ) : (
        <p className={styles.none}>{text('royalties.choosePayee')}</p>
      )}
    </aside>
  );
}

type SectionsProps = { why: RoyaltyWhy; row: RowKey };

function WhySections({ why, row }: SectionsProps) {
  const { name } = why.row;
  const text = useText();
  const { data: contracts = [] } = useCall('contracts.list');
  const said = why.contracts.map((each) => {
    const contract = contracts.find(({ id }) => id === each.contractId);
    return contract ? contractWords(text, contract, contract.assetNames) : each.name;
  });
  return (
    <>
      <section className={styles.who}>
        <Face name={name} />
        <div>
          <b>{name}</b>
          <p>{said.join('; ')}</p>
        </div>
      </section>
      <MovementList why={why} />
      <SourceList why={why} row={row} />
    </>
  );
}

const alwaysShown: ReadonlySet<MovementKindName> = new Set(['opening', 'royalties', 'payments']);

/** From what there was to what there is; each line says where it comes from. */
function MovementList({ why }: { why: RoyaltyWhy }) {
  const text = useText();
  const { row, payout, withheld } = why;
  const { currency, movements } = row;
  return (
    <section className={styles.section}>
      <dl className={styles.movements}>
        {movementKinds
          .filter((kind) => alwaysShown.has(kind) || movements[kind] !== 0)
          .map((kind) => (
            <div
              key={kind}
              data-zero={movements[kind] === 0 || undefined}
              data-negative={kind === 'opening' && movements[kind] < 0}
            >
              <dt>
                {text(`royalties.movement.${kind}`)} <em>{detailOf(kind)}</em>
              </dt>
              <dd>{formatMoney(movements[kind], currency)}</dd>
            </div>
          ))}
        <div className={styles.closing}>
          <dt>
            {text(
              row.payable > 0 ? 'royalties.payable' : row.closing < 0 ? 'royalties.stillToRecoup' : 'royalties.carried',
            )}
          </dt>
          <dd>{formatMoney(row.closing, currency)}</dd>
        </div>
        {withheld.map((each) => (
          <div key={`${each.territory} ${each.rate}`}>
            <dt>
              {text('royalties.withheld')} <em>{`${percentText(each.rate)} ${each.territory ?? ''}`}</em>
            </dt>
            <dd>{formatMoney(-each.minor, each.currency)}</dd>
          </div>
        ))}
        {payout.withheld > 0 && (
          <div>
            <dt>{text('royalties.transferred')}</dt>
            <dd>{formatMoney(payout.payable, payout.currency)}</dd>
          </div>
        )}
      </dl>
      {why.priorAdjustments.map(({ periodName, contractName, kind, minor, reasons }) => (
        <p key={`${periodName} ${contractName} ${kind}`} className={styles.reason}>
          {text('royalties.prior', {
            period: periodName,
            contract: contractName,
            amount: formatMoney(minor, currency),
            reasons: reasons.map((reason) => text(`royalties.reason.${reason as 'termsChanged'}`)).join(', '),
          })}
        </p>
      ))}
    </section>
  );

  function detailOf(kind: MovementKindName): string {
    if (kind === 'royalties') return text('royalties.ofBase', { base: amountText(why.base, currency) });
    if (kind === 'costs') return why.charges.map((charge) => charge.name).join(', ');
    const notes = {
      advances: ['advance'],
      adjustments: ['credit', 'debit'],
      payments: ['payment', 'paymentReturned'],
    } as const;
    const kinds: readonly string[] = kind in notes ? notes[kind as keyof typeof notes] : [];
    return why.entries
      .filter((entry) => kinds.includes(entry.kind))
      .map((entry) => entry.note || entry.date)
      .join(', ');
  }
}

const shownSources = 6;

function SourceList({ why, row }: SectionsProps) {
  const text = useText();
  const { currency } = row;
  const shown = why.sources.slice(0, shownSources);
  const more = why.sources.length - shown.length;
  const open = (key: string | null, name: string) => openRoyalties({ kind: 'lines', row, group: why.group, key, name });
  return (
    <section className={styles.section}>
      <div className={styles.sourceHead}>
        <Select
          label={text('royalties.groupBy')}
          isLabelHidden
          value={why.group}
          options={whyGroups.map((value) => ({ value, text: text(`royalties.group.${value}`) }))}
          onChange={(group) => useRoyalties.setState({ group })}
        />
        <span>{text('royalties.netThenShare')}</span>
      </div>
      <table className={styles.sources}>
        <caption>{text(`royalties.group.${why.group}`)}</caption>
        <thead className={styles.hidden}>
          <tr>
            <th scope="col">{text('royalties.source')}</th>
            <th scope="col">{text('royalties.net')}</th>
            <th scope="col">{text('royalties.share')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, name, base, amount }) => (
            <tr key={key}>
              <th scope="row">
                <Button kind="link" onPress={() => open(key, name || text('royalties.unknown'))}>
                  {name || text('royalties.unknown')}
                </Button>
              </th>
              <td>{amountText(base, currency)}</td>
              <td>
                <b>{amountText(amount, currency)}</b>
              </td>
            </tr>
          ))}
          {more > 0 && (
            <tr>
              <th scope="row" colSpan={3}>
                <Button kind="link" onPress={() => open(null, why.row.name)}>
                  {text('royalties.more10', { count: more })}
                </Button>
              </th>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <span className={styles.hidden}>{text('royalties.total')}</span>
            </th>
            <td>{amountText(why.base, currency)}</td>
            <td>
              <b>{amountText(why.earned, currency)}</b>
            </td>
          </tr>
        </tfoot>
      </table>
      <p className={styles.quiet}>
        {text('royalties.behind', { rows: groupedNumber(why.rowCount), lines: groupedNumber(why.lineCount) })}
      </p>
    </section>
  );
}
