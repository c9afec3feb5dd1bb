import { Undo2 } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { TimeImportState } from '#shared/contract/imports.ts';
import { useCapabilities } from '../../api/capabilities.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, ProgressBar } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { undoOperation } from '../undo/index.ts';
import { ImportPreview } from './import-preview.tsx';
import { chooseFiles, lookAtFiles, lookAtPath, runImport } from './time-import.actions.ts';
import styles from './time-import.module.css';
import { closeTimeImport, startOver, useTimeImport } from './time-import.store.ts';

/** Time of other programs: which file, what would come of it, and what came. */
export function TimeImportDialog() {
  const text = useText();
  const { isOpen, preview, hasBegun, names } = useTimeImport();
  const { data: state } = useCall('imports.get', undefined, { enabled: hasBegun });
  if (!isOpen) return null;
  const isRunning = hasBegun && (!state || state.state === 'importing');
  return (
    <Dialog
      isOpen
      size="large"
      title={names.length > 0 ? text('imports.titleOf', { name: names.join(', ') }) : text('imports.title')}
      onClose={closeTimeImport}
      footer={
        <>
          {preview && !isRunning && <Button onPress={startOver}>{text('imports.other')}</Button>}
          {preview && !hasBegun ? (
            <Button
              kind="primary"
              isDisabled={preview.entryCount === 0 && preview.projects.every(({ match }) => match !== null)}
              onPress={() => void attempt(runImport)}
            >
              {text('imports.run', { count: preview.entryCount })}
            </Button>
          ) : (
            <Button onPress={closeTimeImport}>{text('ui.close')}</Button>
          )}
        </>
      }
    >
      {!preview && <ChooseFile />}
      {preview && !hasBegun && <ImportPreview preview={preview} />}
      {hasBegun && <Outcome state={state ?? null} />}
    </Dialog>
  );
}

function ChooseFile() {
  const text = useText();
  const { path, isReading, error } = useTimeImport();
  const canChoose = useCapabilities()?.canPickFolder ?? false;
  const [isOver, setIsOver] = useState(false);
  const look = () => void attempt(() => lookAtPath(path.trim()));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) void attempt(() => lookAtFiles(files));
  };
  return (
    <form
      className={styles.choose}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') look();
      }}
    >
      <p className={styles.hint}>{text('imports.about')}</p>
      <div className={styles.line}>
        <div className={styles.wide}>
          <Field
            autoFocus
            label={text('imports.path')}
            hint={text('imports.pathHint')}
            error={error && errorText(text, error)}
            value={path}
            onChange={(value) => useTimeImport.setState({ path: value, error: null })}
          />
        </div>
        {canChoose && <Button onPress={() => void attempt(chooseFiles)}>{text('imports.choose')}</Button>}
        <Button type="submit" isDisabled={path.trim() === '' || isReading}>
          {text('imports.look')}
        </Button>
      </div>
      {isReading && <ProgressBar label={text('imports.reading')} value={null} />}
    </form>
  );
}

function Outcome({ state }: { state: TimeImportState | null }) {
  const text = useText();
  if (state === null || state.state === 'importing') {
    const label = text('imports.running', { done: state?.done ?? 0, total: state?.total ?? 0 });
    const share = state && state.total > 0 ? state.done / state.total : null;
    return (
      <div className={styles.part} role="status">
        <span>{label}</span>
        <ProgressBar label={label} value={share} />
      </div>
    );
  }
  if (state.state === 'failed') {
    return (
      <p role="alert" className={styles.failed}>
        {errorText(text, state.error ?? 'INTERNAL')}
      </p>
    );
  }
  const { operation } = state;
  const undo = async () => {
    if (operation === null) return;
    await undoOperation(operation);
    closeTimeImport();
  };
  return (
    <div className={styles.part}>
      <p role="status">{text(operation === null ? 'imports.nothing' : 'imports.done', { count: state.done })}</p>
      {operation !== null && (
        <div>
          <Button size="small" icon={<Undo2 size={14} />} onPress={() => void attempt(undo)}>
            {text('ui.undo')}
          </Button>
        </div>
      )}
    </div>
  );
}
