import { useId, useState } from 'react';
import { Input, TextField } from 'react-aria-components';
import { facetFields } from '#shared/contract/library/tracks.ts';
import { joinValues, splitValues } from '#shared/query/edit-rules.ts';
import { fieldDefinition, type QueryField } from '#shared/query/fields.ts';
import { valueCount } from '#shared/query/rule-operators.ts';
import type { FieldRule } from '#shared/query/rules.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, Select } from '../../ui/index.ts';
import styles from './rule-editor.module.css';
import { capital, flagName } from './rule-words.ts';

type RuleValuesProps = { rule: FieldRule; isAdded: boolean; onChange: (values: string[]) => void };

/** What a line's field is compared with: nothing, a choice, one value, from and to, or several. */
export function RuleValues({ rule, isAdded, onChange }: RuleValuesProps) {
  const text = useText();
  const { field, operator, values } = rule;
  const count = valueCount(operator);
  const [first = '', second = ''] = values;
  if (count === 'none') return <span className={styles.wide} />;
  const flags = flagsOf(field);
  if (flags && values.length <= 1) {
    const options = [...new Set([...flags, ...(first === '' ? [] : [first])])];
    return (
      <Select
        label={text('rules.value')}
        isLabelHidden
        value={first}
        options={options.map((value) => ({ value, text: capital(flagName(text, value)) }))}
        onChange={(value) => onChange([value])}
      />
    );
  }
  if (count === 'two') {
    return (
      <div className={styles.range}>
        <Field
          label={text('rules.from')}
          isLabelHidden
          placeholder={text('rules.from')}
          value={first}
          autoFocus={isAdded}
          onChange={(value) => onChange([value, second])}
        />
        <Field
          label={text('rules.to')}
          isLabelHidden
          placeholder={text('rules.to')}
          value={second}
          onChange={(value) => onChange([first, value])}
        />
      </div>
    );
  }
  return <ListedValues rule={rule} isMany={count === 'many' && field !== null} isAdded={isAdded} onChange={onChange} />;
}

function flagsOf(field: QueryField | null): string[] | null {
  const definition = field === null ? null : fieldDefinition(field);
  return definition?.kind === 'flag' ? Object.keys(definition.values) : null;
}

const shownValues = 30;

/** Values as text, commas between where several are meant; the library's own are offered. */
function ListedValues({ rule, isMany, isAdded, onChange }: RuleValuesProps & { isMany: boolean }) {
  const text = useText();
  const listId = useId();
  const given = isMany ? joinValues(rule.values) : (rule.values[0] ?? '');
  // As typed: a comma that was only just typed would be gone otherwise.
  const [typed, setTyped] = useState(given);
  const shown = isMany && splitValues(typed).join('\n') === splitValues(given).join('\n') ? typed : given;
  const known = useKnownValues(rule.field);
  return (
    <TextField
      className={styles.wide ?? ''}
      aria-label={text(isMany ? 'rules.values' : 'rules.value')}
      value={shown}
      autoFocus={isAdded}
      onChange={(next) => {
        setTyped(next);
        onChange(isMany ? splitValues(next) : [next]);
      }}
    >
      <Input className={styles.input ?? ''} {...(known.length > 0 ? { list: listId } : {})} />
      <datalist id={listId}>
        {known.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </TextField>
  );
}

/** Names of playlists, or what most tracks have in a field. */
function useKnownValues(field: QueryField | null): string[] {
  const listed = facetFields.find((each) => each === field && each !== 'key' && each !== 'year');
  const kind = field === null ? 'text' : fieldDefinition(field).kind;
  const facet = useCall(
    'tracks.facet',
    { field: listed ?? 'genre', text: '', limit: shownValues },
    { enabled: listed !== undefined },
  );
  const playlists = useCall('playlists.list', undefined, { enabled: kind === 'playlist' });
  if (kind === 'playlist') {
    const named = playlists.data?.filter((each) => field === 'playlist' || each.kind === 'crate') ?? [];
    return [...new Set(named.map(({ name }) => name))];
  }
  return listed ? (facet.data?.values.map(({ value }) => value).filter((value) => value !== '') ?? []) : [];
}
