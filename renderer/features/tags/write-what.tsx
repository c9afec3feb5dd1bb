import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { TagSettings } from '#shared/contract/settings.ts';
import { parseTemplate } from '#shared/name-template/index.ts';
import type { WriteBack } from '#shared/tags/write-back.ts';
import { currentSettings, updateSettings, useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox, Field, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './write-dialog.module.css';

export function changeTagSettings(change: Partial<TagSettings>): void {
  void attempt(() => updateSettings({ tags: { ...currentSettings().tags, ...change } }));
}

function changeInclude(change: Partial<WriteBack>): void {
  changeTagSettings({ include: { ...currentSettings().tags.include, ...change } });
}

/** What goes into the files: the edits, and what analysis and the user say where that is wanted. */
export function WriteWhat() {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const bodyId = useId();
  const { include } = useSettings().tags;
  return (
    <div className={styles.what}>
      <button
        type="button"
        className={styles.whatHead}
        aria-expanded={isOpen}
        aria-controls={isOpen ? bodyId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight size={14} aria-hidden="true" />
        {text('tags.what', { what: summaryOf(include, text) })}
      </button>
      {isOpen && (
        <div id={bodyId}>
          <IncludeFields />
        </div>
      )}
    </div>
  );
}

/** The same choices, for the settings too. */
export function IncludeFields() {
  const text = useText();
  const { include } = useSettings().tags;
  const choices = <Value extends string>(name: string, values: readonly Value[]) =>
    values.map((value) => ({ value, text: text(`tags.what.${name}.${value}` as 'tags.what.bpm.off') }));
  return (
    <div className={styles.whatBody}>
      <div className={styles.checks}>
        {(['edits', 'keyInField', 'keyInComment', 'keyInGrouping', 'replayGain'] as const).map((name) => (
          <Checkbox key={name} isSelected={include[name]} onChange={(isOn) => changeInclude({ [name]: isOn })}>
            {text(`tags.what.${name}`)}
          </Checkbox>
        ))}
      </div>
      <div className={styles.checks}>
        <Select
          label={text('tags.field.bpm')}
          value={include.bpm}
          options={choices('bpm', ['off', 'whole', 'decimals'] as const)}
          onChange={(bpm) => changeInclude({ bpm })}
        />
        <Select
          label={text('tags.what.keyNotation')}
          value={include.keyNotation}
          options={choices('keyNotation', ['classical', 'camelot', 'openKey'] as const)}
          onChange={(keyNotation) => changeInclude({ keyNotation })}
        />
        <Select
          label={text('tags.field.rating')}
          value={include.rating}
          options={choices('rating', ['off', 'windows', 'linear'] as const)}
          onChange={(rating) => changeInclude({ rating })}
        />
      </div>
      <div className={styles.wide}>
        <CommentTemplate key={include.commentTemplate} template={include.commentTemplate} />
      </div>
    </div>
  );
}

/** Kept when it is left: a pattern half typed is none. */
function CommentTemplate({ template }: { template: string }) {
  const text = useText();
  const [typed, setTyped] = useState(template);
  const isWrong = typed.trim() !== '' && parseTemplate(typed).template === null;
  const save = () => {
    if (!isWrong && typed !== template) changeInclude({ commentTemplate: typed.trim() });
  };
  return (
    <Field
      label={text('tags.what.comment')}
      hint={text('tags.what.commentHint')}
      value={typed}
      onChange={setTyped}
      onBlur={save}
      onKeyDown={(event) => (event.key === 'Enter' ? save() : event.continuePropagation())}
      error={isWrong ? text('error.PATTERN_INVALID') : null}
      maxLength={500}
      spellCheck="false"
    />
  );
}

function summaryOf(include: WriteBack, text: ReturnType<typeof useText>): string {
  const parts = [
    include.edits && text('tags.what.edits'),
    include.bpm !== 'off' && text('tags.field.bpm'),
    (include.keyInField || include.keyInComment || include.keyInGrouping) && text('tags.field.key'),
    include.rating !== 'off' && text('tags.field.rating'),
    include.replayGain && text('tags.field.replayGainTrackGain'),
    include.commentTemplate !== '' && text('tags.field.comment'),
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(', ') : text('tags.nothing');
}
