import { ChartColumn, FileOutput, Save } from 'lucide-react';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton } from '../../ui/index.ts';
import { ExportDialog } from './export-dialog.tsx';
import { ReportBar } from './report-bar.tsx';
import { ReportChart } from './report-chart.tsx';
import { ReportTable } from './report-table.tsx';
import { reportLines, reportNotes } from './report-words.ts';
import { useReports } from './reports.store.ts';
import styles from './reports-view.module.css';
import { SaveDialog } from './save-dialog.tsx';
import { SavedMenu } from './saved-menu.tsx';

/** Reports of time and money: what is counted, how it is grouped, and what it comes to. */
export function ReportsView() {
  const text = useText();
  const { definition, dialog, showsChart, saved } = useReports();
  const { data: result, error } = useCall('reports.run', definition, { keepsPrevious: true });
  const hasChart = result?.chart !== null && result?.chart !== undefined && result.entryCount > 0;
  return (
    <>
      <AreaHead area="time" summary={saved?.name}>
        <SavedMenu />
        <Button icon={<Save size={14} />} onPress={() => useReports.setState({ dialog: 'save' })}>
          {text('reports.save')}
        </Button>
        <Button
          kind="primary"
          icon={<FileOutput size={14} />}
          isDisabled={!result}
          onPress={() => useReports.setState({ dialog: 'export' })}
        >
          {text('reports.export')}
        </Button>
      </AreaHead>
      <ReportBar definition={definition} />
      {error && (
        <p role="alert" className={styles.failed}>
          {errorText(text, error.code)}
        </p>
      )}
      {result && (
        <>
          <div className={styles.about} role="status">
            <span>{reportLines(text, definition, result).join(' · ')}</span>
            {hasChart && (
              <IconButton
                size="small"
                label={text(showsChart ? 'reports.hideChart' : 'reports.showChart')}
                onPress={() => useReports.setState({ showsChart: !showsChart })}
              >
                <ChartColumn size={14} />
              </IconButton>
            )}
          </div>
          {hasChart && showsChart && result.chart && <ReportChart chart={result.chart} />}
          {result.rows.length === 0 ? (
            <EmptyState icon={<ChartColumn size={20} />} text={text('reports.empty')} />
          ) : (
            <ReportTable definition={definition} result={result} />
          )}
          <footer className={styles.notes}>{reportNotes(text, definition, result).join(' · ')}</footer>
        </>
      )}
      {dialog === 'export' && result && <ExportDialog definition={definition} result={result} />}
      {dialog === 'save' && <SaveDialog />}
    </>
  );
}
