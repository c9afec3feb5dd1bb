import { CircleCheck, CircleX, TriangleAlert, Upload, X } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { StatementDraft } from '#shared/contract/statements.ts';
import { useCapabilities } from '../../api/capabilities.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, IconButton, ProgressBar } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { blockOf } from './draft-block.ts';
import { DraftPreview } from './draft-preview.tsx';
import { dropDrafts, importDrafts, takeFiles, takePath } from './statements.actions.ts';
import styles from './statements.module.css';
import { closeImport, useStatements } from './statements.store.ts';

/** Files that wait to be imported: what each is, what is wrong with it, and what would come of it. */
export function ImportDialog() {
  const text = useText();
  const { data: drafts = [] } = useCall('statements.drafts');
  const draftId = useStatements((state) => state.draftId);
  const current = drafts.find(({ id }) => id === draftId) ?? drafts[0];
  const ready = drafts.filter((draft) => blockOf(draft) === null);
  const isImporting = drafts.some(({ state }) => state === 'importing');
  const done = drafts.filter(({ state }) => state === 'done').map(({ id }) => id);
  const close = () => {
    closeImport();
    if (done.length > 0) void dropDrafts(done);
  };
  return (
    <Dialog
      isOpen
      size="large"
      title={text('statements.import')}
      onClose={close}
      footer={
        <>
          <Button onPress={close}>{text('ui.close')}</Button>
          {drafts.length > 0 && (
            <Button
              kind="primary"
              isDisabled={ready.length === 0 || isImporting}
              onPress={() => void importDrafts(ready.map(({ id }) => id))}
            >
              {text('statements.importFiles', { count: ready.length })}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.form}>
        <TakeFiles />
        {drafts.length > 0 && (
          <ul className={styles.files} aria-label={text('statements.files')}>
            {drafts.map((draft) => (
              <DraftLine key={draft.id} draft={draft} isCurrent={draft === current} />
            ))}
          </ul>
        )}
        {current?.preview && current.state !== 'done' && <DraftPreview key={current.id} draft={current} />}
      </div>
    </Dialog>
  );
}

function TakeFiles() {
  const text = useText();
  const [isOver, setOver] = useState(false);
  const [path, setPath] = useState('');
  const [error, setError] = useState<string | null>(null);
  const uploading = useStatements((state) => state.uploading);
  const canPick = useCapabilities()?.canPickFolder ?? false;
  const look = async () => {
    try {
      await takePath(path.trim());
      setPath('');
    } catch (failure) {
      setError(errorText(text, asAppError(failure).code));
    }
  };
  const pick = async () => {
    for (const picked of await call('host.pickFiles')) await takePath(picked);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void takeFiles(event.dataTransfer.files);
  };
  return (
    <form
      className={styles.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') void look();
      }}
    >
      <div className={styles.fields}>
        {canPick ? (
          <Button icon={<Upload size={14} />} onPress={() => void attempt(pick)}>
            {text('statements.choose')}
          </Button>
        ) : (
          <FileTrigger allowsMultiple onSelect={(files) => void takeFiles(files ?? [])}>
            <Button icon={<Upload size={14} />}>{text('statements.choose')}</Button>
          </FileTrigger>
        )}
        <div className={styles.wide}>
          <Field
            label={text('statements.path')}
            value={path}
            error={error}
            onChange={(value) => {
              setError(null);
              setPath(value);
            }}
          />
        </div>
        <Button type="submit" isDisabled={path.trim() === ''}>
          {text('statements.look')}
        </Button>
      </div>
      <span className={styles.quiet}>{text('statements.dropHint')}</span>
      {uploading !== null && <ProgressBar label={text('statements.uploading')} value={uploading} />}
    </form>
  );
}

function DraftLine({ draft, isCurrent }: { draft: StatementDraft; isCurrent: boolean }) {
  const text = useText();
  const { id, fileName, state, fraction, statementId } = draft;
  return (
    <li className={styles.file} data-current={isCurrent}>
      <Button kind="link" onPress={() => useStatements.setState({ draftId: id })}>
        {fileName}
      </Button>
      <DraftState draft={draft} />
      <span className={styles.space} />
      {(state === 'reading' || state === 'importing') && (
        <div className={styles.wide}>
          <ProgressBar label={text(`statements.state.${state}`)} value={fraction} />
        </div>
      )}
      {state === 'done' && statementId !== null ? (
        <Button
          size="small"
          onPress={() => {
            closeImport();
            void dropDrafts([id]);
            showView('statements', statementId);
          }}
        >
          {text('statements.open')}
        </Button>
      ) : (
        <IconButton
          size="small"
          label={text(state === 'importing' ? 'statements.cancelFile' : 'statements.dropFile', { name: fileName })}
          onPress={() => void dropDrafts([id])}
        >
          <X size={14} />
        </IconButton>
      )}
    </li>
  );
}

/** What is the matter with a file, in a word and a sign. */
function DraftState({ draft }: { draft: StatementDraft }) {
  const text = useText();
  if (draft.state === 'done') {
    return (
      <span className={styles.ok} role="status">
        <CircleCheck size={14} aria-hidden="true" />{' '}
        {text('statements.state.done', { count: draft.preview?.rows ?? 0 })}
      </span>
    );
  }
  if (draft.error !== null) {
    return (
      <span className={styles.error} role="alert">
        <CircleX size={14} aria-hidden="true" /> {errorText(text, draft.error)}
      </span>
    );
  }
  if (!draft.preview || draft.state !== 'ready') return null;
  const block = blockOf(draft);
  if (block === null) return <span className={styles.quiet}>{text('statements.state.ready')}</span>;
  return (
    <span className={styles.warn}>
      <TriangleAlert size={14} aria-hidden="true" /> {text(`statements.block.${block}`)}
    </span>
  );
}
