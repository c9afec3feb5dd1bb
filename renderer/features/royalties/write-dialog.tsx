import { useState } from 'react';
import type { RoyaltyPeriod } from '#shared/contract/royalties.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, ProgressBar, Segmented, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { chooseFolder } from '../folders/index.ts';
import styles from './royalties.module.css';
import { closeDialog, type RoyaltyDialog } from './royalties.store.ts';
import { statementWords } from './statement-words.ts';

type WriteProps = { period: RoyaltyPeriod; dialog: Extract<RoyaltyDialog, { kind: 'write' }> };

/** Statements to one payee or to all, as files in a folder. Nothing there is overwritten. */
export function WriteDialog({ period, dialog }: WriteProps) {
  const text = useText();
  const [format, setFormat] = useState(dialog.format);
  const [pageSize, setPageSize] = useState<'A4' | 'LETTER'>('A4');
  const [folder, setFolder] = useState('');
  const [hasBegun, setHasBegun] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { data: work } = useCall('royalties.getWork');
  const isWriting = hasBegun && work?.kind === 'write' && work.state === 'running';
  const outcome = hasBegun && work?.kind === 'write' && work.state !== 'running' ? work : null;
  const error = refusal ?? (outcome?.state === 'failed' ? errorText(text, outcome.error ?? 'INTERNAL') : null);
  const write = async () => {
    // The button keeps its focus while it works: a disabled one would lose it, and Esc with it.
    if (isWriting) return;
    setRefusal(null);
    try {
      await call('royalties.writeStatements', {
        ...{ periodId: period.id, format, pageSize, folder: folder.trim(), words: statementWords(text) },
        payeeIds: dialog.payeeId === null ? null : [dialog.payeeId],
      });
      setHasBegun(true);
    } catch (failure) {
      setRefusal(errorText(text, asAppError(failure).code));
    }
  };
  const canWrite = folder.trim() !== '';
  return (
    <Dialog
      isOpen
      title={text(dialog.payeeId === null ? 'royalties.writeAll' : 'royalties.writeOne')}
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={closeDialog}>{text('ui.close')}</Button>
          <Button kind="primary" isDisabled={!canWrite} onPress={() => void write()}>
            {text('royalties.write')}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (canWrite) void write();
        }}
      >
        <Segmented
          label={text('royalties.format')}
          value={format}
          options={(['pdf', 'xlsx', 'csv'] as const).map((value) => ({ value, text: value.toUpperCase() }))}
          onChange={setFormat}
        />
        <div className={styles.line}>
          <Field
            label={text('royalties.folder')}
            value={folder}
            onChange={setFolder}
            error={error}
            hint={text('royalties.folderHint')}
          />
          <Button
            onPress={() =>
              void attempt(async () => {
                const chosen = await chooseFolder();
                if (chosen !== null) setFolder(chosen);
              })
            }
          >
            {text('royalties.chooseFolder')}
          </Button>
        </div>
        {format === 'pdf' && (
          <Select
            label={text('royalties.pageSize')}
            value={pageSize}
            options={(['A4', 'LETTER'] as const).map((value) => ({ value, text: text(`royalties.pageSize.${value}`) }))}
            onChange={setPageSize}
          />
        )}
        {isWriting && <ProgressBar label={text('royalties.work.write')} value={null} />}
        {outcome?.state === 'done' && (
          <p role="status">
            {text('royalties.written', { count: outcome.paths.length, path: outcome.paths[0] ?? '' })}
          </p>
        )}
      </form>
    </Dialog>
  );
}
