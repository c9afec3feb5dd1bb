import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { historyContract } from '#shared/contract/history.ts';
import { listEvents } from './history.repository.ts';

export function historyHandlers({ db }: Context): Handlers<typeof historyContract> {
  return { 'history.list': (request) => listEvents(db, request) };
}
