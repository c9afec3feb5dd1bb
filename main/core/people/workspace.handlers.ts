import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { workspaceContract } from '#shared/contract/workspace.ts';
import { AppError } from '#shared/errors.ts';
import { actorMay } from './authorize.ts';
import { findPersonRow, isActiveMember, listMembers } from './people.repository.ts';
import { type WorkspaceState, workspaceRecord } from './people-records.ts';
import { requireFreeCurrency } from './workspace-currency.ts';

const workspaceId = 1;

export function workspaceHandlers({ db, history, changes }: Context): Handlers<typeof workspaceContract> {
  return {
    'workspace.get': () => {
      const workspace = workspaceRecord.get(db, workspaceId);
      return actorMay('viewReports') ? workspace : { ...workspace, rateMinor: null };
    },

    'workspace.edit': (change) => {
      const edits = workspaceRecord.edit(db, workspaceId, change as Partial<WorkspaceState>);
      if (edits.some(({ field }) => field === 'workspace:currency')) requireFreeCurrency(db);
      const { operation } = history.apply('editWorkspace', edits, workspaceRecord.get(db, workspaceId).name);
      changes.add({ topics: ['people', 'time', 'reports', 'achievements'] });
      return { operation };
    },

    'workspace.profiles': () => {
      const { personId, role, via } = currentActor();
      return {
        active: findPersonRow(db, personId) ?? null,
        role,
        canSwitch: via === 'profile',
        members: listMembers(db),
      };
    },

    'workspace.switchProfile': ({ personId }) => {
      if (currentActor().via !== 'profile') {
        throw new AppError('FORBIDDEN', 'You signed in with an account. Sign out to be somebody else.');
      }
      if (!isActiveMember(db, personId)) {
        throw new AppError('NOT_FOUND', 'That member is not there any more.', { personId });
      }
      prepare(db, 'UPDATE workspace SET active_person_id = ?').run(personId);
      // Whatever is on screen may look different to somebody else.
      changes.add({
        topics: ['people', 'songs', 'packs', 'time', 'expenses', 'reports', 'notifications', 'achievements', 'history'],
      });
    },
  };
}
