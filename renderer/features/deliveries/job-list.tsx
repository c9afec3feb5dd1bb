import { Package } from 'lucide-react';
import type { DeliveryJob } from '#shared/contract/deliveries.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Tag } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import styles from './deliveries.module.css';
import { PartChoice } from './part-choice.tsx';

const tones = { pending: 'plain', processing: 'accent', completed: 'ok', failed: 'error', cancelled: 'plain' } as const;
const partTones = { waiting: 'plain', working: 'accent', done: 'ok', failed: 'error', cancelled: 'plain' } as const;

/** What was built and what is being built, with the outcome of each release and store. */
export function JobList({ mayDeliver }: { mayDeliver: boolean }) {
  const text = useText();
  const { data: jobs } = useCall('deliveries.jobs');
  const { data: figures } = useCall('deliveries.statistics');
  const [worst] = figures?.errors ?? [];
  return (
    <>
      <div className={styles.bar}>
        <PartChoice />
      </div>
      {jobs?.length === 0 && <EmptyState icon={<Package size={24} />} text={text('deliveries.jobs.empty')} />}
      {jobs && jobs.length > 0 && (
        <section className={styles.cards} tabIndex={-1} aria-label={text('deliveries.part.jobs')} data-pane-focus>
          {figures && (figures.meanDaysToLive !== null || worst) && (
            <section aria-label={text('deliveries.jobs.statistics')} className={styles.figures}>
              {figures.meanDaysToLive !== null && (
                <span>{text('deliveries.jobs.meanDays', { days: figures.meanDaysToLive.toFixed(1) })}</span>
              )}
              {worst && (
                <span>
                  {text('deliveries.jobs.errors', {
                    error: text(`deliveries.error.${worst.category}`),
                    count: worst.count,
                  })}
                </span>
              )}
            </section>
          )}
          {jobs.map((job) => (
            <JobCard key={job.id} job={job} mayDeliver={mayDeliver} />
          ))}
        </section>
      )}
    </>
  );
}

function JobCard({ job, mayDeliver }: { job: DeliveryJob; mayDeliver: boolean }) {
  const text = useText();
  const { id, kind, state, createdAt, parts } = job;
  const failed = parts.filter((part) => part.state === 'failed' || part.state === 'cancelled').length;
  const isOver = state !== 'pending' && state !== 'processing';
  const name = `${text(`deliveries.jobs.${kind}`)}, ${formatDayAndTime(createdAt)}`;
  return (
    <article className={styles.card} aria-label={name}>
      <header className={styles.cardHead}>
        <h2 className={styles.cardTitle}>{name}</h2>
        <Tag tone={tones[state]}>{text(`deliveries.jobs.state.${state}`)}</Tag>
        <span className={styles.space} />
        {mayDeliver && state === 'pending' && (
          <Button size="small" onPress={() => void attempt(() => call('deliveries.cancelJob', { id }))}>
            {text('deliveries.jobs.cancel')}
          </Button>
        )}
        {mayDeliver && isOver && failed > 0 && (
          <Button
            size="small"
            onPress={() => void attempt(async () => void (await call('deliveries.retryJob', { id })))}
          >
            {text('deliveries.jobs.retry', { count: failed })}
          </Button>
        )}
      </header>
      <ul className={styles.list}>
        {parts.map((part) => (
          <li key={part.deliveryId} className={styles.jobPart}>
            <Tag tone={partTones[part.state]}>{text(`deliveries.jobs.part.${part.state}`)}</Tag>
            <Button kind="link" onPress={() => showView('deliveries', part.deliveryId)}>
              {`${part.title} · ${part.storeName}`}
            </Button>
            {part.errorCategory !== '' && (
              <span className={styles.quiet}>
                {[text(`deliveries.error.${part.errorCategory}`), part.errorText].filter(Boolean).join(': ')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </article>
  );
}
