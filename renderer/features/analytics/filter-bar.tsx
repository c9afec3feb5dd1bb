import type { Output } from '#shared/contract/index.ts';
import { useText } from '../../messages/use-text.ts';
import { Chip, Select } from '../../ui/index.ts';
import styles from './analytics.module.css';
import { type FilterName, removeFilter, useAnalytics } from './analytics.store.ts';
import { monthName } from './analytics-words.ts';
import { monthsBack, periodKinds } from './periods.ts';

const filterNames = {
  store: 'store',
  territory: 'territory',
  recordingId: 'track',
  releaseId: 'release',
  artist: 'artist',
  saleType: 'type',
  source: 'source',
} as const;

/** Which months, and of what: chips for what was pressed below. */
export function FilterBar({ whole }: { whole: Output<'analytics.overview'> }) {
  const text = useText();
  const { period, custom, filter, names } = useAnalytics();
  const set = (Object.keys(filterNames) as FilterName[]).filter((name) => filter[name] !== undefined);
  const { firstMonth, lastMonth } = whole;
  const months = firstMonth === '' ? [] : monthsBack(firstMonth, lastMonth);
  const options = months.map((value) => ({ value, text: monthName(text, value) }));
  const chosen = (month: string, usual: string) => (months.includes(month) ? month : usual);
  return (
    <div className={styles.bar}>
      <Select
        isLabelHidden
        label={text('analytics.period')}
        value={period}
        options={periodKinds.map((value) => ({
          value,
          text: text(`analytics.period.${value}`, { year: lastMonth.slice(0, 4) }),
        }))}
        onChange={(value) =>
          useAnalytics.setState({
            period: value,
            ...(value === 'custom' && custom.from === '' ? { custom: { from: firstMonth, to: lastMonth } } : {}),
          })
        }
      />
      {period === 'custom' && months.length > 0 && (
        <>
          <Select
            isLabelHidden
            label={text('analytics.from')}
            value={chosen(custom.from, firstMonth)}
            options={options}
            onChange={(from) => useAnalytics.setState({ custom: { ...custom, from } })}
          />
          <Select
            isLabelHidden
            label={text('analytics.to')}
            value={chosen(custom.to, lastMonth)}
            options={options}
            onChange={(to) => useAnalytics.setState({ custom: { ...custom, to } })}
          />
        </>
      )}
      {set.length > 0 && (
        <ul className={styles.chips} aria-label={text('analytics.filters')}>
          {set.map((name) => (
            <li key={name}>
              <Chip
                name={`${text(`analytics.dimension.${filterNames[name]}`)}: ${nameOf(name)}`}
                isReachable
                onRemove={() => removeFilter(name)}
              >
                <em>{text(`analytics.dimension.${filterNames[name]}`)}</em> {nameOf(name)}
              </Chip>
            </li>
          ))}
        </ul>
      )}
    </div>
  );

  function nameOf(name: FilterName): string {
    return names[name] ?? String(filter[name]);
  }
}
