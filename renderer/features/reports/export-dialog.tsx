import type { PersonId } from '#shared/contract/people.ts';
import type { ReportDefinition, ReportExport, ReportResult } from '#shared/contract/reports.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, ProgressBar, Segmented, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { useReports } from './reports.store.ts';
import styles from './reports-view.module.css';
import { type ExportForm, useExport } from './use-export.ts';

/** Where a file of the report goes, and of which kind it is. */
export function ExportDialog({ definition, result }: { definition: ReportDefinition; result: ReportResult }) {
  const text = useText();
  const { form, change, choose, write, isWriting, outcome, error } = useExport(definition, result);
  const close = () => useReports.setState({ dialog: null });
  const canWrite = form.path.trim() !== '' && !isWriting;
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
            <Button kind="primary" isDisabled={!canWrite} onPress={() => void attempt(write)}>
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
          if (canWrite) void attempt(write);
        }}
      >
        <Segmented
          label={text('reports.format')}
          value={form.format}
          options={(['pdf', 'xlsx', 'csv'] as const).map((value) => ({ value, text: text(`reports.format.${value}`) }))}
          onChange={(format) => change({ format })}
        />
        <div className={styles.line}>
          <div className={styles.wide}>
            <Field
              label={text('reports.path')}
              hint={text('reports.pathHint', { format: form.format })}
              value={form.path}
              onChange={(path) => change({ path })}
              error={error}
            />
          </div>
          <Button onPress={() => void attempt(choose)}>{text('reports.chooseFolder')}</Button>
        </div>
        {form.format === 'pdf' && <PdfOptions form={form} onChange={change} />}
        {form.format === 'csv' && <p className={styles.hint}>{text('reports.csvHint')}</p>}
        {isWriting && <ProgressBar label={text('reports.writing')} value={null} />}
        {outcome?.state === 'done' && <Written outcome={outcome} />}
      </form>
    </Dialog>
  );
}

function PdfOptions({ form, onChange }: { form: ExportForm; onChange: (form: Partial<ExportForm>) => void }) {
  const text = useText();
  const { data: choices } = useCall('reports.choices');
  return (
    <div className={styles.line}>
      <Select
        label={text('reports.pageSize')}
        value={form.pageSize}
        options={(['A4', 'LETTER'] as const).map((value) => ({ value, text: text(`reports.pageSize.${value}`) }))}
        onChange={(pageSize) => onChange({ pageSize })}
      />
      <Select
        label={text('reports.recipient')}
        value={String(form.recipientId ?? '')}
        options={[
          { value: '', text: text('reports.noRecipient') },
          ...(choices?.clients ?? []).map(({ id, name }) => ({ value: String(id), text: name })),
        ]}
        onChange={(value) => onChange({ recipientId: value === '' ? null : (Number(value) as PersonId) })}
      />
    </div>
  );
}

function Written({ outcome }: { outcome: ReportExport }) {
  const text = useText();
  return (
    <>
      <p role="status">{text('reports.written', { path: outcome.path })}</p>
      {outcome.missingLetters !== '' && (
        <p className={styles.hint}>{text('reports.missingLetters', { letters: outcome.missingLetters })}</p>
      )}
    </>
  );
}
