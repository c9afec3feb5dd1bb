import { Plus, X } from 'lucide-react';
import {
  groupCounts,
  groupsOfKind,
  periodKinds,
  type ReportDefinition,
  type ReportGroup,
  reportKinds,
} from '#shared/contract/reports.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, IconButton, Select } from '../../ui/index.ts';
import { FilterButton } from './filter-button.tsx';
import styles from './report-bar.module.css';
import { changeKind, changeReport, setGroup } from './reports.store.ts';
import { RoundingButton } from './rounding-button.tsx';

/** What a report counts, how it is grouped, and of which days. */
export function ReportBar({ definition }: { definition: ReportDefinition }) {
  const text = useText();
  const { kind, period } = definition;
  return (
    <section className={styles.bar} aria-label={text('reports.builder')}>
      <Select
        label={text('reports.kind')}
        value={kind}
        options={reportKinds.map((value) => ({ value, text: text(`reports.kind.${value}`) }))}
        onChange={changeKind}
      />
      <Groups definition={definition} />
      {kind !== 'budget' && (
        <Select
          label={text('reports.period')}
          value={period.kind}
          options={periodKinds.map((value) => ({ value, text: text(`reports.period.${value}`) }))}
          onChange={(value) =>
            changeReport({ period: value === 'custom' ? customPeriod() : { kind: value, from: '', to: '' } })
          }
        />
      )}
      {kind !== 'budget' && period.kind === 'custom' && <Days period={period} />}
      {kind !== 'entries' && (
        <Select
          label={text('reports.sort')}
          value={definition.sort}
          options={(['name', 'amount'] as const).map((value) => ({ value, text: text(`reports.sort.${value}`) }))}
          onChange={(sort) => changeReport({ sort })}
        />
      )}
      <FilterButton definition={definition} />
      {kind !== 'expenses' && kind !== 'budget' && <RoundingButton definition={definition} />}
    </section>
  );
}

function Groups({ definition: { kind, groups } }: { definition: ReportDefinition }) {
  const text = useText();
  const [least, most] = groupCounts[kind];
  if (most === 0) return null;
  const options = groupsOfKind[kind].map((value) => ({ value, text: text(`reports.group.${value}`) }));
  const next = groupsOfKind[kind].find((group) => !groups.includes(group));
  return (
    <div className={styles.groups}>
      {groups.map((group, place) => (
        <div key={group} className={styles.group}>
          <Select<ReportGroup>
            label={text(place === 0 ? 'reports.groupBy' : 'reports.thenBy')}
            value={group}
            options={options}
            onChange={(value) => setGroup(place, value)}
          />
          {groups.length > least && place > 0 && (
            <IconButton
              size="small"
              label={text('reports.removeGroup', { group: text(`reports.group.${group}`) })}
              onPress={() => setGroup(place, null)}
            >
              <X size={14} />
            </IconButton>
          )}
        </div>
      ))}
      {groups.length < most && next && (
        <IconButton size="small" label={text('reports.addGroup')} onPress={() => setGroup(groups.length, next)}>
          <Plus size={14} />
        </IconButton>
      )}
    </div>
  );
}

/** Days that make no period stay in their fields, and the report stays as it is. */
function Days({ period }: { period: ReportDefinition['period'] }) {
  const text = useText();
  const set = (change: Partial<typeof period>) => {
    const next = { ...period, ...change };
    if (next.from !== '' && next.to !== '' && next.from <= next.to) changeReport({ period: next });
  };
  return (
    <>
      <Field
        key={`from ${period.from}`}
        label={text('reports.from')}
        type="date"
        defaultValue={period.from}
        onChange={(from) => set({ from })}
      />
      <Field
        key={`to ${period.to}`}
        label={text('reports.to')}
        type="date"
        defaultValue={period.to}
        onChange={(to) => set({ to })}
      />
    </>
  );
}

/** This month, to begin with. */
function customPeriod(): ReportDefinition['period'] {
  const now = new Date();
  const day = (date: Date) => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  return { kind: 'custom', from: day(new Date(now.getFullYear(), now.getMonth(), 1)), to: day(now) };
}
