import { CircleX } from 'lucide-react';
import { useState } from 'react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { FilePreview } from '#shared/contract/tags.ts';
import { call } from '../../api/client.ts';
import { asAppError } from '../../api/query.ts';
import { useSettings } from '../../api/settings.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, EmptyState, ProgressBar } from '../../ui/index.ts';
import { ChangeList } from './change-list.tsx';
import { foreignNames } from './foreign-names.ts';
import { inParts } from './tags.actions.ts';
import { mostPreviewed, type Previews, usePreviews } from './use-previews.ts';
import styles from './write-dialog.module.css';
import { WriteOutcome } from './write-outcome.tsx';
import { WriteWhat } from './write-what.tsx';

type WriteDialogProps = { ids: readonly TrackId[]; onClose: () => void };

/** What would change in each file; then, on the user's word, that it does, and how it went. */
export function WriteDialog({ ids, onClose }: WriteDialogProps) {
  const [operation, setOperation] = useState<OperationId | null>(null);
  if (operation !== null) return <WriteOutcome id={operation} onClose={onClose} />;
  return <Preview ids={ids} onClose={onClose} onWritten={setOperation} />;
}

function Preview({ ids, onClose, onWritten }: WriteDialogProps & { onWritten: (id: OperationId) => void }) {
  const text = useText();
  const { include } = useSettings().tags;
  const previews = usePreviews(ids, include);
  const [excluded, setExcluded] = useState<ReadonlySet<TrackId>>(new Set());
  const [isStarting, setStarting] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  // Files that would not change are left out; those not looked at are written too.
  const same = new Set(previews.files.filter(({ state }) => state !== 'change').map(({ id }) => id));
  const wanted = ids.filter((id) => !excluded.has(id) && !same.has(id));
  const write = async () => {
    setStarting(true);
    try {
      const { operations } = await inParts(wanted, (part) => call('tags.write', { ids: part, include }));
      const started = operations.find((id) => id !== null);
      if (started === undefined || started === null) onClose();
      else onWritten(started);
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
      setStarting(false);
    }
  };
  return (
    <Dialog
      title={text('tags.write.title')}
      isOpen
      onClose={onClose}
      size="large"
      footer={
        <>
          <span className={styles.note} role="status">
            {failure ?? noteOf(previews, ids.length, text)}
          </span>
          <Button onPress={onClose}>{text('ui.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={!previews.isDone || wanted.length === 0 || isStarting}
            onPress={() => void write()}
          >
            {text('tags.writeTo', { count: wanted.length })}
          </Button>
        </>
      }
    >
      <WriteWhat />
      {!previews.isDone && (
        <ProgressBar
          label={text('tags.write.reading')}
          value={previews.files.length / Math.max(1, Math.min(ids.length, mostPreviewed))}
        />
      )}
      <FileList
        previews={previews}
        excluded={excluded}
        onChange={(id, isWanted) => {
          const next = new Set(excluded);
          if (isWanted) next.delete(id);
          else next.add(id);
          setExcluded(next);
        }}
      />
    </Dialog>
  );
}

function noteOf({ files, isDone, failure }: Previews, total: number, text: ReturnType<typeof useText>): string {
  if (failure) return errorText(text, failure.code);
  const problems = files.filter(({ state }) => state === 'problem').length;
  if (!isDone) return text('tags.write.looked', { count: files.length, total });
  if (total > files.length) return text('tags.write.more', { count: total - files.length });
  return problems > 0 ? text('tags.write.problems', { count: problems }) : '';
}

type FileListProps = {
  previews: Previews;
  excluded: ReadonlySet<TrackId>;
  onChange: (id: TrackId, isWanted: boolean) => void;
};

const order = { problem: 0, change: 1, same: 2 } as const;

function FileList({ previews, excluded, onChange }: FileListProps) {
  const text = useText();
  const shown = previews.files
    .filter(({ state }) => state !== 'same')
    .sort((one, other) => order[one.state] - order[other.state]);
  if (shown.length === 0) return previews.isDone ? <EmptyState text={text('tags.write.nothing')} /> : null;
  return (
    <ul className={styles.files} aria-label={text('tags.write.files')}>
      {shown.map((file) => (
        <File key={file.id} file={file} isWanted={!excluded.has(file.id)} onChange={onChange} />
      ))}
    </ul>
  );
}

type FileProps = { file: FilePreview; isWanted: boolean; onChange: (id: TrackId, isWanted: boolean) => void };

function File({ file, isWanted, onChange }: FileProps) {
  const text = useText();
  const isProblem = file.state === 'problem';
  const names = foreignNames(file.untouched);
  return (
    <li className={styles.file} data-problem={isProblem || undefined}>
      <Checkbox
        isSelected={isWanted && !isProblem}
        isDisabled={isProblem}
        onChange={(isSelected) => onChange(file.id, isSelected)}
      >
        <span className={styles.name}>{file.fileName}</span>
      </Checkbox>
      {file.code && (
        <p className={styles.problem}>
          <CircleX size={14} aria-hidden="true" />
          {errorText(text, file.code)}
        </p>
      )}
      <ChangeList changes={file.changes} />
      {names.length > 0 && <p className={styles.untouched}>{text('tags.untouched', { names: names.join(', ') })}</p>}
    </li>
  );
}
