import { Trash2 } from 'lucide-react';
import type { StatementMappingId } from '#shared/contract/statements.ts';
import { stores } from '#shared/stores.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, SavedField, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDay } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './statements.module.css';

/** What names of statements mean: stores as files spell them, and columns of files that were of no known kind. */
export function KnownNames() {
  return (
    <section className={styles.scroll} data-pane-focus tabIndex={-1}>
      <Mappings />
      <Stores />
    </section>
  );
}

function Mappings() {
  const text = useText();
  const { data: mappings = [] } = useCall('statements.mappings');
  const change = (work: () => Promise<{ operation: Parameters<typeof showUndoable>[0]['operations'][number] }>) =>
    void attempt(async () => {
      const { operation } = await work();
      showUndoable({ text: text('statements.didEdit'), operations: [operation] });
    });
  const remove = (id: StatementMappingId) => change(() => call('statements.removeMapping', { id }));
  if (mappings.length === 0) return <p className={`${styles.quiet} ${styles.pad}`}>{text('statements.noMappings')}</p>;
  return (
    <table className={`${styles.table} ${styles.names}`}>
      <caption className={styles.quiet}>{text('statements.mappings')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('statements.nameOf')}</th>
          <th scope="col">{text('statements.column.header')}</th>
          <th scope="col">{text('statements.column.imported')}</th>
          <th scope="col">{text('statements.column.actions')}</th>
        </tr>
      </thead>
      <tbody>
        {mappings.map(({ id, name, header, createdAt }) => (
          <tr key={id}>
            <td>
              <SavedField
                key={name}
                label={text('statements.mapperName')}
                value={name}
                saveText={text('statements.rename')}
                onSave={(saved) => change(() => call('statements.editMapping', { id, name: saved }))}
              />
            </td>
            <td className={styles.name}>{header.join(', ')}</td>
            <td>{formatDay(createdAt, Date.now())}</td>
            <td>
              <IconButton size="small" label={text('statements.removeMapping', { name })} onPress={() => remove(id)}>
                <Trash2 size={14} />
              </IconButton>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Stores() {
  const text = useText();
  const { data: spellings = [] } = useCall('statements.stores');
  return (
    <table className={`${styles.table} ${styles.names}`}>
      <caption className={styles.quiet}>{text('statements.storeNames')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('statements.column.spelling')}</th>
          <th scope="col">{text('statements.column.store')}</th>
        </tr>
      </thead>
      <tbody>
        {spellings.map(({ id, name, key }) => (
          <tr key={id}>
            <td>{name || '–'}</td>
            <td>
              <Select
                isLabelHidden
                label={text('statements.storeOf', { name })}
                value={key}
                options={[
                  { value: '', text: text('statements.otherStore') },
                  ...stores.map((store) => ({ value: store.key, text: store.name })),
                ]}
                onChange={(chosen) =>
                  void attempt(async () => {
                    const { operation } = await call('statements.setStore', { id, key: chosen });
                    showUndoable({ text: text('statements.didEdit'), operations: [operation] });
                  })
                }
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
