import { FolderKanban, Plus } from 'lucide-react';
import type { Project } from '#shared/contract/projects.ts';
import type { ProjectId } from '#shared/contract/studio-ids.ts';
import { formatHours } from '#shared/time/duration.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView, useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Switch } from '../../ui/index.ts';
import { amountText } from '../approvals/index.ts';
import { BurnMeters } from './burn-meters.tsx';
import { ProjectDialogs } from './project-dialog.tsx';
import { ProjectPage } from './project-page.tsx';
import { projectTone } from './project-tone.ts';
import styles from './projects.module.css';
import { openProjectDialog, useProjects } from './projects.store.ts';
import { useMayPlan } from './use-may-plan.ts';

/** All projects, or the one that is open. */
export function ProjectsView() {
  const item = useView((state) => state.item);
  return (
    <>
      {item === null ? <AllProjects /> : <ProjectPage key={item} id={item as ProjectId} />}
      <ProjectDialogs />
    </>
  );
}

function AllProjects() {
  const text = useText();
  const showsArchived = useProjects((state) => state.showsArchived);
  const { data: projects } = useCall('projects.list', { isArchived: showsArchived }, { keepsPrevious: true });
  const mayPlan = useMayPlan();
  const create = () => openProjectDialog({ kind: 'new' });
  const isEmpty = projects?.length === 0 && !showsArchived;
  return (
    <>
      <AreaHead
        area="time"
        summary={projects && !isEmpty ? text('projects.count', { count: projects.length }) : undefined}
      >
        <Switch isSelected={showsArchived} onChange={(chosen) => useProjects.setState({ showsArchived: chosen })}>
          {text('projects.archived')}
        </Switch>
        {mayPlan && !isEmpty && (
          <Button kind="primary" icon={<Plus size={16} />} onPress={create}>
            {text('projects.new')}
          </Button>
        )}
      </AreaHead>
      {isEmpty && (
        <EmptyState
          icon={<FolderKanban size={24} />}
          text={text('projects.empty')}
          action={mayPlan && <Button onPress={create}>{text('projects.new')}</Button>}
        />
      )}
      {projects && !isEmpty && <ProjectTable projects={projects} />}
    </>
  );
}

const columns = ['name', 'status', 'hours', 'budget', 'spent', 'income', 'tasks'] as const;
const figures: ReadonlySet<string> = new Set(['hours', 'spent', 'income', 'tasks']);

function ProjectTable({ projects }: { projects: readonly Project[] }) {
  const text = useText();
  return (
    <section className={styles.scroll} tabIndex={-1} aria-label={text('projects.list')} data-pane-focus>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-figure={figures.has(column)}>
                {text(`projects.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <ProjectRow key={project.id} project={project} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ProjectRow({ project }: { project: Project }) {
  const text = useText();
  const { id, name, code, clientName, subject, status, burn, currency, openTaskCount } = project;
  const about = [code, clientName, subject === name ? '' : subject].filter((part) => part !== '').join(', ');
  return (
    <tr>
      <td>
        <span className={styles.name}>
          <span className={styles.mark} style={{ background: projectTone(project.colour, id) }} aria-hidden="true" />
          <Button kind="link" onPress={() => showView('projects', id)}>
            {name}
          </Button>
          <span className={styles.quiet}>{about}</span>
        </span>
      </td>
      <td>{text(`projects.status.${status}`)}</td>
      <td data-figure="true">{formatHours(burn.trackedMs)}</td>
      <td>
        <BurnMeters project={project} />
      </td>
      <td data-figure="true">{burn.spentMinor === 0 ? '' : amountText(burn.spentMinor, currency)}</td>
      <td data-figure="true">{burn.incomeMinor === 0 ? '' : amountText(burn.incomeMinor, currency)}</td>
      <td data-figure="true">{openTaskCount === 0 ? '' : openTaskCount}</td>
    </tr>
  );
}
