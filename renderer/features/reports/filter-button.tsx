import { ListFilter } from 'lucide-react';
import { DialogTrigger } from 'react-aria-components';
import { type ReportDefinition, type ReportFilter, reportStatuses } from '#shared/contract/reports.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Popover, Segmented, Select } from '../../ui/index.ts';
import styles from './report-bar.module.css';
import { changeFilter, countFilters } from './reports.store.ts';

/** Whose time and money a report is about. */
export function FilterButton({ definition }: { definition: ReportDefinition }) {
  const text = useText();
  const count = countFilters(definition);
  return (
    <DialogTrigger>
      <Button icon={<ListFilter size={14} />}>{text('reports.filter', { count })}</Button>
      <Popover label={text('reports.filters')}>
        <FilterPanel filter={definition.filter} count={count} />
      </Popover>
    </DialogTrigger>
  );
}

const empty = { people: [], projects: [], clients: [], songs: [], tags: [], billable: 'all', status: 'all' } as const;

function FilterPanel({ filter, count }: { filter: ReportFilter; count: number }) {
  const text = useText();
  const { data: choices } = useCall('reports.choices');
  return (
    <div className={styles.panel}>
      <Segmented
        label={text('reports.billable')}
        value={filter.billable}
        options={(['all', 'billable', 'notBillable'] as const).map((value) => ({
          value,
          text: text(`reports.billable.${value}`),
        }))}
        onChange={(billable) => changeFilter({ billable })}
      />
      <Select
        label={text('reports.status')}
        value={filter.status}
        options={reportStatuses.map((value) => ({ value, text: text(`reports.status.${value}`) }))}
        onChange={(status) => changeFilter({ status })}
      />
      {choices && (
        <>
          <Choices list="people" all={choices.people} chosen={filter.people} />
          <Choices list="clients" all={choices.clients} chosen={filter.clients} />
          <Choices list="projects" all={choices.projects} chosen={filter.projects} />
          <Choices list="songs" all={choices.songs} chosen={filter.songs} />
          <Choices list="tags" all={choices.tags.map((name) => ({ id: name, name }))} chosen={filter.tags} />
        </>
      )}
      {count > 0 && (
        <Button
          size="small"
          onPress={() => changeFilter({ ...empty, people: [], projects: [], clients: [], songs: [], tags: [] })}
        >
          {text('reports.clearFilters')}
        </Button>
      )}
    </div>
  );
}

type ChoicesProps<Id extends number | string> = {
  list: 'people' | 'clients' | 'projects' | 'songs' | 'tags';
  all: readonly { id: Id; name: string }[];
  chosen: readonly Id[];
};

/** None chosen means all. */
function Choices<Id extends number | string>({ list, all, chosen }: ChoicesProps<Id>) {
  const text = useText();
  if (all.length === 0) return null;
  const set = (id: Id, isOn: boolean) =>
    changeFilter({ [list]: isOn ? [...chosen, id] : chosen.filter((each) => each !== id) } as Partial<ReportFilter>);
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>{text(`reports.list.${list}`)}</legend>
      {all.map(({ id, name }) => (
        <Checkbox key={id} isSelected={chosen.includes(id)} onChange={(isOn) => set(id, isOn)}>
          {name}
        </Checkbox>
      ))}
    </fieldset>
  );
}
