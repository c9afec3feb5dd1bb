import { useState } from 'react';
import { type LineFilter, type StatementColumn, statementColumns } from '#shared/contract/statements.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, ProgressBar, Segmented } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { chooseFolder } from '../folders/index.ts';
import styles from './statements.module.css';

type ExportLinesProps = { filter: LineFilter; name: string; onClose: () => void };

/** Where a file of lines goes. */
export function ExportLines({ filter, name, onClose }: ExportLinesProps) {
  const text = useText();
  const [format, setFormat] = useState<'csv' | 'xlsx'>('csv');
  const [path, setPath] = useState('');
  const [hasBegun, setBegun] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { data: state } = useCall('statements.getExport');
  const outcome = hasBegun && state && state.state !== 'writing' ? state : null;
  const isWriting = hasBegun && state?.state === 'writing';
  const choose = async () => {
    const folder = await chooseFolder();
    if (folder === null) return;
    const file = name.replaceAll(/[\\/:*?"<>|]/g, ' ').replace(/\.\w{1,5}$/, '');
    setPath(`${folder}${folder.includes('\\') ? '\\' : '/'}${file}.${format}`);
  };
  const write = async () => {
    setRefusal(null);
    setBegun(true);
    const titles = Object.fromEntries(
      statementColumns.map((column) => [column, text(`statements.column.${column}`)]),
    ) as Record<StatementColumn, string>;
    try {
      await call('statements.export', { filter, format, path: path.trim(), titles });
    } catch (failure) {
      setBegun(false);
      setRefusal(errorText(text, asAppError(failure).code));
    }
  };
  const error = refusal ?? (outcome?.state === 'failed' ? errorText(text, outcome.error ?? 'INTERNAL') : null);
  return (
    <Dialog
      isOpen
      title={text('statements.export')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('ui.close')}</Button>
          <Button kind="primary" isDisabled={path.trim() === '' || isWriting} onPress={() => void write()}>
            {text('statements.write')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Segmented
          label={text('statements.exportFormat')}
          value={format}
          options={(['csv', 'xlsx'] as const).map((value) => ({ value, text: value.toUpperCase() }))}
          onChange={(value) => {
            setFormat(value);
            setPath(path.replace(/\.(csv|xlsx)$/i, `.${value}`));
          }}
        />
        <div className={styles.fields}>
          <div className={styles.wide}>
            <Field label={text('statements.exportPath')} value={path} error={error} onChange={setPath} />
          </div>
          <Button onPress={() => void attempt(choose)}>{text('statements.chooseFolder')}</Button>
        </div>
        {isWriting && <ProgressBar label={text('statements.writing')} value={null} />}
        {outcome?.state === 'done' && (
          <p role="status">{text('statements.written', { count: outcome.rows, path: outcome.path })}</p>
        )}
      </div>
    </Dialog>
  );
}
