import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';

export const ideaId = z.number().int().positive().brand<'IdeaId'>();
export type IdeaId = z.output<typeof ideaId>;

export const ideaStates = ['open', 'done', 'rejected'] as const;
export type IdeaState = (typeof ideaStates)[number];

const title = z.string().trim().min(1).max(200);
const text = z.string().max(4000);

export const idea = z.object({
  id: ideaId,
  title,
  text,
  state: z.enum(ideaStates),
  reason: z.string(),
  personId: personId.nullable(),
  personName: z.string(),
  votes: z.number().int().min(0),
  /** Of whoever asks. */
  hasVoted: z.boolean(),
  mayEdit: z.boolean(),
  mayDecide: z.boolean(),
  createdAt: z.number(),
});
export type Idea = z.output<typeof idea>;

const done = z.object({ operation: operationId.nullable() });

/** What the people of a workspace wish for. */
export const ideasContract = {
  /** The open ones first, by votes, then the newest. */
  'ideas.list': query(['ideas', 'people'], z.void(), z.array(idea)),
  /** Whoever has an idea votes for it. */
  'ideas.create': command(z.object({ title, text }), z.object({ id: ideaId, operation: operationId })),
  'ideas.edit': command(z.object({ id: ideaId, patch: z.object({ title, text }).partial() }), done),
  /** Gives the vote of whoever calls, or takes it back. */
  'ideas.vote': command(z.object({ id: ideaId }), done),
  /** Throws INVALID_INPUT where it is rejected without a reason. */
  'ideas.decide': command(
    z.object({ id: ideaId, state: z.enum(ideaStates), reason: z.string().trim().max(1000) }),
    done,
  ),
  'ideas.remove': command(z.object({ id: ideaId }), done),
};
