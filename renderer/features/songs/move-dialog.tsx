import { useState } from 'react';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Select } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { moveToStageNow } from './songs.actions.ts';
import { closeSongDialog } from './songs.store.ts';

/** Asks which steps are done where a song goes into a stage. Those before it are offered as done, the others as open. */
export function MoveDialog({ ids, stage: asked }: { ids: readonly SongId[]; stage: string }) {
  const text = useText();
  const [stage, setStage] = useState(asked);
  const [only] = ids;
  const { data: song } = useCall('songs.get', { id: only as SongId }, { enabled: only !== undefined });
  const { data: workflows = [] } = useCall('workflows.list');
  const { data: board } = useCall('songs.board', {});
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stages = (board?.columns ?? []).filter(({ status }) => status === 'inProgress').map((column) => column.stage);
  const shown = stage || (stages[0] ?? '');
  const own = song?.stepList ?? [];
  // A song that was not started yet has the steps of the workflow it will start with.
  const workflow =
    workflows.find(({ id }) => id === song?.workflowId) ??
    workflows.find(({ ownerId, isDefault }) => isDefault && ownerId === song?.ownerId) ??
    workflows.find(({ isDefault }) => isDefault) ??
    workflows[0];
  const steps = (own.length > 0 ? own : (workflow?.steps ?? [])).filter(({ isEnabled }) => isEnabled);
  const first = steps.findIndex((step) => step.stage === shown);
  const offered = new Set(steps.slice(0, Math.max(0, first)).map(({ key }) => key));
  const done = chosen ?? offered;
  const save = async () => {
    const asksSteps = ids.length === 1 && steps.length > 0;
    const keys = steps.map(({ key }) => key);
    const which = asksSteps
      ? { done: keys.filter((key) => done.has(key)), open: keys.filter((key) => !done.has(key)) }
      : {};
    try {
      await moveToStageNow({ ids: [...ids], stage: shown, ...which });
      closeSongDialog();
    } catch (error) {
      setProblem(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      title={text('songs.moveTitle', { count: ids.length, title: song?.title ?? '', stage: shown })}
      isOpen
      size="small"
      onClose={closeSongDialog}
      footer={
        <Button kind="primary" isDisabled={shown === '' || !song} onPress={() => void save()} autoFocus>
          {text('songs.moveNow', { stage: shown })}
        </Button>
      }
    >
      <div className={styles.form}>
        {asked === '' && (
          <Select
            label={text('songs.stage')}
            value={shown}
            options={stages.map((value) => ({ value, text: value }))}
            onChange={(value) => {
              setStage(value);
              setChosen(null);
            }}
          />
        )}
        {ids.length === 1 ? (
          <fieldset className={styles.steps}>
            <legend className={styles.hint}>{text('songs.whichDone')}</legend>
            {steps.map(({ key, name }) => (
              <Checkbox
                key={key}
                isSelected={done.has(key)}
                onChange={(isDone) => {
                  const next = new Set(done);
                  if (isDone) next.add(key);
                  else next.delete(key);
                  setChosen(next);
                }}
              >
                {name}
              </Checkbox>
            ))}
          </fieldset>
        ) : (
          <p className={styles.hint}>{text('songs.moveRule')}</p>
        )}
        {first < 0 && steps.length > 0 && (
          <p className={styles.hint}>{text('songs.noStepOfStage', { stage: shown })}</p>
        )}
        {problem && (
          <p role="alert" className={styles.error}>
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  );
}
