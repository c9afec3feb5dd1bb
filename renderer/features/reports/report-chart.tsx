import { readableCell } from '#shared/cell-text.ts';
import type { ReportResult } from '#shared/contract/reports.ts';
import { periodText } from '#shared/period-text.ts';
import { useText } from '../../messages/use-text.ts';
import { ColumnChart } from '../../ui/index.ts';
import styles from './report-chart.module.css';

type Chart = NonNullable<ReportResult['chart']>;

const hourMs = 3_600_000;
const steps = [1, 2, 4, 8, 12, 24, 40, 80, 200, 500, 1000].map((hours) => hours * hourMs);

/** Hours over time, billable ones below. */
export function ReportChart({ chart: { step, points } }: { chart: Chart }) {
  const text = useText();
  return (
    <div className={styles.chart}>
      <ColumnChart
        label={text('reports.chart')}
        pointsName={text(`reports.group.${step}`)}
        series={[
          { name: text('reports.column.billable'), tone: 'first' },
          { name: text('reports.column.notBillable'), tone: 'second' },
        ]}
        points={points.map(({ from, billableMs, otherMs }) => ({
          id: String(from),
          name: periodText(step, from, 'long'),
          short: periodText(step, from, 'short'),
          values: [billableMs, otherMs],
        }))}
        valueText={(ms) => readableCell({ kind: 'duration' }, ms)}
        tickText={(ms) => `${Math.round(ms / hourMs)}:00`}
        steps={steps}
      />
    </div>
  );
}
