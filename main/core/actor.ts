import { AsyncLocalStorage } from 'node:async_hooks';
import type { MemberRole } from '#shared/contract/people.ts';

/** On whose behalf something is done. */
export type Actor = {
  /** Null where nobody is known: work of the program itself. */
  personId: number | null;
  role: MemberRole;
  /** How they said who they are. A profile is chosen on the desktop by whoever sits there: no security boundary. */
  via: 'profile' | 'account' | 'key';
  /** Of a key: all it may do, whatever the role. */
  scopes?: readonly string[];
};

/** Whom a host answers; without it, whoever's profile is active. */
export type Caller = { personId: number; via: 'account' } | { personId: number; via: 'key'; scopes: readonly string[] };

const actors = new AsyncLocalStorage<Actor>();

/** Everything that `work` does, also after waiting, is done by this actor. */
export function runAs<Result>(actor: Actor, work: () => Result): Result {
  return actors.run(actor, work);
}

/** Who acts now; the program itself outside any call. */
export function currentActor(): Actor {
  return actors.getStore() ?? { personId: null, role: 'owner', via: 'profile' };
}
