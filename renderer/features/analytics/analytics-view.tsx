import { ChartArea, FileOutput } from 'lucide-react';
import { type AnalyticsFilter, analyticsDimensions } from '#shared/contract/analytics.ts';
import type { Output } from '#shared/contract/index.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Segmented, Select } from '../../ui/index.ts';
import styles from './analytics.module.css';
import { analyticsParts, showAllOf, useAnalytics } from './analytics.store.ts';
import { monthsName, shownAmount } from './analytics-words.ts';
import { Breakdown } from './breakdown.tsx';
import { EstimatesTable } from './estimates-table.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { FigureStrip } from './figure-strip.tsx';
import { FilterBar } from './filter-bar.tsx';
import { HintList } from './hint-list.tsx';
import { spanOf } from './periods.ts';
import { ProjectionNote } from './projection-note.tsx';
import { SourceRows } from './source-rows.tsx';
import { StoreChart } from './store-chart.tsx';
import { StreamsTable } from './streams-table.tsx';

/** What came in: how much, from where, for what and when. */
export function AnalyticsView() {
  const text = useText();
  const { period, custom, filter, isExportOpen } = useAnalytics();
  // Periods end with the last month that has sales at all, whatever is filtered by.
  const { data: whole, error } = useCall('analytics.overview', {});
  const asked: AnalyticsFilter = { ...filter, ...spanOf(period, custom, whole?.lastMonth ?? '') };
  const { data: overview, isPlaceholderData } = useCall('analytics.overview', asked, {
    ...{ enabled: !!whole, keepsPrevious: true },
  });
  const isEmpty = whole && whole.total.rows === 0 && whole.unconverted.length === 0;
  return (
    <>
      <AreaHead area="label" summary={overview && !isEmpty ? monthsName(text, overview.from, overview.to) : undefined}>
        {!isEmpty && (
          <Button
            icon={<FileOutput size={14} />}
            isDisabled={!overview}
            onPress={() => useAnalytics.setState({ isExportOpen: true })}
          >
            {text('analytics.export')}
          </Button>
        )}
      </AreaHead>
      {error && (
        <p role="alert" className={styles.failed}>
          {errorText(text, error.code)}
        </p>
      )}
      {isEmpty && (
        <EmptyState
          icon={<ChartArea size={20} />}
          text={text('analytics.empty')}
          action={<Button onPress={() => showView('statements')}>{text('analytics.toStatements')}</Button>}
        />
      )}
      {whole && overview && !isEmpty && (
        <Page whole={whole} overview={overview} asked={asked} isOld={isPlaceholderData} />
      )}
      {isExportOpen && overview && <ExportDialog overview={overview} asked={asked} />}
    </>
  );
}

type PageProps = {
  whole: Output<'analytics.overview'>;
  overview: Output<'analytics.overview'>;
  asked: AnalyticsFilter;
  /** The figures are of what was asked before; the new ones are on their way. */
  isOld: boolean;
};

function Page({ whole, overview, asked, isOld }: PageProps) {
  const text = useText();
  const { part, dimension } = useAnalytics();
  const isNothing = overview.total.rows === 0 && overview.unconverted.length === 0;
  return (
    <>
      <FilterBar whole={whole} />
      <div className={styles.page} data-pane-focus tabIndex={-1} aria-busy={isOld}>
        {isNothing ? (
          <EmptyState
            icon={<ChartArea size={20} />}
            text={text('analytics.nothing')}
            action={<Button onPress={showAllOf}>{text('analytics.reset')}</Button>}
          />
        ) : (
          <>
            <FigureStrip overview={overview} />
            <div className={styles.over}>
              <StoreChart overview={overview} />
              <div className={styles.beside}>
                <ProjectionNote overview={overview} />
                <HintList asked={asked} isAwaited={!isOld} />
              </div>
            </div>
            <Notes overview={overview} />
            <div className={styles.parts}>
              <Segmented
                label={text('analytics.part')}
                value={part}
                options={analyticsParts.map((value) => ({ value, text: text(`analytics.part.${value}`) }))}
                onChange={(chosen) => useAnalytics.setState({ part: chosen })}
              />
              {part === 'breakdown' && (
                <Select
                  isLabelHidden
                  label={text('analytics.by')}
                  value={dimension}
                  options={analyticsDimensions.map((value) => ({
                    ...{ value, text: text(`analytics.by.${value}`) },
                  }))}
                  onChange={(value) => useAnalytics.setState({ dimension: value })}
                />
              )}
            </div>
            {part === 'breakdown' && <Breakdown asked={asked} />}
            {part === 'rows' && <SourceRows asked={asked} />}
            {part === 'streams' && <StreamsTable asked={asked} currency={overview.currency} />}
            {part === 'estimates' && <EstimatesTable asked={asked} />}
          </>
        )}
      </div>
    </>
  );
}

/** What no figure above has in it. */
function Notes({ overview }: { overview: Output<'analytics.overview'> }) {
  const text = useText();
  const { unconverted, undated, currency } = overview;
  if (unconverted.length === 0 && undated === '0') return null;
  return (
    <ul className={styles.notes}>
      {unconverted.map(({ currency: other, net, rows }) => (
        <li key={other} data-warn="true">
          {text('analytics.unconverted', { amount: shownAmount(net, other), currency: other, rows })}{' '}
          <Button kind="link" onPress={() => showView('statements')}>
            {text('analytics.setRate')}
          </Button>
        </li>
      ))}
      {undated !== '0' && <li>{text('analytics.undated', { amount: shownAmount(undated, currency), currency })}</li>}
    </ul>
  );
}
