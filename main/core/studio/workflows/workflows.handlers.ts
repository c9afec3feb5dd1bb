import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { WorkflowId } from '#shared/contract/studio-ids.ts';
import type { workflowsContract } from '#shared/contract/workflows.ts';
import { AppError } from '#shared/errors.ts';
import type { WorkflowTemplate } from '#shared/workflow-templates.ts';
import { type WorkflowState, type WorkflowStepState, workflowRecord } from '../song-records.ts';
import { arrangeSteps, newStepKey, refuseWaitingCircle } from '../songs/song-steps.ts';
import { followWorkflow } from './follow-workflow.ts';
import { listWorkflows, stepsOfTemplate } from './workflows.repository.ts';

export function workflowsHandlers(context: Context): Handlers<typeof workflowsContract> {
  const { db, history, changes: changed, platform } = context;

  const apply = (changes: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply('editWorkflow', changes, subject);
    changed.add({ topics: ['songs'] });
    return { operation };
  };

  return {
    'workflows.list': () => listWorkflows(db),

    'workflows.create': ({ name, template, isMine, isDefault }) => {
      const { personId } = currentActor();
      const ownerId = isMine ? personId : null;
      requireWorkflowEdit(ownerId);
      const last = prepare(db, 'SELECT coalesce(max(position), 0) + 1 FROM workflow').pluck().get() as number;
      const made = workflowRecord.make(db, {
        name,
        template: template ?? '',
        ownerId,
        isDefault,
        position: last,
        createdAt: platform.now(),
        steps:
          template === null
            ? [ownStep({ key: newStepKey(), name, stage: '', isEnabled: true })]
            : stepsOfTemplate(template),
      });
      const others = isDefault ? otherDefaults(db, made.itemId, ownerId) : [];
      return { ...apply([made, ...others], name), id: made.itemId as WorkflowId };
    },

    'workflows.edit': ({ id, name, isDefault }) => {
      const state = requireOwn(db, id);
      const patch = { ...(name === undefined ? {} : { name }), ...(isDefault ? { isDefault } : {}) };
      const others = isDefault ? otherDefaults(db, id, state.ownerId) : [];
      return apply([...workflowRecord.edit(db, id, patch), ...others], name ?? state.name);
    },

    'workflows.setSteps': ({ id, steps: wanted, isForSongs }) => {
      const state = requireOwn(db, id);
      const arranged = arrangeSteps(state.steps, wanted, ownStep);
      const left = new Set(arranged.map(({ key }) => key));
      // What is known of a step beside its name and place stands beside it in the same order.
      const steps = arranged.map((step, index) => {
        const { description, isRequired, after } = wanted[index] ?? step;
        return { ...step, description, isRequired, after: after !== step.key && left.has(after) ? after : '' };
      });
      refuseWaitingCircle(steps);
      const edits = workflowRecord.edit(db, id, { steps });
      const followed = isForSongs
        ? followWorkflow(db, id, { before: state.steps, after: steps, now: platform.now() })
        : [];
      const songCount = new Set(followed.map(({ itemId }) => itemId)).size;
      return { ...apply([...edits, ...followed], state.name), songCount };
    },

    'workflows.reset': ({ id }) => {
      const state = requireOwn(db, id);
      if (state.template === '') throw new AppError('NOT_FOUND', 'This workflow was made from no template.', { id });
      const steps = stepsOfTemplate(state.template as WorkflowTemplate);
      return apply(workflowRecord.edit(db, id, { steps }), state.name);
    },

    'workflows.remove': ({ id }) => {
      const { name } = requireOwn(db, id);
      return apply([workflowRecord.remove(db, id)], name);
    },
  };
}

/** One's own, and everybody's by those who may change all songs. Throws FORBIDDEN, NOT_FOUND. */
function requireOwn(db: Db, id: number): WorkflowState {
  const state = workflowRecord.get(db, id);
  requireWorkflowEdit(state.ownerId);
  return state;
}

function requireWorkflowEdit(ownerId: number | null): void {
  const { personId } = currentActor();
  if (actorMay('editAllSongs') || (ownerId !== null && ownerId === personId)) return;
  throw new AppError('FORBIDDEN', 'You may change workflows of your own only.', { ownerId });
}

function otherDefaults(db: Db, id: number, ownerId: number | null): ValueChange[] {
  const ids = prepare(db, 'SELECT id FROM workflow WHERE is_default = 1 AND owner_id IS ? AND id <> ?')
    .pluck()
    .all(ownerId, id) as number[];
  return ids.flatMap((other) => workflowRecord.edit(db, other, { isDefault: false }));
}

function ownStep(step: Pick<WorkflowStepState, 'key' | 'name' | 'stage' | 'isEnabled'>): WorkflowStepState {
  return { ...step, description: '', isRequired: true, after: '' };
}
