import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { minor, timeZone } from './studio-ids.ts';

export const personId = z.number().int().positive().brand<'PersonId'>();
export type PersonId = z.output<typeof personId>;

export const departmentId = z.number().int().positive().brand<'DepartmentId'>();
export type DepartmentId = z.output<typeof departmentId>;

/** Of members of the workspace, the mightiest first. */
export const memberRoles = ['owner', 'admin', 'manager', 'employee'] as const;
export const memberRole = z.enum(memberRoles);
export type MemberRole = z.output<typeof memberRole>;

export const memberStates = ['pending', 'active', 'inactive'] as const;
export const memberState = z.enum(memberStates);

export const personKinds = ['person', 'group', 'company'] as const;
export const personKind = z.enum(personKinds);

/** What people are to us; a member of the workspace is told by their member role. */
export const personRoles = [
  'artist',
  'collaborator',
  'producer',
  'writer',
  'engineer',
  'performer',
  'payee',
  'client',
  'label',
  'publisher',
] as const;
export const personRole = z.enum(personRoles);
export type PersonRole = z.output<typeof personRole>;

/** Where an artist has a page; the values are the stores' own ids. */
export const storeNames = [
  'spotify',
  'appleMusic',
  'deezer',
  'beatport',
  'soundcloud',
  'bandcamp',
  'musicbrainz',
] as const;
export const storeName = z.enum(storeNames);

/** Pictures are named by the hash that an upload answers with. */
export const pictureHash = z.string().regex(/^[0-9a-f]{64}$/);

const line = (most: number) => z.string().trim().max(most);
/** Something with one @, or empty. */
const email = z.union([z.literal(''), z.email().max(320)]);

/** What can be said of a person. ISNI and IPI are checked, and kept in one form (shared/identifiers). */
export const personFacts = z.object({
  name: line(200).min(1),
  kind: personKind,
  legalName: line(200),
  roles: z.array(personRole).max(personRoles.length),
  email,
  phone: line(60),
  website: line(500),
  address: line(1000),
  country: line(80),
  note: line(10_000),
  isni: line(40),
  ipi: line(40),
  storeIds: z.partialRecord(storeName, line(200).min(1)),
  pictureHash: pictureHash.nullable(),
  /** A BCP 47 tag as 'pt-BR', or empty. */
  language: z.union([z.literal(''), z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)]),
  /** Empty: that of the workspace. */
  timeZone: z.union([z.literal(''), timeZone]),
  memberRole: memberRole.nullable(),
  memberState,
  departmentId: departmentId.nullable(),
  jobTitle: line(120),
  /** What an hour of theirs costs, in the workspace's currency. */
  rateMinor: minor.min(0).nullable(),
});
export type PersonFacts = z.output<typeof personFacts>;

/** As lists and avatars show them; also of people who were removed. */
export const personRow = z.object({
  id: personId,
  name: z.string(),
  kind: personKind,
  roles: z.array(personRole),
  /** Null for who is no member. */
  memberRole: memberRole.nullable(),
  memberState,
  departmentId: departmentId.nullable(),
  pictureHash: z.string().nullable(),
  isRemoved: z.boolean(),
  /** Whom they turned out to be. */
  mergedInto: personId.nullable(),
});
export type PersonRow = z.output<typeof personRow>;

/** Why two may be one. */
export const likenesses = ['name', 'email', 'isni', 'ipi'] as const;
export const similarPerson = z.object({ person: personRow, by: z.array(z.enum(likenesses)).min(1) });
export type SimilarPerson = z.output<typeof similarPerson>;

export const personDetails = personFacts.extend({
  id: personId,
  isRemoved: z.boolean(),
  mergedInto: personId.nullable(),
  createdAt: z.number(),
  /** Contact, note and rate are left out (empty): the caller may not see them. */
  isCut: z.boolean(),
  /** Whether the caller may change them, give roles, remove them. */
  may: z.object({ edit: z.boolean(), editMember: z.boolean(), remove: z.boolean() }),
  /** The roles that the caller may give them. */
  grantableRoles: z.array(memberRole),
  similar: z.array(similarPerson),
  /** Of members. */
  isTimerRunning: z.boolean(),
});
export type PersonDetails = z.output<typeof personDetails>;

export const personFilter = z.object({
  /** Words of names, of contact and identifiers where the caller may see them. */
  text: z.string().max(500).default(''),
  role: z.union([personRole, z.literal('member')]).optional(),
  kind: personKind.optional(),
  departmentId: departmentId.optional(),
  /** Shows those who were removed instead. */
  isRemoved: z.boolean().default(false),
});

/** Something they take part in. */
const credit = z.object({
  type: z.enum(['song', 'pack', 'release']),
  id: z.number().int(),
  title: z.string(),
  /** In the order they are credited in: 'owner', 'assignee', or a role that was typed. */
  as: z.array(z.string()),
  /** In hundredths of a percent. */
  share: z.number().int().nullable(),
});
export type PersonCredit = z.output<typeof credit>;

const done = z.object({ operation: operationId.nullable() });

export const importedPerson = z.object({
  /** Of the file, from 1. */
  line: z.number().int(),
  facts: personFacts.pick({ name: true, kind: true, roles: true, email: true, jobTitle: true }),
  /** Why it does not come: nothing to call it by, an address or number that is none. */
  problem: z.enum(['nameMissing', 'emailInvalid', 'isniInvalid', 'ipiInvalid']).nullable(),
  /** Who it seems to be already; it comes only where the user says so. */
  like: personRow.nullable(),
});

export const peopleContract = {
  /** Everybody, also those who were removed, by name: for avatars, pickers and the palette. */
  'people.all': query(['people'], z.void(), z.array(personRow)),
  /** Of those who are there, or were removed, by name. */
  'people.list': query(['people'], personFilter, z.array(personRow.extend({ email: z.string() }))),
  /** Throws NOT_FOUND. */
  'people.get': query(['people', 'time'], z.object({ id: personId }), personDetails),
  /** Who may be the same: the same folded name, e-mail, ISNI or IPI, as far as they are typed. `except` is who is asked about. */
  'people.similar': query(
    ['people'],
    z
      .object({
        name: z.string().max(200),
        email: z.string().max(320),
        isni: z.string().max(40),
        ipi: z.string().max(40),
      })
      .partial()
      .extend({ except: personId.optional() }),
    z.array(similarPerson),
  ),
  /** Songs, packs and releases a person takes part in, newest first. */
  'people.credits': query(
    ['people', 'songs', 'packs', 'releases'],
    z.object({ id: personId }),
    z.object({ credits: z.array(credit).max(1000), total: z.number().int() }),
  ),
  /** How much a person worked, in milliseconds: in all, in the last 30 days, and by song. Asks for what sees time. */
  'people.time': query(
    ['people', 'time', 'songs'],
    z.object({ id: personId }),
    z.object({
      totalMs: z.number(),
      recentMs: z.number(),
      songs: z.array(z.object({ id: z.number().int(), title: z.string(), ms: z.number() })).max(100),
    }),
  ),
  /** Throws IDENTIFIER_INVALID, and FORBIDDEN where the caller may not make that. A member role asks for more. */
  'people.make': command(personFacts.partial().required({ name: true }), done.extend({ id: personId })),
  /** Throws like 'people.make', and MEMBER_PROTECTED for what nobody may change of an owner or of themself. */
  'people.edit': command(z.object({ ids: z.array(personId).min(1).max(1000), change: personFacts.partial() }), done),
  /** They stay named where they took part. Throws PERSON_BUSY while a timer of theirs runs. */
  'people.remove': command(z.object({ ids: z.array(personId).min(1).max(1000) }), done),
  'people.restore': command(z.object({ ids: z.array(personId).min(1).max(1000) }), done),
  /**
   * Makes one of two: everything that names the `from` names `into` then. Throws MEMBER_PROTECTED where `from` is an owner,
   * or the caller, and PERSON_BUSY while a timer of both runs.
   */
  'people.merge': command(z.object({ from: personId, into: personId }), done),
  /** Gives the workspace to another active member; the one who does is an admin then. Owners only. */
  'people.handOver': command(z.object({ to: personId }), done),
  /** What a table of people holds. `text` is a CSV file with a line of names of columns. */
  'people.previewImport': query(
    ['people'],
    z.object({ text: z.string().max(2_000_000) }),
    z.object({
      people: z.array(importedPerson).max(5000),
      /** Names of columns that nothing was found for. */
      unknownColumns: z.array(z.string()),
    }),
  ),
  /** Makes those of the lines named. Throws IMPORT_INVALID where one of them cannot come. */
  'people.import': command(
    z.object({ text: z.string().max(2_000_000), lines: z.array(z.number().int()).min(1).max(5000) }),
    done.extend({ count: z.number().int() }),
  ),
};
