import { useState } from 'react';
import type { Song } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './dialogs.module.css';
import { closeSongDialog } from './songs.store.ts';
import { draftSteps, StepEditor } from './step-editor.tsx';

/** The steps of one song; its workflow stays as it is. */
export function StepsDialog({ id }: { id: SongId }) {
  const { data: song } = useCall('songs.get', { id });
  return song ? <OwnSteps song={song} /> : null;
}

function OwnSteps({ song }: { song: Song }) {
  const text = useText();
  const [steps, setSteps] = useState(() => draftSteps(song.stepList));
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    try {
      const own = steps.map(({ row: _, ...step }) => step);
      const { operation } = await call('songs.setSteps', { id: song.id, steps: own });
      showUndoable({ text: text('songs.stepsEdited', { title: song.title }), operations: [operation] });
      closeSongDialog();
    } catch (error) {
      setProblem(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      title={text('songs.stepsOf', { title: song.title })}
      isOpen
      onClose={closeSongDialog}
      footer={
        <Button
          kind="primary"
          isDisabled={steps.length === 0 || steps.some(({ name }) => name.trim() === '')}
          onPress={() => void save()}
        >
          {text('songs.saveSteps')}
        </Button>
      }
    >
      <div className={styles.form}>
        <p className={styles.hint}>{text('songs.ownSteps')}</p>
        <StepEditor steps={steps} onChange={setSteps} />
        {problem && (
          <p role="alert" className={styles.error}>
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  );
}
