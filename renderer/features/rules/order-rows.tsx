import { Plus, X } from 'lucide-react';
import { Group } from 'react-aria-components';
import { fieldDefinition, type QueryField, queryFieldNames } from '#shared/query/fields.ts';
import type { RuleSort } from '#shared/query/rules.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton, Select } from '../../ui/index.ts';
import styles from './rule-editor.module.css';
import { capital, fieldName } from './rule-words.ts';

const directions = ['ascending', 'descending'] as const;
const sortable = queryFieldNames.filter((field) => fieldDefinition(field).isSortable);

/** The order of the tracks, the most important part first. */
export function OrderRows({ sort, onChange }: { sort: readonly RuleSort[]; onChange: (sort: RuleSort[]) => void }) {
  const text = useText();
  const replace = (index: number, by: RuleSort) => onChange(sort.map((each, place) => (place === index ? by : each)));
  const left = sortable.filter((field) => sort.every((each) => each.field !== field));
  const next = left.find((field) => field === 'added') ?? left[0];
  return (
    <Group aria-label={text('rules.order')} className={styles.order ?? ''}>
      {sort.map(({ field, direction }, index) => (
        <div key={field} className={styles.line}>
          <Select
            label={text('rules.order.by')}
            isLabelHidden
            value={field}
            options={sortable
              .filter((each) => each === field || left.includes(each))
              .map((each) => ({ value: each, text: capital(fieldName(text, each)) }))}
            onChange={(chosen: QueryField) => replace(index, { field: chosen, direction })}
          />
          <Select
            label={text('rules.direction')}
            isLabelHidden
            value={direction}
            options={directions.map((each) => ({ value: each, text: capital(text(`rules.direction.${each}`)) }))}
            onChange={(chosen) => replace(index, { field, direction: chosen })}
          />
          <span className={styles.wide} />
          <IconButton
            label={text('rules.order.remove')}
            onPress={() => onChange(sort.filter((_, place) => place !== index))}
          >
            <X size={14} />
          </IconButton>
        </div>
      ))}
      {next && (
        <div className={styles.foot}>
          <Button
            size="small"
            kind="ghost"
            icon={<Plus size={14} />}
            onPress={() => onChange([...sort, { field: next, direction: 'descending' }])}
          >
            {text(sort.length === 0 ? 'rules.order.by' : 'rules.order.add')}
          </Button>
        </div>
      )}
    </Group>
  );
}
