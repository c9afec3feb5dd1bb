import { type Db, prepare } from '#core/db/query.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { WorkflowId } from '#shared/contract/studio-ids.ts';
import type { Workflow } from '#shared/contract/workflows.ts';
import { AppError } from '#shared/errors.ts';
import { firstTemplate, templateSteps, type WorkflowTemplate } from '#shared/workflow-templates.ts';
import { type SongState, type SongStepState, type WorkflowState, workflowRecord } from '../song-records.ts';
import { copySteps } from '../songs/song-status.ts';

/** In their order, each with how many songs in progress were started with it. */
export function listWorkflows(db: Db): Workflow[] {
  const rows = prepare(
    db,
    `SELECT id, (SELECT count(*) FROM song WHERE workflow_id = workflow.id AND status = 'inProgress') AS songCount
     FROM workflow ORDER BY owner_id IS NOT NULL, is_default DESC, position, id`,
  ).all() as { id: number; songCount: number }[];
  return rows.map(({ id, songCount }) => {
    const { name, template, ownerId, isDefault, steps } = workflowRecord.get(db, id);
    return {
      id: id as WorkflowId,
      name,
      template: template as WorkflowTemplate | '',
      ownerId: ownerId as PersonId | null,
      isDefault,
      songCount,
      steps,
    };
  });
}

/**
 * The steps that a song starts with: of the workflow chosen for it, else of its owner's, else of everybody's. Throws NO_WORKFLOW.
 */
export function startSteps(
  db: Db,
  song: Pick<SongState, 'workflowId' | 'ownerId'>,
): { workflowId: number; steps: SongStepState[] } {
  const id = prepare(
    db,
    `SELECT id FROM workflow WHERE id = @chosen OR owner_id IS NULL OR owner_id = @owner
     ORDER BY id IS @chosen DESC, owner_id IS NOT NULL DESC, is_default DESC, position, id LIMIT 1`,
  )
    .pluck()
    .get({ chosen: song.workflowId, owner: song.ownerId }) as number | undefined;
  if (id === undefined) {
    throw new AppError('NO_WORKFLOW', 'There is no workflow to take the steps from.', { ownerId: song.ownerId });
  }
  return { workflowId: id, steps: copySteps(workflowRecord.get(db, id).steps) };
}

/** A template's steps as those of a workflow. */
export function stepsOfTemplate(template: WorkflowTemplate): WorkflowState['steps'] {
  return templateSteps(template).map((step) => ({
    ...step,
    description: '',
    isRequired: true,
    isEnabled: true,
    after: '',
  }));
}

/** Gives a library that never had a workflow its first one. */
export function ensureWorkflow(db: Db, now: number): void {
  db.transaction(() => {
    const counted = prepare(db, `SELECT 1 FROM sqlite_sequence WHERE name = 'workflow'`);
    if (counted.get() || prepare(db, 'SELECT 1 FROM workflow').get()) return;
    const state: WorkflowState = {
      // As a user's own it would be a name too; they rename it.
      name: 'Songs',
      template: firstTemplate,
      ownerId: null,
      isDefault: true,
      position: 0,
      createdAt: now,
      steps: stepsOfTemplate(firstTemplate),
    };
    const { itemId, field } = workflowRecord.make(db, state);
    workflowRecord.setter(db, [{ itemId, field, value: state }], { now, operationId: 0 });
  }).immediate();
}
