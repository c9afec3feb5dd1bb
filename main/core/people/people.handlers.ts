import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import type { Db } from '#core/db/query.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { PersonDetails, PersonFacts, PersonId, peopleContract } from '#shared/contract/people.ts';
import { actorMay, requireFor } from './authorize.ts';
import { editPeople, handOver, makePerson, removePeople, restorePeople } from './edit-people.ts';
import { importPeople, previewPeople } from './import-people.ts';
import { grantableRoles, isAllowed, requireEdit, requireRemove } from './member-rules.ts';
import { mergePeople } from './merge-people.ts';
import { findSimilar, hasRunningTimer, listAllPeople, listCredits, listPeople, sumTime } from './people.repository.ts';
import { personRecord } from './people-records.ts';

const mostCredits = 1000;

export function peopleHandlers(context: Context): Handlers<typeof peopleContract> {
  const { db, platform } = context;
  return {
    'people.all': () => listAllPeople(db),
    'people.list': (filter) => listPeople(db, filter, actorMay('viewUsers')),
    'people.get': ({ id }) => describePerson(db, id),
    'people.similar': ({ except, ...looks }) => findSimilar(db, looks, except),
    'people.credits': ({ id }) => {
      personRecord.get(db, id);
      const credits = listCredits(db, id);
      return { credits: credits.slice(0, mostCredits), total: credits.length };
    },
    'people.time': ({ id }) => {
      requireFor(id, 'viewOwnTime', 'viewAllTime');
      personRecord.get(db, id);
      return sumTime(db, id, platform.now());
    },
    'people.make': (facts) => makePerson(context, facts as Partial<PersonFacts> & { name: string }),
    'people.edit': ({ ids, change }) => editPeople(context, ids, change as Partial<PersonFacts>),
    'people.remove': ({ ids }) => removePeople(context, ids),
    'people.restore': ({ ids }) => restorePeople(context, ids),
    'people.merge': ({ from, into }) => mergePeople(context, from, into),
    'people.handOver': ({ to }) => handOver(context, to),
    'people.previewImport': ({ text }) => previewPeople(db, text),
    'people.import': ({ text, lines }) => importPeople(context, text, lines),
  };
}

/** Contact, notes and rates are for those who look after people, and for themselves. */
function describePerson(db: Db, id: PersonId): PersonDetails {
  const { preferences: _, removedAt, mergedInto, createdAt, ...facts } = personRecord.get(db, id);
  const actor = currentActor();
  const subject = { id, memberRole: facts.memberRole };
  const isCut = id !== actor.personId && !actorMay('viewUsers', actor);
  const hidden = { email: '', phone: '', address: '', note: '', legalName: '', rateMinor: null };
  const similar = removedAt === null ? findSimilar(db, facts, id) : [];
  return {
    ...(facts as PersonFacts),
    ...(isCut ? hidden : {}),
    id,
    isCut,
    isRemoved: removedAt !== null,
    mergedInto: mergedInto as PersonId | null,
    createdAt,
    may: {
      edit: isAllowed(() => requireEdit(subject, {})),
      editMember: isAllowed(() => requireEdit(subject, { jobTitle: '' })),
      remove: isAllowed(() => requireRemove(subject)),
    },
    grantableRoles: isAllowed(() => requireEdit(subject, { memberRole: null })) ? grantableRoles() : [],
    similar,
    isTimerRunning: hasRunningTimer(db, id),
  };
}
