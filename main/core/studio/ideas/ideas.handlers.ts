import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { Idea, IdeaId, ideasContract } from '#shared/contract/ideas.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import { type IdeaState, ideaRecord } from '../pack-records.ts';
import { withoutUndefined } from '../without-undefined.ts';

type IdeaRow = Omit<Idea, 'hasVoted' | 'mayEdit' | 'mayDecide'> & { hasVoted: 0 | 1 };

export function ideasHandlers({ db, history, changes, platform }: Context): Handlers<typeof ideasContract> {
  const edit = (id: number, patch: Partial<IdeaState>) => {
    const { title } = ideaRecord.get(db, id);
    const { operation } = history.apply('editIdeas', ideaRecord.edit(db, id, patch), patch.title ?? title);
    changes.add({ topics: ['ideas'] });
    return { operation };
  };

  return {
    'ideas.list': () => {
      const { personId } = currentActor();
      const rows = prepare(
        db,
        `SELECT idea.id, title, text, state, reason, person_id AS personId, coalesce(person.name, '') AS personName,
           idea.created_at AS createdAt,
           (SELECT count(*) FROM idea_vote WHERE idea_id = idea.id AND vote > 0) AS votes,
           EXISTS (SELECT 1 FROM idea_vote WHERE idea_id = idea.id AND idea_vote.person_id IS ? AND vote > 0) AS hasVoted
         FROM idea LEFT JOIN person ON person.id = idea.person_id
         ORDER BY state <> 'open', votes DESC, idea.created_at DESC, idea.id DESC`,
      ).all(personId ?? 0) as IdeaRow[];
      return rows.map((row) => ({
        ...row,
        hasVoted: row.hasVoted === 1,
        mayEdit: mayEdit(row.personId),
        mayDecide: mayDecide(),
      }));
    },

    'ideas.create': ({ title, text }) => {
      const { personId } = currentActor();
      const change = ideaRecord.make(db, {
        ...{ title, text, personId, state: 'open', reason: '', createdAt: platform.now() },
        votes: personId === null ? [] : [{ personId, vote: 1 }],
      });
      const { operation } = history.apply('editIdeas', [change], title);
      changes.add({ topics: ['ideas'] });
      return { id: change.itemId as IdeaId, operation: operation as OperationId };
    },

    'ideas.edit': ({ id, patch }) => {
      if (!mayEdit(ideaRecord.get(db, id).personId)) throw forbidden();
      return edit(id, withoutUndefined(patch));
    },

    'ideas.vote': ({ id }) => {
      const { personId } = currentActor();
      if (personId === null) throw forbidden();
      const { votes } = ideaRecord.get(db, id);
      const others = votes.filter((vote) => vote.personId !== personId);
      return edit(id, { votes: others.length < votes.length ? others : [...votes, { personId, vote: 1 }] });
    },

    'ideas.decide': ({ id, state, reason }) => {
      if (!mayDecide()) throw forbidden();
      if (state === 'rejected' && reason === '') throw new AppError('INVALID_INPUT', 'Say why it is not done.');
      return edit(id, { state, reason: state === 'open' ? '' : reason });
    },

    'ideas.remove': ({ id }) => {
      const { title, personId } = ideaRecord.get(db, id);
      if (!mayEdit(personId)) throw forbidden();
      const { operation } = history.apply('editIdeas', [ideaRecord.remove(db, id)], title);
      changes.add({ topics: ['ideas'] });
      return { operation };
    },
  };
}

function mayEdit(ownerId: number | null): boolean {
  const { personId, role } = currentActor();
  return role !== 'employee' || (ownerId !== null && ownerId === personId);
}

function mayDecide(): boolean {
  return currentActor().role !== 'employee';
}

function forbidden(): AppError {
  return new AppError('FORBIDDEN', 'This idea is another’s.');
}
