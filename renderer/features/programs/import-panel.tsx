import { CircleX, FileInput, Undo2 } from 'lucide-react';
import type { ImportState } from '#shared/contract/interop.ts';
import { useCapabilities } from '../../api/capabilities.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Field, ProgressBar } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { undoOperation } from '../undo/index.ts';
import { ImportPreview } from './import-preview.tsx';
import { MissesList } from './misses-list.tsx';
import { baseName, chooseImport, closeImport, openImport } from './programs.actions.ts';
import styles from './programs.module.css';
import { usePrograms } from './programs.store.ts';
import { ReportsList } from './reports-list.tsx';

/** A file of another program: what it is, what an import would do, and what it did. */
export function ImportPanel() {
  const text = useText();
  const { data: state } = useCall('interop.getImport');
  return (
    <>
      <FileForm />
      {state === null && <EmptyState icon={<FileInput size={20} />} text={text('programs.nothingOpen')} />}
      {state && <ImportFile state={state} />}
      <ReportsList />
    </>
  );
}

function FileForm() {
  const text = useText();
  const path = usePrograms((state) => state.importPath);
  const canChoose = useCapabilities()?.canPickFolder ?? false;
  const look = () => void attempt(() => openImport(path.trim()));
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') look();
      }}
    >
      <div className={styles.wide}>
        <Field
          label={text('programs.file')}
          hint={text('programs.fileHint')}
          value={path}
          onChange={(importPath) => usePrograms.setState({ importPath })}
        />
      </div>
      {canChoose && <Button onPress={() => void attempt(chooseImport)}>{text('programs.choose')}</Button>}
      <Button type="submit" isDisabled={path.trim() === ''}>
        {text('programs.look')}
      </Button>
    </form>
  );
}

function ImportFile({ state }: { state: ImportState }) {
  const text = useText();
  const close = () => void attempt(closeImport);
  const name = baseName(state.path);
  return (
    <section className={styles.card} aria-label={name}>
      <header className={styles.cardHead}>
        <h2 className={styles.cardTitle}>{name}</h2>
        <span className={styles.quiet}>{text(`programs.format.${state.format}`)}</span>
        <span className={styles.space} />
        <Button size="small" onPress={close}>
          {text(state.state === 'importing' ? 'programs.cancel' : 'programs.close')}
        </Button>
      </header>
      {state.state === 'reading' && (
        <Working label={text('programs.reading', { name, done: state.done })} value={null} />
      )}
      {state.state === 'importing' && (
        <Working
          label={text('programs.importing', { done: state.done, total: state.counts.tracks })}
          value={state.counts.tracks === 0 ? null : state.done / state.counts.tracks}
        />
      )}
      {state.state === 'failed' && (
        <p className={styles.failed} role="alert">
          <CircleX size={16} aria-hidden="true" />
          {errorText(text, state.error ?? 'INTERNAL')}
        </p>
      )}
      {state.state === 'ready' && <ImportPreview key={state.path} state={state} />}
      {state.state === 'done' && <ImportDone state={state} />}
    </section>
  );
}

function Working({ label, value }: { label: string; value: number | null }) {
  return (
    <div className={styles.working} role="status">
      <span>{label}</span>
      <ProgressBar label={label} value={value} />
    </div>
  );
}

function ImportDone({ state }: { state: ImportState }) {
  const text = useText();
  const { counts, operation } = state;
  return (
    <>
      <p role="status">
        {operation === null
          ? text('programs.doneNothing')
          : text('programs.done', { matched: counts.matched, playlists: counts.playlists })}
      </p>
      {operation !== null && (
        <div>
          <Button size="small" icon={<Undo2 size={14} />} onPress={() => void attempt(() => undoOperation(operation))}>
            {text('ui.undo')}
          </Button>
        </div>
      )}
      <MissesList misses={state.misses} total={missCount(state)} reportId={state.reportId} />
    </>
  );
}

/** Tracks that were not found, and what of the file was odd. */
export function missCount({ counts }: Pick<ImportState, 'counts'>): number {
  return counts.unmatched + counts.notes;
}
