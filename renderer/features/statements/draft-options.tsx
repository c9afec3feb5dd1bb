import { useState } from 'react';
import { type DraftPreview, importModes, type StatementDraft, type StatementId } from '#shared/contract/statements.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, Select } from '../../ui/index.ts';
import { chooseDraft } from './statements.actions.ts';
import styles from './statements.module.css';

/** What it is called here, who sent it, and how it goes in beside the others. */
export function DraftOptions({ draft, preview }: { draft: StatementDraft; preview: DraftPreview }) {
  const text = useText();
  const { data } = useCall('statements.list');
  const { id, choice, fileName } = draft;
  const [name, setName] = useState(choice.name ?? fileName);
  const [source, setSource] = useState(choice.source ?? preview.formatName);
  const statements = data?.statements ?? [];
  const mode = choice.mode ?? 'merge';
  return (
    <div className={styles.fields}>
      <div className={styles.wide}>
        <Field
          label={text('statements.nameOf')}
          value={name}
          onChange={setName}
          onBlur={() => {
            if (name.trim() !== '' && name !== (choice.name ?? fileName)) void chooseDraft(id, { name });
          }}
        />
      </div>
      <Field
        label={text('statements.sourceOf')}
        value={source}
        onChange={setSource}
        onBlur={() => {
          if (source !== (choice.source ?? preview.formatName)) void chooseDraft(id, { source });
        }}
      />
      {preview.formats.length > 1 && (
        <Select
          label={text('statements.readAs')}
          value={preview.format ?? ''}
          options={[
            ...(preview.format === null ? [{ value: '', text: text('statements.ownMapping') }] : []),
            ...preview.formats.map(({ id: value, name: known }) => ({ value, text: known })),
          ]}
          onChange={(format) => void chooseDraft(id, { format: format === '' ? null : format, mapping: null })}
        />
      )}
      {statements.length > 0 && (
        <Select
          label={text('statements.mode')}
          value={mode}
          options={importModes.map((value) => ({ value, text: text(`statements.mode.${value}`) }))}
          onChange={(chosen) =>
            void chooseDraft(id, { mode: chosen, otherId: chosen === 'merge' ? null : (statements[0]?.id ?? null) })
          }
        />
      )}
      {mode !== 'merge' && (
        <Select
          label={text(mode === 'replace' ? 'statements.replaces' : 'statements.corrects')}
          value={String(choice.otherId ?? '')}
          options={statements.map((other) => ({ value: String(other.id), text: other.name }))}
          onChange={(value) => void chooseDraft(id, { otherId: Number(value) as StatementId })}
        />
      )}
    </div>
  );
}
