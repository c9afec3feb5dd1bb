import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { PersonId } from '#shared/contract/people.ts';
import type { Task } from '#shared/contract/projects.ts';
import type { ProjectId } from '#shared/contract/studio-ids.ts';
import { formatHours, parseDuration } from '#shared/time/duration.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Field, IconButton, Select } from '../../ui/index.ts';
import { shortDay } from '../approvals/index.ts';
import { usePresentPeople } from '../people/index.ts';
import { addTask, editTask, moveTask, removeTask } from './projects.actions.ts';
import styles from './projects.module.css';

type TaskListProps = { projectId: ProjectId; tasks: readonly Task[]; mayPlan: boolean };

/** The tasks of a project in their order. */
export function TaskList({ projectId, tasks, mayPlan }: TaskListProps) {
  const text = useText();
  const [name, setName] = useState('');
  return (
    <section className={styles.tasks} aria-label={text('projects.tasks')}>
      <h2 className={styles.head}>{text('projects.tasks')}</h2>
      <ul className={styles.taskList}>
        {tasks.map((task, index) => (
          <TaskRow key={task.id} task={task} tasks={tasks} index={index} mayPlan={mayPlan} />
        ))}
      </ul>
      {tasks.length === 0 && <p className={styles.quiet}>{text('projects.noTasks')}</p>}
      {mayPlan && (
        <form
          className={styles.add}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            void addTask(projectId, name.trim());
            setName('');
          }}
        >
          <Field
            label={text('projects.newTask')}
            isLabelHidden
            placeholder={text('projects.newTask')}
            value={name}
            onChange={setName}
            maxLength={200}
          />
          <Button type="submit" icon={<Plus size={14} />} isDisabled={name.trim() === ''}>
            {text('projects.addTask')}
          </Button>
        </form>
      )}
    </section>
  );
}

type TaskRowProps = { task: Task; tasks: readonly Task[]; index: number; mayPlan: boolean };

function TaskRow({ task, tasks, index, mayPlan }: TaskRowProps) {
  const text = useText();
  const { name, status, estimateMinutes, due, trackedMs, assigneeName } = task;
  const spent =
    estimateMinutes === null
      ? formatHours(trackedMs)
      : text('projects.taskHours', { used: formatHours(trackedMs), all: formatHours(estimateMinutes * 60_000) });
  return (
    <li className={styles.task} data-done={status === 'done'}>
      <Checkbox
        isSelected={status === 'done'}
        isDisabled={!mayPlan}
        onChange={(isDone) => void editTask(task, { status: isDone ? 'done' : 'open' })}
      >
        <span className={styles.taskName}>{name}</span>
      </Checkbox>
      {mayPlan ? (
        <TaskFields task={task} />
      ) : (
        <span className={styles.quiet}>{[assigneeName, due && shortDay(due)].filter(Boolean).join(', ')}</span>
      )}
      <span className={styles.spent}>{spent}</span>
      {mayPlan && (
        <span className={styles.taskActions}>
          <IconButton
            size="small"
            label={text('projects.taskUp', { name })}
            isDisabled={index === 0}
            onPress={() => void moveTask(task.id, tasks[index - 1]?.id ?? null)}
          >
            <ArrowUp size={14} />
          </IconButton>
          <IconButton
            size="small"
            label={text('projects.taskDown', { name })}
            isDisabled={index === tasks.length - 1}
            onPress={() => void moveTask(task.id, tasks[index + 2]?.id ?? null)}
          >
            <ArrowDown size={14} />
          </IconButton>
          <IconButton size="small" label={text('projects.taskRemove', { name })} onPress={() => void removeTask(task)}>
            <Trash2 size={14} />
          </IconButton>
        </span>
      )}
    </li>
  );
}

/** Whose it is, how long it may take, and until when. */
function TaskFields({ task }: { task: Task }) {
  const text = useText();
  const people = usePresentPeople();
  const [estimate, setEstimate] = useState(
    task.estimateMinutes === null ? '' : formatHours(task.estimateMinutes * 60_000),
  );
  const saveEstimate = () => {
    const minutes = parseDuration(estimate);
    if (minutes !== null && (minutes || null) !== task.estimateMinutes)
      void editTask(task, { estimateMinutes: minutes || null });
  };
  return (
    <span className={styles.taskFields}>
      <Select
        label={text('projects.assignee', { name: task.name })}
        isLabelHidden
        value={task.assigneeId === null ? '' : String(task.assigneeId)}
        options={[
          { value: '', text: text('projects.nobody') },
          ...people.map(({ id, name }) => ({ value: String(id), text: name })),
        ]}
        onChange={(value) => void editTask(task, { assigneeId: value === '' ? null : (Number(value) as PersonId) })}
      />
      <Field
        label={text('projects.estimate', { name: task.name })}
        isLabelHidden
        placeholder={text('projects.estimateHint')}
        value={estimate}
        onChange={setEstimate}
        onBlur={saveEstimate}
      />
      <Field
        label={text('projects.due', { name: task.name })}
        isLabelHidden
        type="date"
        value={task.due}
        onChange={(due) => void editTask(task, { due: due as Task['due'] })}
      />
    </span>
  );
}
