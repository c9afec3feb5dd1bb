import { type AnalyticsFilter, analyticsViews } from '#shared/contract/analytics.ts';
import type { Output } from '#shared/contract/index.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, ProgressBar, Segmented, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './analytics.module.css';
import { useAnalytics } from './analytics.store.ts';
import { useExport, viewName } from './use-export.ts';

/** Where a file of a view goes, and of which kind it is. */
export function ExportDialog({ overview, asked }: { overview: Output<'analytics.overview'>; asked: AnalyticsFilter }) {
  const text = useText();
  const { form, change, choose, write, isWriting, written, error } = useExport(overview, asked);
  const close = () => useAnalytics.setState({ isExportOpen: false });
  const canWrite = form.path.trim() !== '' && !isWriting;
  return (
    <Dialog
      isOpen
      title={text('analytics.export')}
      onClose={close}
      footer={
        <>
          <Button onPress={close}>{text('ui.close')}</Button>
          <Button kind="primary" isDisabled={!canWrite} onPress={() => void attempt(write)}>
            {text('analytics.write')}
          </Button>
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
        <Select
          label={text('analytics.exportView')}
          value={form.view}
          options={analyticsViews.map((value) => ({ value, text: viewName(text, value) }))}
          onChange={(view) => change({ view })}
        />
        <Segmented
          label={text('analytics.format')}
          value={form.format}
          options={(['xlsx', 'csv', 'pdf'] as const).map((value) => ({
            value,
            text: text(`analytics.format.${value}`),
          }))}
          onChange={(format) => change({ format })}
        />
        <div className={styles.line}>
          <div className={styles.wide}>
            <Field
              label={text('analytics.path')}
              hint={text('analytics.pathHint', { format: form.format })}
              value={form.path}
              onChange={(path) => change({ path })}
              error={error}
            />
          </div>
          <Button onPress={() => void attempt(choose)}>{text('analytics.chooseFolder')}</Button>
        </div>
        {isWriting && <ProgressBar label={text('analytics.writing')} value={null} />}
        {written && <p role="status">{text('analytics.written', written)}</p>}
      </form>
    </Dialog>
  );
}
