import { CircleCheck } from 'lucide-react';
import type { StatementId, StatementItem, StatementItemId } from '#shared/contract/statements.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, EmptyState, Field, Segmented } from '../../ui/index.ts';
import { shownAmount } from './amount-text.ts';
import { ItemPanel } from './item-panel.tsx';
import { makeCatalogue, matchItems } from './statements.actions.ts';
import styles from './statements.module.css';
import { useStatements } from './statements.store.ts';

const matches = ['open', 'matched', 'ignored'] as const;
const columns = ['chosen', 'title', 'artist', 'release', 'rows', 'units', 'net'] as const;
const figures: ReadonlySet<string> = new Set(['rows', 'units', 'net']);

/** What was sold and what of the catalogue it is, by what it brought; beside it, what can be done with the one that is looked at. */
export function ItemQueue({ statementId }: { statementId?: StatementId }) {
  const text = useText();
  const { itemMatch, itemText, itemId, chosen } = useStatements();
  const { data } = useCall(
    'statements.items',
    { match: itemMatch, text: itemText, count: 500, ...(statementId === undefined ? {} : { statementId }) },
    { keepsPrevious: true },
  );
  const items = data?.items ?? [];
  const current = items.find(({ id }) => id === itemId);
  const picked = items.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  return (
    <div className={styles.columns}>
      <div className={styles.pane}>
        <div className={styles.bar}>
          <Segmented
            label={text('statements.showItems')}
            value={itemMatch}
            options={matches.map((value) => ({ value, text: text(`statements.items.${value}`) }))}
            onChange={(value) => useStatements.setState({ itemMatch: value, itemId: null, chosen: new Set() })}
          />
          <Field
            label={text('statements.filterItems')}
            isLabelHidden
            placeholder={text('statements.filterItems')}
            value={itemText}
            onChange={(value) => useStatements.setState({ itemText: value })}
          />
          <span className={styles.space} />
          {picked.length > 0 && <PickedActions picked={picked} />}
        </div>
        {data && items.length === 0 ? (
          <EmptyState
            icon={<CircleCheck size={24} />}
            text={text(itemText === '' ? `statements.noItems.${itemMatch}` : 'statements.noneMatch')}
          />
        ) : (
          <ItemTable items={items} total={data?.total ?? 0} chosen={chosen} current={itemId} />
        )}
      </div>
      <aside className={styles.side} aria-label={text('statements.itemPanel')}>
        {current ? (
          <ItemPanel key={current.id} item={current} />
        ) : (
          <p className={styles.quiet}>{text('statements.pickItem')}</p>
        )}
      </aside>
    </div>
  );
}

function PickedActions({ picked }: { picked: StatementItemId[] }) {
  const text = useText();
  const itemMatch = useStatements((state) => state.itemMatch);
  return (
    <>
      {itemMatch === 'open' && (
        <Button size="small" onPress={() => void makeCatalogue(picked)}>
          {text('statements.makeFrom', { count: picked.length })}
        </Button>
      )}
      {itemMatch !== 'ignored' && (
        <Button size="small" onPress={() => void matchItems(picked, 'ignored')}>
          {text('statements.ignoreItems', { count: picked.length })}
        </Button>
      )}
      {itemMatch !== 'open' && (
        <Button size="small" onPress={() => void matchItems(picked, 'open')}>
          {text('statements.openItems', { count: picked.length })}
        </Button>
      )}
    </>
  );
}

type TableProps = {
  items: readonly StatementItem[];
  total: number;
  chosen: ReadonlySet<StatementItemId>;
  current: StatementItemId | null;
};

function ItemTable({ items, total, chosen, current }: TableProps) {
  const text = useText();
  const areAll = items.length > 0 && items.every(({ id }) => chosen.has(id));
  const toggle = (id: StatementItemId) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    useStatements.setState({ chosen: next });
  };
  return (
    <section className={styles.scroll} tabIndex={-1} aria-label={text('statements.itemList')} data-pane-focus>
      <table className={`${styles.table} ${styles.items}`}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-column={column} data-figure={figures.has(column) || undefined}>
                {column === 'chosen' ? (
                  <Checkbox
                    aria-label={text('statements.chooseAll')}
                    isSelected={areAll}
                    onChange={() =>
                      useStatements.setState({ chosen: areAll ? new Set() : new Set(items.map(({ id }) => id)) })
                    }
                  />
                ) : (
                  text(`statements.column.${column}`)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id} aria-current={item.id === current || undefined}>
              <td>
                <Checkbox
                  aria-label={text('statements.chooseItem', { title: item.title || item.releaseTitle })}
                  isSelected={chosen.has(item.id)}
                  onChange={() => toggle(item.id)}
                />
              </td>
              <td className={styles.name}>
                <Button kind="link" onPress={() => useStatements.setState({ itemId: item.id })}>
                  {item.title || item.releaseTitle || item.isrc || item.upc || text('statements.untitled')}
                </Button>
              </td>
              <td className={styles.name}>{item.artist || '–'}</td>
              <td className={styles.name}>{item.releaseTitle || '–'}</td>
              <td data-figure>{text('app.count', { count: item.rows })}</td>
              <td data-figure>{text('app.count', { count: item.units })}</td>
              <td data-figure>
                {item.nets.map(({ currency, net }) => `${shownAmount(net)} ${currency}`).join(' · ') || '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > items.length && (
        <p className={styles.quiet}>{text('statements.moreItems', { count: total - items.length })}</p>
      )}
    </section>
  );
}
