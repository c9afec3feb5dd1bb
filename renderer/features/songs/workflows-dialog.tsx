import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { Workflow } from '#shared/contract/workflows.ts';
import { type WorkflowTemplate, workflowTemplates } from '#shared/workflow-templates.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, Menu, MenuItem, MenuSection } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './dialogs.module.css';
import { closeSongDialog } from './songs.store.ts';
import { draftSteps, StepEditor } from './step-editor.tsx';

/** The workflows that songs take their steps from. */
export function WorkflowsDialog() {
  const text = useText();
  const { data: workflows = [] } = useCall('workflows.list');
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = workflows.find(({ id }) => id === chosen) ?? workflows[0];
  const make = (template: WorkflowTemplate | null) =>
    attempt(async () => {
      const name = template === null ? text('songs.ownWorkflow') : text(`songs.template.${template}`);
      const made = await call('workflows.create', { name, template, isDefault: workflows.length === 0 });
      setChosen(made.id);
      showUndoable({ text: text('songs.workflowMade', { name }), operations: [made.operation] });
    });
  return (
    <Dialog title={text('songs.workflows')} isOpen size="large" onClose={closeSongDialog}>
      <div className={styles.workflows}>
        <div className={styles.side}>
          <ListBox
            aria-label={text('songs.workflows')}
            className={styles.list ?? ''}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={shown ? [shown.id] : []}
            onSelectionChange={(keys) => keys !== 'all' && setChosen(Number([...keys][0]))}
            items={workflows}
          >
            {({ id, name, isDefault }) => (
              <ListBoxItem id={id} textValue={name} className={styles.item ?? ''}>
                <span>{name}</span>
                {isDefault && <span className={styles.hint}>{text('songs.isDefault')}</span>}
              </ListBoxItem>
            )}
          </ListBox>
          <Menu label={text('songs.newWorkflow')} trigger={<Button size="small">{text('songs.newWorkflow')}</Button>}>
            <MenuSection title={text('songs.fromTemplate')}>
              {workflowTemplates.map((template) => (
                <MenuItem
                  key={template}
                  text={text(`songs.template.${template}`)}
                  onAction={() => void make(template)}
                />
              ))}
            </MenuSection>
            <MenuItem text={text('songs.ownWorkflow')} onAction={() => void make(null)} />
          </Menu>
        </div>
        {shown ? (
          <OneWorkflow key={shown.id} workflow={shown} />
        ) : (
          <p className={styles.hint}>{text('songs.noWorkflow')}</p>
        )}
      </div>
    </Dialog>
  );
}

function OneWorkflow({ workflow }: { workflow: Workflow }) {
  const text = useText();
  const [name, setName] = useState(workflow.name);
  const [steps, setSteps] = useState(() => draftSteps(workflow.steps));
  const [isForSongs, setForSongs] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (
    said: string,
    action: () => Promise<{ operation: Parameters<typeof showUndoable>[0]['operations'][number] }>,
  ) => {
    try {
      const { operation } = await action();
      setProblem(null);
      showUndoable({ text: said, operations: [operation] });
    } catch (error) {
      setProblem(errorText(text, asAppError(error).code));
    }
  };
  const save = () =>
    run(text('songs.workflowSaved', { name }), async () => {
      const known = new Map(workflow.steps.map((step) => [step.key, step]));
      const wanted = steps.map(({ row: _, ...step }) => {
        const { description, isRequired, after } = known.get(step.key ?? '') ?? {
          description: '',
          isRequired: true,
          after: '',
        };
        return { ...step, description, isRequired, after };
      });
      if (name.trim() !== workflow.name) await call('workflows.edit', { id: workflow.id, name });
      return await call('workflows.setSteps', { id: workflow.id, steps: wanted, isForSongs });
    });
  return (
    <div className={styles.form}>
      <Field label={text('songs.workflowName')} value={name} onChange={setName} maxLength={120} />
      <StepEditor steps={steps} onChange={setSteps} />
      {workflow.songCount > 0 && (
        <Checkbox isSelected={isForSongs} onChange={setForSongs}>
          {text('songs.alsoForSongs', { count: workflow.songCount })}
        </Checkbox>
      )}
      {problem && (
        <p role="alert" className={styles.error}>
          {problem}
        </p>
      )}
      <div className={styles.line}>
        <Button
          kind="primary"
          isDisabled={name.trim() === '' || steps.some((step) => step.name.trim() === '')}
          onPress={() => void save()}
        >
          {text('songs.saveWorkflow')}
        </Button>
        {!workflow.isDefault && (
          <Button
            onPress={() =>
              void run(text('songs.workflowDefault', { name }), () =>
                call('workflows.edit', { id: workflow.id, isDefault: true }),
              )
            }
          >
            {text('songs.makeDefault')}
          </Button>
        )}
        {workflow.template !== '' && (
          <Button
            onPress={() =>
              void run(text('songs.workflowReset', { name }), async () => {
                const done = await call('workflows.reset', { id: workflow.id });
                const [fresh] = (await call('workflows.list')).filter(({ id }) => id === workflow.id);
                if (fresh) setSteps(draftSteps(fresh.steps));
                return done;
              })
            }
          >
            {text('songs.resetWorkflow')}
          </Button>
        )}
        <Button
          onPress={() =>
            void run(text('songs.workflowRemoved', { name }), () => call('workflows.remove', { id: workflow.id }))
          }
        >
          {text('songs.removeWorkflow')}
        </Button>
      </div>
    </div>
  );
}
