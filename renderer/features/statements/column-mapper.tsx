import { useState } from 'react';
import type { DraftPreview, StatementDraft } from '#shared/contract/statements.ts';
import { currencies } from '#shared/money.ts';
import { type ColumnMapping, type StatementField, saleTypes, statementFields } from '#shared/statement-mapping.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, Select } from '../../ui/index.ts';
import { chooseDraft } from './statements.actions.ts';
import styles from './statements.module.css';

/** What each column of a file of an unknown kind is. Every choice is read at once, so that the sums show whether it is right. */
export function ColumnMapper({ draft, preview }: { draft: StatementDraft; preview: DraftPreview }) {
  const text = useText();
  const [name, setName] = useState(draft.choice.mappingName ?? '');
  const { mapping } = preview;
  if (!mapping) return null;
  const choose = (next: ColumnMapping, mappingName = name) =>
    void chooseDraft(draft.id, { mapping: next, mappingName: mappingName.trim() === '' ? null : mappingName.trim() });
  const setField = (field: StatementField, column: string) => {
    const { [field]: _, ...fields } = mapping.fields;
    const source = { how: 'first' as const, isNegated: false, columns: [column] };
    choose({ ...mapping, fields: column === '' ? fields : { ...fields, [field]: source } });
  };
  const none = { value: '' as const, text: text('statements.noColumn') };
  return (
    <fieldset className={styles.mapper}>
      <legend className={styles.legend}>{text('statements.mapper')}</legend>
      {statementFields.map((field) => (
        <Select
          key={field}
          label={text(`statements.field.${field}`)}
          value={mapping.fields[field]?.columns[0] ?? ''}
          options={[none, ...preview.columns.map((column) => ({ value: column.name, text: column.name }))]}
          onChange={(column) => setField(field, column)}
        />
      ))}
      <Select
        label={text('statements.mapperCurrency')}
        value={mapping.currency ?? ''}
        options={[none, ...currencies.map((value) => ({ value, text: value }))]}
        onChange={(currency) => choose({ ...mapping, currency: currency === '' ? null : currency })}
      />
      <Select
        label={text('statements.mapperSaleType')}
        value={mapping.saleType ?? ''}
        options={[none, ...saleTypes.map((value) => ({ value, text: text(`statements.saleType.${value}`) }))]}
        onChange={(saleType) => choose({ ...mapping, saleType: saleType === '' ? null : saleType })}
      />
      <Field
        label={text('statements.mapperName')}
        value={name}
        onChange={setName}
        onBlur={() => {
          if (draft.choice.mapping) choose(mapping);
        }}
      />
      {preview.isUnknown && (
        <div className={styles.actions}>
          <Button onPress={() => choose(mapping)}>{text('statements.useMapping')}</Button>
        </div>
      )}
    </fieldset>
  );
}
