import { CircleX } from 'lucide-react';
import type { ExportScope, ExportState } from '#shared/contract/interop.ts';
import { useCapabilities } from '../../api/capabilities.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Field, ProgressBar, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { ExportColumns } from './export-columns.tsx';
import { ExportSteps } from './export-steps.tsx';
import { PathRules } from './path-rules.tsx';
import { baseName, runExport } from './programs.actions.ts';
import styles from './programs.module.css';
import { changeForm, usePrograms } from './programs.store.ts';
import { TargetsList } from './targets-list.tsx';

/** What goes out, in which format and where to; what it did; and how to get it into the other program. */
export function ExportPanel() {
  const { data: state } = useCall('interop.getExport');
  return (
    <>
      <ExportForm isBusy={state?.state === 'exporting'} />
      {state && <ExportOutcome state={state} />}
      <ExportSteps />
      <TargetsList isBusy={state?.state === 'exporting'} />
    </>
  );
}

function ExportForm({ isBusy }: { isBusy: boolean }) {
  const text = useText();
  const form = usePrograms((state) => state.form);
  const { data: formats = [] } = useCall('interop.formats');
  const writable = formats.filter(({ canWrite }) => canWrite);
  const chosen = writable.find(({ id }) => id === form.format);
  const isFolder = chosen?.holds === 'list' && form.scope.type !== 'tracks';
  return (
    <form
      className={styles.card}
      aria-label={text('programs.export')}
      onSubmit={(event) => {
        event.preventDefault();
        if (form.path.trim() !== '' && !isBusy) void attempt(runExport);
      }}
    >
      <div className={styles.pair}>
        <Select
          label={text('programs.format')}
          value={form.format}
          options={writable.map(({ id }) => ({ value: id, text: text(`programs.format.${id}`) }))}
          onChange={(format) => changeForm({ format })}
        />
        <Select
          label={text('programs.scope')}
          value={form.scope.type}
          options={scopeOptions(text, form.scope)}
          onChange={(type) => {
            if (type === 'all') changeForm({ scope: { type } });
          }}
        />
      </div>
      <div className={styles.line}>
        <div className={styles.wide}>
          <Field
            label={text('programs.target')}
            hint={text(isFolder ? 'programs.targetFolder' : 'programs.targetFile')}
            value={form.path}
            onChange={(path) => changeForm({ path })}
          />
        </div>
        <FolderButton extension={isFolder ? '' : (chosen?.extension ?? '')} />
      </div>
      <PathRules
        hint={text('programs.exportPathsHint')}
        labels={{ from: text('programs.exportFrom'), to: text('programs.exportTo') }}
        rules={form.paths}
        onChange={(paths) => changeForm({ paths })}
      />
      {chosen?.holds === 'list' && (
        <Checkbox isSelected={form.isRelative} onChange={(isRelative) => changeForm({ isRelative })}>
          {text('programs.relative')}
        </Checkbox>
      )}
      {form.format === 'traktor' && (
        <Checkbox isSelected={form.isForTraktor4} onChange={(isForTraktor4) => changeForm({ isForTraktor4 })}>
          {text('programs.version')}
        </Checkbox>
      )}
      {form.format === 'csv' && <ExportColumns />}
      {(form.format === 'rekordbox' || form.format === 'traktor') && (
        <div className={styles.pair}>
          <Field
            label={text('programs.comment')}
            hint={text('programs.commentHint', {
              comment: '{comment}',
              mood: '{mood}',
              energy: '{energy}',
              key: '{key}',
            })}
            value={form.comment}
            onChange={(comment) => changeForm({ comment })}
          />
          <Field
            label={text('programs.mp3Shift')}
            hint={text('programs.mp3ShiftHint')}
            inputMode="decimal"
            value={form.mp3Shift}
            onChange={(mp3Shift) => changeForm({ mp3Shift })}
          />
        </div>
      )}
      <div className={styles.actions}>
        <Button kind="primary" type="submit" isDisabled={form.path.trim() === '' || isBusy}>
          {text('programs.write')}
        </Button>
      </div>
    </form>
  );
}

/** Where the system can show folders: the file gets the usual name in the one chosen. */
function FolderButton({ extension }: { extension: string }) {
  const text = useText();
  const canChoose = useCapabilities()?.canPickFolder ?? false;
  if (!canChoose) return null;
  const choose = async () => {
    const folder = await call('host.pickFolder');
    if (folder === null) return;
    const divider = folder.includes('\\') ? '\\' : '/';
    changeForm({ path: extension === '' ? folder : `${folder}${divider}Ledgerline${extension}` });
  };
  return <Button onPress={() => void attempt(choose)}>{text('programs.chooseFolder')}</Button>;
}

function scopeOptions(text: Text, scope: ExportScope): { value: ExportScope['type']; text: string }[] {
  const all = { value: 'all' as const, text: text('programs.scope.all') };
  if (scope.type === 'all') return [all];
  return [{ value: scope.type, text: text(`programs.scope.${scope.type}`, { count: scope.ids.length }) }, all];
}

function ExportOutcome({ state }: { state: ExportState }) {
  const text = useText();
  const { result, done, total } = state;
  const label = text('programs.writing', { done });
  return (
    <section className={styles.card} aria-label={baseName(state.path)}>
      <header className={styles.cardHead}>
        <h2 className={styles.cardTitle}>{baseName(state.path)}</h2>
        <span className={styles.quiet}>{text(`programs.format.${state.format}`)}</span>
        <span className={styles.space} />
        {state.state === 'exporting' && (
          <Button size="small" onPress={() => void attempt(() => call('interop.cancelExport'))}>
            {text('programs.cancel')}
          </Button>
        )}
      </header>
      {state.state === 'exporting' && (
        <div className={styles.working} role="status">
          <span>{label}</span>
          <ProgressBar label={label} value={total ? done / total : null} />
        </div>
      )}
      {state.state === 'failed' && (
        <p className={styles.failed} role="alert">
          <CircleX size={16} aria-hidden="true" />
          {errorText(text, state.error ?? 'INTERNAL')}
        </p>
      )}
      {result && (
        <p role="status">
          {text('programs.written', {
            added: result.tracks.added,
            changed: result.tracks.changed,
            same: result.tracks.same,
            gone: result.tracks.gone,
            files: result.files.written,
          })}
          {result.leftOut > 0 && ` · ${text('programs.leftOut', { count: result.leftOut })}`}
        </p>
      )}
    </section>
  );
}
