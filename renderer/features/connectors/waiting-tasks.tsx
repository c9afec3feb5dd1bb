import type { ServiceTask } from '#shared/contract/connectors.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatTime } from '../tracks/index.ts';
import styles from './connections.module.css';

/** What services were asked to do and have not done; nothing where nothing waits. */
export function WaitingTasks() {
  const text = useText();
  const { data = [] } = useCall('connectors.tasks');
  if (data.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{text('connectors.tasks')}</h3>
      <ul className={styles.list} aria-label={text('connectors.tasks')}>
        {data.map((task) => (
          <TaskItem key={task.id} task={task} />
        ))}
      </ul>
    </section>
  );
}

function TaskItem({ task }: { task: ServiceTask }) {
  const text = useText();
  const { id, service, subject } = task;
  return (
    <li className={styles.task}>
      <span className={styles.name}>
        {subject}
        <span className={styles.note} data-failed={task.state === 'failed'}>
          {[text(`connectors.name.${service}`), taskState(text, task)].join(' · ')}
        </span>
      </span>
      {task.state !== 'running' && (
        <Button
          size="small"
          aria-label={text('connectors.retryNamed', { subject })}
          onPress={() => void attempt(() => call('connectors.retryTask', { id }))}
        >
          {text('connectors.retry')}
        </Button>
      )}
      <Button
        size="small"
        aria-label={text('connectors.dropNamed', { subject })}
        onPress={() => void attempt(() => call('connectors.dropTask', { id }))}
      >
        {text('connectors.drop')}
      </Button>
    </li>
  );
}

function taskState(text: Text, { state, progress, error, runAfter }: ServiceTask): string {
  if (state === 'failed') return text('connectors.task.failed', { reason: errorText(text, error ?? 'INTERNAL') });
  const parts = [
    state === 'running'
      ? text('connectors.task.running')
      : runAfter > Date.now()
        ? text('connectors.task.waiting', { time: formatTime(runAfter) })
        : text('connectors.task.now'),
    progress === null ? '' : text('connectors.task.percent', { percent: Math.round(progress * 100) }),
    error === null ? '' : errorText(text, error),
  ];
  return parts.filter(Boolean).join(', ');
}
