import { GripVertical, Plus, X } from 'lucide-react';
import { GridList, GridListItem, Button as RacButton, useDragAndDrop } from 'react-aria-components';
import { useText } from '../../messages/use-text.ts';
import { Button, Switch } from '../../ui/index.ts';
import styles from './dialogs.module.css';

/** A step as it is put together; `row` names its line, also while it has no key yet. */
export type DraftStep = { row: number; key: string | null; name: string; stage: string; isEnabled: boolean };

export function draftSteps(
  steps: readonly { key: string; name: string; stage: string; isEnabled: boolean }[],
): DraftStep[] {
  return steps.map(({ key, name, stage, isEnabled }, row) => ({ row, key, name, stage, isEnabled }));
}

const dragType = 'ledgerline-step';

/** Steps in order: named, put into stages, moved by dragging or by keys, switched off, taken away. */
export function StepEditor({
  steps,
  onChange,
}: {
  steps: readonly DraftStep[];
  onChange: (steps: DraftStep[]) => void;
}) {
  const text = useText();
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [dragType]: String(key) })),
    acceptedDragTypes: [dragType],
    onReorder: ({ keys, target }) => {
      const moved = steps.filter(({ row }) => keys.has(row));
      const rest = steps.filter(({ row }) => !keys.has(row));
      const at = rest.findIndex(({ row }) => row === target.key) + (target.dropPosition === 'after' ? 1 : 0);
      onChange(rest.toSpliced(Math.max(0, at), 0, ...moved));
    },
  });
  const set = (row: number, patch: Partial<DraftStep>) =>
    onChange(steps.map((step) => (step.row === row ? { ...step, ...patch } : step)));
  const add = () => {
    const row = Math.max(-1, ...steps.map((step) => step.row)) + 1;
    onChange([...steps, { row, key: null, name: '', stage: steps.at(-1)?.stage ?? '', isEnabled: true }]);
  };
  return (
    <>
      <GridList
        className={styles.steps ?? ''}
        aria-label={text('songs.steps')}
        items={steps.map((step) => ({ id: step.row, step }))}
        dependencies={[steps]}
        keyboardNavigationBehavior="tab"
        dragAndDropHooks={dragAndDropHooks}
      >
        {({ step }) => (
          <GridListItem id={step.row} textValue={step.name || text('songs.newStep')} className={styles.step ?? ''}>
            <RacButton slot="drag" className={styles.grip ?? ''}>
              <GripVertical size={14} />
            </RacButton>
            <input
              aria-label={text('songs.stepName', { place: steps.indexOf(step) + 1 })}
              placeholder={text('songs.newStep')}
              maxLength={120}
              value={step.name}
              onChange={({ target }) => set(step.row, { name: target.value })}
            />
            <input
              aria-label={text('songs.stageOf', { name: step.name })}
              placeholder={text('songs.stage')}
              maxLength={60}
              value={step.stage}
              onChange={({ target }) => set(step.row, { stage: target.value })}
            />
            <Switch
              aria-label={text('songs.isUsed', { name: step.name })}
              isSelected={step.isEnabled}
              onChange={(isEnabled) => set(step.row, { isEnabled })}
            >
              {null}
            </Switch>
            <RacButton
              className={styles.drop ?? ''}
              aria-label={text('songs.removeStep', { name: step.name })}
              isDisabled={steps.length === 1}
              onPress={() => onChange(steps.filter(({ row }) => row !== step.row))}
            >
              <X size={14} />
            </RacButton>
          </GridListItem>
        )}
      </GridList>
      <div className={styles.line}>
        <Button size="small" icon={<Plus size={14} />} onPress={add}>
          {text('songs.addStep')}
        </Button>
      </div>
    </>
  );
}
