import { TriangleAlert } from 'lucide-react';
import type { Output } from '#shared/contract/index.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import styles from './analytics.module.css';
import { decimalText, growthText, roughAmount, shownAmount, sumOf } from './analytics-words.ts';

/** Four figures: what came in, streams, downloads, and what nobody knows. */
export function FigureStrip({ overview }: { overview: Output<'analytics.overview'> }) {
  const text = useText();
  const { total, currency, months, series, unmatched } = overview;
  const sums = months.map((_, at) => roughAmount(sumOf(series.map(({ net }) => net[at] ?? '0'))));
  return (
    <dl className={styles.figures} aria-label={text('analytics.figures')}>
      <div>
        <dt>{text('analytics.net', { currency })}</dt>
        <dd className={styles.figure} title={`${decimalText(total.net)} ${currency}`}>
          {shownAmount(total.net, currency)}
        </dd>
        <dd className={styles.about}>
          <Growth overview={overview} />
        </dd>
        <Sparkline values={sums} />
      </div>
      <div>
        <dt>{text('analytics.streams')}</dt>
        <dd className={styles.figure}>{text('app.count', { count: total.streams })}</dd>
        <dd className={styles.about}>
          {total.perThousand === null
            ? text('analytics.noStreams')
            : text('analytics.perThousandOf', { amount: decimalText(total.perThousand) })}
        </dd>
      </div>
      <div>
        <dt>{text('analytics.downloads')}</dt>
        <dd className={styles.figure}>{text('app.count', { count: total.downloads })}</dd>
        <dd className={styles.about}>{text('analytics.rowsOf', { rows: total.rows, statements: total.statements })}</dd>
      </div>
      <div>
        <dt>{text('analytics.unmatched')}</dt>
        <dd className={styles.figure} title={`${decimalText(unmatched)} ${currency}`}>
          {shownAmount(unmatched, currency)}
        </dd>
        <dd className={styles.about} data-warn={unmatched !== '0'}>
          {unmatched === '0' ? (
            text('analytics.allMatched')
          ) : (
            <>
              <TriangleAlert size={14} aria-hidden="true" /> {text('analytics.someUnmatched')}{' '}
              <Button kind="link" onPress={() => void runCommand('statements.unmatched')}>
                {text('analytics.match')}
              </Button>
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}

function Growth({ overview: { total, currency, months } }: { overview: Output<'analytics.overview'> }) {
  const text = useText();
  if (total.previousNet === null) return text('analytics.noBefore');
  const before = text('analytics.before', {
    months: months.length,
    before: shownAmount(total.previousNet, currency),
  });
  if (total.growth === null) return before;
  return (
    <>
      <b data-tone={total.growth >= 0 ? 'ok' : 'warn'}>{growthText(text, total.growth)}</b> {before}
    </>
  );
}

const [sparkWidth, sparkHeight] = [70, 22];

/** The months in small; the chart below says the same in full. */
function Sparkline({ values }: { values: readonly number[] }) {
  if (values.length < 2) return null;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const points = values.map((value, at) => {
    const x = (at / (values.length - 1)) * sparkWidth;
    const y = most === least ? sparkHeight / 2 : (1 - (value - least) / (most - least)) * sparkHeight;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <dd className={styles.spark} aria-hidden="true">
      <svg viewBox={`-1 -1 ${sparkWidth + 2} ${sparkHeight + 2}`} aria-hidden="true">
        <polyline points={points.join(' ')} />
      </svg>
    </dd>
  );
}
