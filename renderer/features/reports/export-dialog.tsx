import { useState } from 'react';
import type { PersonId } from '#shared/contract/people.ts';
import type { ReportDefinition, ReportResult } from '#shared/contract/reports.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, ProgressBar, Segmented, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { chooseFolder } from '../folders/index.ts';
import { reportWords, titleOf } from './report-words.ts';
import { useReports } from './reports.store.ts';
import styles from './reports-view.module.css';

type Format = 'pdf' | 'xlsx' | 'csv';

/** Where a file of the report goes, and of which kind it is. */
export function ExportDialog({ definition, result }: { definition: ReportDefinition; result: ReportResult }) {
  const text = useText();
  const saved = useReports((state) => state.saved);
  const { data: state } = useCall('reports.getExport');
  const { data: choices } = useCall('reports.choices');
  const [format, setFormat] = useState<Format>('pdf');
  const [path, setPath] = useState('');
  const [pageSize, setPageSize] = useState<'A4' | 'LETTER'>('A4');
  const [recipient, setRecipient] = useState<PersonId | null>(definition.filter.clients[0] ?? null);
  const [hasBegun, setHasBegun] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const close = () => useReports.setState({ dialog: null });
  const change = (next: Format) => {
    setFormat(next);
    setPath((before) => before.replace(/\.(pdf|xlsx|csv)$/i, `.${next}`));
  };
  const choose = async () => {
    const folder = await chooseFolder();
    const name = (saved?.name ?? titleOf(text, definition)).replaceAll(/[\\/:*?"<>|]/g, ' ');
    if (folder !== null) setPath(`${folder}${folder.includes('\\') ? '\\' : '/'}${name}.${format}`);
  };
  const write = async () => {
    setError(null);
    setHasBegun(true);
    try {
      const words = reportWords(text, definition, result, saved?.name ?? '');
      await call('reports.export', { definition, format, path: path.trim(), words, pageSize, recipientId: recipient });
    } catch (failure) {
      setHasBegun(false);
      setError(errorText(text, asAppError(failure).code));
    }
  };
  const isWriting = hasBegun && state?.state === 'writing';
  const outcome = hasBegun && state && state.state !== 'writing' ? state : null;
  const failed = outcome?.state === 'failed' ? errorText(text, outcome.error ?? 'INTERNAL') : null;
  return (
    <Dialog
      isOpen
      title={text('reports.export')}
      onClose={close}
      footer={
        <>
          <Button onPress={close}>{text('ui.close')}</Button>
          {isWriting ? (
            <Button onPress={() => void attempt(() => call('reports.cancelExport'))}>{text('ui.cancel')}</Button>
          ) : (
            <Button kind="primary" isDisabled={path.trim() === ''} onPress={() => void attempt(write)}>
              {text('reports.write')}
            </Button>
          )}
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== '' && !isWriting) void attempt(write);
        }}
      >
        <Segmented
          label={text('reports.format')}
          value={format}
          options={(['pdf', 'xlsx', 'csv'] as const).map((value) => ({ value, text: text(`reports.format.${value}`) }))}
          onChange={change}
        />
        <div className={styles.line}>
          <div className={styles.wide}>
            <Field
              label={text('reports.path')}
              hint={text('reports.pathHint', { format })}
              value={path}
              onChange={setPath}
              error={error ?? failed}
            />
          </div>
          <Button onPress={() => void attempt(choose)}>{text('reports.chooseFolder')}</Button>
        </div>
        {format === 'pdf' && (
          <div className={styles.line}>
            <Select
              label={text('reports.pageSize')}
              value={pageSize}
              options={(['A4', 'LETTER'] as const).map((value) => ({ value, text: text(`reports.pageSize.${value}`) }))}
              onChange={setPageSize}
            />
            <Select
              label={text('reports.recipient')}
              value={String(recipient ?? '')}
              options={[
                { value: '', text: text('reports.noRecipient') },
                ...(choices?.clients ?? []).map(({ id, name }) => ({ value: String(id), text: name })),
              ]}
              onChange={(value) => setRecipient(value === '' ? null : (Number(value) as PersonId))}
            />
          </div>
        )}
        {format === 'csv' && <p className={styles.hint}>{text('reports.csvHint')}</p>}
        {isWriting && <ProgressBar label={text('reports.writing')} value={null} />}
        {outcome?.state === 'done' && <p role="status">{text('reports.written', { path: outcome.path })}</p>}
        {outcome && outcome.missingLetters !== '' && (
          <p className={styles.hint}>{text('reports.missingLetters', { letters: outcome.missingLetters })}</p>
        )}
      </form>
    </Dialog>
  );
}
