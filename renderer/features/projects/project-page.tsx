import { Archive, ArchiveRestore, ArrowLeft, SquarePen, Trash2 } from 'lucide-react';
import type { Project } from '#shared/contract/projects.ts';
import type { ProjectId } from '#shared/contract/studio-ids.ts';
import { formatHours } from '#shared/time/duration.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton } from '../../ui/index.ts';
import { amountText, HourValue, shortDay } from '../approvals/index.ts';
import { BurnMeters } from './burn-meters.tsx';
import { IncomeSection } from './income-section.tsx';
import { projectTone } from './project-tone.ts';
import { archiveProject, removeProject } from './projects.actions.ts';
import styles from './projects.module.css';
import { openProjectDialog } from './projects.store.ts';
import { TaskList } from './task-list.tsx';
import { useMayPlan } from './use-may-plan.ts';

/** One project: its budgets, its tasks, what it cost and what came in. */
export function ProjectPage({ id }: { id: ProjectId }) {
  const text = useText();
  const { data, error } = useCall('projects.get', { id });
  const mayPlan = useMayPlan();
  const project = data?.project;
  return (
    <>
      <AreaHead area="time">
        <Button kind="ghost" icon={<ArrowLeft size={14} />} onPress={() => showView('projects')}>
          {text('projects.all')}
        </Button>
        {project && mayPlan && <Actions project={project} />}
      </AreaHead>
      {error && <EmptyState text={errorText(text, error.code)} />}
      {data && project && (
        <div className={styles.page} data-pane-focus tabIndex={-1}>
          <Summary project={project} />
          <TaskList projectId={id} tasks={data.tasks} mayPlan={mayPlan} />
          {mayPlan && <IncomeSection project={project} />}
          <HourValue project={project} />
        </div>
      )}
    </>
  );
}

function Actions({ project }: { project: Project }) {
  const text = useText();
  const isArchived = project.status === 'archived';
  return (
    <>
      <IconButton label={text('projects.remove')} onPress={() => void removeProject(project)}>
        <Trash2 size={16} />
      </IconButton>
      <Button
        icon={isArchived ? <ArchiveRestore size={14} /> : <Archive size={14} />}
        onPress={() => void archiveProject(project)}
      >
        {text(isArchived ? 'projects.bringBack' : 'projects.archive')}
      </Button>
      <Button
        kind="primary"
        icon={<SquarePen size={14} />}
        onPress={() => openProjectDialog({ kind: 'edit', id: project.id })}
      >
        {text('projects.edit')}
      </Button>
    </>
  );
}

function Summary({ project }: { project: Project }) {
  const text = useText();
  const { name, code, clientName, subject, status, startsOn, endsOn, note, currency, rateMinor, burn } = project;
  const dates = [startsOn, endsOn].filter((day) => day !== '').map(shortDay);
  const facts: [string, string][] = [
    [text('projects.column.status'), text(`projects.status.${status}`)],
    ...pair('projects.code', code),
    ...pair('projects.client', clientName),
    ...pair('projects.subject', subject),
    ...pair('projects.dates', dates.join(' – ')),
    ...pair('projects.rate', rateMinor === null ? '' : amountText(rateMinor, currency)),
    [text('projects.column.hours'), formatHours(burn.trackedMs)],
    [text('projects.billableHours'), formatHours(burn.billableMs)],
  ];
  const money: [string, string][] = [
    [text('projects.timeCost'), amountText(burn.timeMinor, currency)],
    [text('projects.expenseCost'), amountText(burn.expenseMinor, currency)],
    [text('projects.column.income'), amountText(burn.incomeMinor, currency)],
  ];
  if (!project.isCut) facts.push(...money);
  return (
    <section className={styles.summary}>
      <h2 className={styles.title}>
        <span
          className={styles.mark}
          style={{ background: projectTone(project.colour, project.id) }}
          aria-hidden="true"
        />
        {name}
      </h2>
      {note !== '' && <p className={styles.note}>{note}</p>}
      <BurnMeters project={project} />
      <dl className={styles.facts}>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {burn.uncounted.length > 0 && (
        <p className={styles.warn}>{text('projects.uncounted', { currencies: burn.uncounted.join(', ') })}</p>
      )}
      {project.members.length > 0 && (
        <ul className={styles.members} aria-label={text('projects.ownRates')}>
          {project.members.map(({ personId, name: member, rateMinor: own }) => (
            <li key={personId}>
              {member} {own === null ? '' : amountText(own, currency)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );

  function pair(
    key: 'projects.code' | 'projects.client' | 'projects.subject' | 'projects.dates' | 'projects.rate',
    value: string,
  ): [string, string][] {
    return value === '' ? [] : [[text(key), value]];
  }
}
