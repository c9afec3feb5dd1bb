import { useState } from 'react';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, TextArea } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { applyTable } from './lookups.actions.ts';
import styles from './lookups.module.css';

const shownRows = 200;

/** The same from a pasted table, for songs no service knows, or without the net. */
export function TablePane() {
  const text = useText();
  const [table, setTable] = useState('');
  const isEmpty = table.trim() === '';
  const { data, error } = useCall('lookups.previewTable', { text: table }, { enabled: !isEmpty });
  const rows = isEmpty ? [] : (data?.rows ?? []);
  const count = rows.filter(({ changes }) => Object.keys(changes).length > 0).length;
  return (
    <div className={styles.pane}>
      <TextArea
        label={text('lookups.table')}
        hint={text('lookups.tableHint')}
        rows={6}
        value={table}
        onChange={setTable}
      />
      {!isEmpty && error && (
        <p className={styles.error} role="alert">
          {errorText(text, error.code)}
        </p>
      )}
      {rows.length > 0 && (
        <table className={styles.table} aria-label={text('lookups.rows')}>
          <thead>
            <tr>
              <th scope="col">{text('lookups.song')}</th>
              <th scope="col">{text('lookups.changes')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shownRows).map(({ line, title, artist, songId, changes }) => (
              <tr key={line}>
                <td>{[artist, title].filter(Boolean).join(' - ')}</td>
                <td>
                  {songId === null
                    ? text('lookups.notHere')
                    : Object.values(changes).join(', ') || text('lookups.same')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data && data.unknownColumns.length > 0 && !isEmpty && (
        <p className={styles.quiet}>{text('lookups.unknownColumns', { names: data.unknownColumns.join(', ') })}</p>
      )}
      <div className={styles.actions}>
        <Button kind="primary" isDisabled={count === 0} onPress={() => void attempt(() => applyTable(table))}>
          {text('lookups.applyCount', { count })}
        </Button>
      </div>
    </div>
  );
}
