import { useState } from 'react';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Dialog, TextArea } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import { writeCode } from './codes-dialog.tsx';
import styles from './dialogs.module.css';
import { useSubmit } from './use-submit.ts';

/** Lines 'Track,ISRC' become the codes of a release's tracks, all that are right at once. */
export function PasteIsrcsDialog({ releaseId, onClose }: { releaseId: ReleaseId; onClose: () => void }) {
  const text = useText();
  const [pasted, setPasted] = useState('');
  const { data: rows = [] } = useCall('codes.readPasted', { releaseId, text: pasted }, { keepsPrevious: true });
  const { failure, submit } = useSubmit(onClose);
  const isrcs = rows.flatMap(({ recordingId, isrc, problem }) =>
    recordingId !== null && problem === null ? [{ recordingId, isrc }] : [],
  );
  const save = async () => {
    const { operation } = await call('codes.setIsrcs', { releaseId, isrcs });
    showUndoable({ text: textNow('releases.isrcsSet', { count: isrcs.length }), operations: [operation] });
  };
  return (
    <Dialog
      title={text('releases.pasteIsrcs')}
      isOpen
      onClose={onClose}
      footer={
        <>
          {failure !== null && (
            <p role="alert" className={styles.failure}>
              {failure}
            </p>
          )}
          <Button onPress={onClose}>{text('releases.cancel')}</Button>
          <Button kind="primary" isDisabled={isrcs.length === 0} onPress={() => submit(save)}>
            {text('releases.setIsrcs', { count: isrcs.length })}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextArea
          label={text('releases.pasteLines')}
          hint={text('releases.pasteHint')}
          value={pasted}
          rows={6}
          spellCheck="false"
          autoFocus
          onChange={setPasted}
        />
        {rows.length > 0 && (
          <table className={styles.table} aria-label={text('releases.pasteRead')}>
            <tbody>
              {rows.map(({ line, text: name, title, isrc, problem }) => (
                <tr key={line}>
                  <th scope="row">{line}</th>
                  <td>{title || name}</td>
                  <td className={styles.code}>{writeCode('isrc', isrc)}</td>
                  <td className={styles.problem}>{problem === null ? '' : text(`releases.paste.${problem}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Dialog>
  );
}
