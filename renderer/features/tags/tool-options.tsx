import type { Tool, ToolField } from '#shared/tags/tools/tool.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox, Field, Select } from '../../ui/index.ts';
import { fieldName } from './field-name.ts';
import { toolFields } from './tool-defaults.ts';
import styles from './tools-dialog.module.css';

type OptionsProps = { tool: Tool; onChange: (tool: Tool) => void };

/** What a tool needs to know. */
export function ToolOptions({ tool, onChange }: OptionsProps) {
  switch (tool.type) {
    case 'replace':
    case 'case':
    case 'trim':
    case 'fill':
      return (
        <>
          <OwnOptions tool={tool} onChange={onChange} />
          <FieldChoice chosen={tool.fields} onChange={(fields) => onChange({ ...tool, fields })} />
        </>
      );
    default:
      return <OwnOptions tool={tool} onChange={onChange} />;
  }
}

function OwnOptions({ tool, onChange }: OptionsProps) {
  const text = useText();
  switch (tool.type) {
    case 'replace':
      return (
        <>
          <Field
            label={text('tags.tool.find')}
            value={tool.find}
            onChange={(find) => onChange({ ...tool, find })}
            maxLength={500}
            spellCheck="false"
            autoFocus
          />
          <Field
            label={text('tags.tool.replacement')}
            value={tool.replacement}
            onChange={(replacement) => onChange({ ...tool, replacement })}
            maxLength={500}
            spellCheck="false"
            hint={tool.isPattern ? text('tags.tool.groups') : undefined}
          />
          <Checkbox isSelected={tool.isPattern} onChange={(isPattern) => onChange({ ...tool, isPattern })}>
            {text('tags.tool.isPattern')}
          </Checkbox>
          <Checkbox
            isSelected={tool.isCaseSensitive}
            onChange={(isCaseSensitive) => onChange({ ...tool, isCaseSensitive })}
          >
            {text('tags.tool.isCaseSensitive')}
          </Checkbox>
        </>
      );
    case 'case':
      return (
        <Select
          label={text('tags.tool.style')}
          value={tool.style}
          options={(['title', 'sentence', 'upper', 'lower'] as const).map((value) => ({
            value,
            text: text(`tags.tool.style.${value}`),
          }))}
          onChange={(style) => onChange({ ...tool, style })}
        />
      );
    case 'number':
      return (
        <>
          <Field
            label={text('tags.tool.start')}
            value={String(tool.start)}
            inputMode="numeric"
            onChange={(typed) =>
              onChange({ ...tool, start: Math.min(9999, Math.max(1, Number.parseInt(typed, 10) || 1)) })
            }
          />
          <Select
            label={text('tags.tool.restart')}
            value={tool.restart}
            options={(['never', 'album', 'folder'] as const).map((value) => ({
              value,
              text: text(`tags.tool.restart.${value}`),
            }))}
            onChange={(restart) => onChange({ ...tool, restart })}
          />
          <Checkbox isSelected={tool.hasTotals} onChange={(hasTotals) => onChange({ ...tool, hasTotals })}>
            {text('tags.tool.hasTotals')}
          </Checkbox>
        </>
      );
    case 'split':
      return (
        <Select
          label={text('tags.tool.source')}
          value={tool.source}
          options={(['title', 'fileName'] as const).map((value) => ({
            value,
            text: text(`tags.tool.source.${value}`),
          }))}
          onChange={(source) => onChange({ ...tool, source })}
        />
      );
    case 'fileName':
      return (
        <Field
          label={text('tags.tool.template')}
          hint={text('tags.tool.templateHint')}
          value={tool.template}
          onChange={(template) => onChange({ ...tool, template })}
          maxLength={300}
          spellCheck="false"
          autoFocus
        />
      );
    case 'fill':
      return (
        <>
          <Select
            label={text('tags.tool.from')}
            value={tool.from}
            options={(['album', 'first'] as const).map((value) => ({ value, text: text(`tags.tool.from.${value}`) }))}
            onChange={(from) => onChange({ ...tool, from })}
          />
          <Checkbox isSelected={tool.isOnlyEmpty} onChange={(isOnlyEmpty) => onChange({ ...tool, isOnlyEmpty })}>
            {text('tags.tool.isOnlyEmpty')}
          </Checkbox>
        </>
      );
    default:
      return <FieldOptions tool={tool} onChange={onChange} />;
  }
}

/** Tools about one field or two. */
function FieldOptions({ tool, onChange }: OptionsProps) {
  const text = useText();
  switch (tool.type) {
    case 'copy':
      return (
        <>
          <FieldSelect
            label={text('tags.tool.from')}
            value={tool.from}
            onChange={(from) => onChange({ ...tool, from })}
          />
          <FieldSelect label={text('tags.tool.to')} value={tool.to} onChange={(to) => onChange({ ...tool, to })} />
        </>
      );
    case 'swap':
      return (
        <>
          <FieldSelect
            label={text('tags.tool.first')}
            value={tool.first}
            onChange={(first) => onChange({ ...tool, first })}
          />
          <FieldSelect
            label={text('tags.tool.second')}
            value={tool.second}
            onChange={(second) => onChange({ ...tool, second })}
          />
        </>
      );
    case 'addValue':
    case 'removeValue':
      return (
        <>
          <FieldSelect
            label={text('tags.tool.field')}
            value={tool.field}
            onChange={(field) => onChange({ ...tool, field })}
          />
          <Field
            label={text('tags.tool.value')}
            value={tool.value}
            onChange={(value) => onChange({ ...tool, value })}
            maxLength={2000}
            autoFocus
          />
        </>
      );
    case 'featuring':
      return (
        <Select
          label={text('tags.tool.to')}
          value={tool.to}
          options={(['title', 'artist'] as const).map((value) => ({ value, text: fieldName(text, value) }))}
          onChange={(to) => onChange({ ...tool, to })}
        />
      );
    default:
      return null;
  }
}

type FieldSelectProps = { label: string; value: ToolField; onChange: (field: ToolField) => void };

function FieldSelect({ label, value, onChange }: FieldSelectProps) {
  const text = useText();
  const options = toolFields.map((field) => ({ value: field as ToolField, text: fieldName(text, field) }));
  return <Select label={label} value={value} options={options} onChange={onChange} />;
}

type FieldChoiceProps = { chosen: readonly ToolField[]; onChange: (fields: ToolField[]) => void };

function FieldChoice({ chosen, onChange }: FieldChoiceProps) {
  const text = useText();
  return (
    <fieldset className={styles.fields}>
      <legend>{text('tags.tool.fields')}</legend>
      {toolFields.map((field) => (
        <Checkbox
          key={field}
          isSelected={chosen.includes(field)}
          onChange={(isOn) => onChange(isOn ? [...chosen, field] : chosen.filter((each) => each !== field))}
        >
          {fieldName(text, field)}
        </Checkbox>
      ))}
    </fieldset>
  );
}
