import { z } from 'zod';
import { workflowTemplates } from '../workflow-templates.ts';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { stepKey } from './songs.ts';
import { workflowId } from './studio-ids.ts';

export const workflowTemplate = z.enum(workflowTemplates);

export const workflowStep = z.object({
  key: stepKey,
  name: z.string(),
  description: z.string(),
  /** The column of the board. */
  stage: z.string(),
  isRequired: z.boolean(),
  isEnabled: z.boolean(),
  /** The key of the step it waits for; empty for none. */
  after: z.string(),
});
export type WorkflowStep = z.output<typeof workflowStep>;

export const workflow = z.object({
  id: workflowId,
  name: z.string(),
  /** Empty: made from none. */
  template: z.union([workflowTemplate, z.literal('')]),
  /** Whose songs start with it; null: everybody's who has none of their own. */
  ownerId: personId.nullable(),
  isDefault: z.boolean(),
  /** Songs in progress that were started with it. */
  songCount: z.number().int(),
  steps: z.array(workflowStep),
});
export type Workflow = z.output<typeof workflow>;

const line = z.string().trim().max(120);
const edited = z.object({ operation: operationId.nullable() });

export const workflowsContract = {
  'workflows.list': query(['songs'], z.void(), z.array(workflow)),
  'workflows.create': command(
    z.object({
      name: line.min(1),
      template: workflowTemplate.nullable(),
      /** Of you alone. */
      isMine: z.boolean().default(false),
      isDefault: z.boolean().default(false),
    }),
    edited.extend({ id: workflowId }),
  ),
  'workflows.edit': command(
    z.object({ id: workflowId, name: line.min(1).optional(), isDefault: z.literal(true).optional() }),
    edited,
  ),
  /**
   * All its steps in order; those without a key are new. Songs in progress get new names and new steps where they are meant to;
   * a new step whose earlier ones are all done is done there. Finished songs never change. Throws STEP_NAME_TAKEN.
   */
  'workflows.setSteps': command(
    z.object({
      id: workflowId,
      steps: z
        .array(
          z.object({
            key: stepKey.nullable(),
            name: line.min(1),
            description: z.string().max(2000).default(''),
            stage: z.string().trim().max(60),
            isRequired: z.boolean().default(true),
            isEnabled: z.boolean(),
            after: z.string().max(60).default(''),
          }),
        )
        .min(1)
        .max(100),
      isForSongs: z.boolean().default(false),
    }),
    edited.extend({ songCount: z.number().int() }),
  ),
  /** Back to the steps of its template. */
  'workflows.reset': command(z.object({ id: workflowId }), edited),
  'workflows.remove': command(z.object({ id: workflowId }), edited),
};
