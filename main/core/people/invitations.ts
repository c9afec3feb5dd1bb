import { join } from 'node:path';
import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import type { InvitationTable } from '#core/db/people-tables.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import { systemCode, toFileError } from '#core/files/file-error.ts';
import { type Invitation, joinSuffix } from '#shared/contract/invitations.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { PersonId } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { safeName } from '#shared/name-template/safe-name.ts';
import { makeChange } from './edit-people.ts';
import { hashToken, makeToken, readJoinFile, writeJoinFile } from './join-file.ts';
import { requireGrant } from './member-rules.ts';
import { personRecord } from './people-records.ts';

const goodForMs = 7 * 86_400_000;
const mostNames = 100;

type Parts = Pick<Context, 'db' | 'disk' | 'changes' | 'history' | 'notifications' | 'platform'>;
type Invited = { name: string; email: string; role: Invitation['role'] };

export function listInvitations(db: Db, now: number): Invitation[] {
  const rows = prepare(db, 'SELECT * FROM invitation ORDER BY id DESC').all() as InvitationTable[];
  return rows.map((row) => ({
    id: row.id as Invitation['id'],
    name: row.name,
    email: row.email,
    role: row.role,
    state: stateOf(row, now),
    personId: row.person_id as PersonId | null,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
  }));
}

/** Writes a file for each, then says that they are invited: a file that could not be written invites nobody. */
export async function invite({ db, disk, changes, platform }: Parts, people: readonly Invited[], folder: string) {
  const now = platform.now();
  for (const { role } of people) requireGrant(role);
  refuseKnown(db, people, now);
  const workspace = prepare(db, 'SELECT name FROM workspace').pluck().get() as string;
  const paths: string[] = [];
  for (const { name, email, role } of people) {
    const [token, expiresAt] = [makeToken(), now + goodForMs];
    paths.push(await writeNew(disk, folder, name, writeJoinFile({ workspace, name, role, expiresAt, token })));
    prepare(
      db,
      `INSERT INTO invitation (token_hash, person_id, name, email, role, invited_by, expires_at, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      hashToken(token),
      findByEmail(db, email)?.id ?? null,
      name,
      email,
      role,
      currentActor().personId,
      expiresAt,
      now,
    );
    changes.add({ topics: ['people'] });
  }
  return { paths };
}

export function cancelInvitation({ db, changes }: Parts, id: number): void {
  const done = prepare(db, `UPDATE invitation SET state = 'cancelled' WHERE id = ? AND state = 'pending'`).run(id);
  if (done.changes === 0) throw new AppError('NOT_FOUND', 'That invitation waits no more.', { id });
  changes.add({ topics: ['people'] });
}

export function readInvitation(db: Db, text: string, now: number) {
  const { file, row } = findInvitation(db, text);
  return { workspace: file.workspace, name: row.name, role: row.role, state: stateOf(row, now) };
}

/** Makes whoever was invited a member. The file is the permission; whose profile is active does not matter. */
export function acceptInvitation(
  { db, changes, history, notifications, platform }: Parts,
  text: string,
  email: string,
): { personId: PersonId; operation: OperationId | null } {
  const now = platform.now();
  const { row } = findInvitation(db, text);
  if (foldText(row.email) !== foldText(email.trim())) {
    throw new AppError('INVITATION_INVALID', 'This invitation is for another address.');
  }
  if (stateOf(row, now) !== 'pending') {
    throw new AppError('INVITATION_OVER', 'This invitation was used, cancelled, or is too old.');
  }
  const known = findByEmail(db, row.email);
  if (known?.isMember) throw new AppError('ALREADY_MEMBER', 'This address belongs to a member already.');
  const member = { memberRole: row.role, memberState: 'active' as const };
  const edits = known
    ? personRecord.edit(db, known.id, member)
    : [makeChange(db, { name: row.name, email: row.email, ...member }, now)];
  const personId = (known?.id ?? edits[0]?.itemId) as PersonId;
  const operation = db
    .transaction(() => {
      prepare(db, `UPDATE invitation SET state = 'accepted', person_id = ? WHERE id = ?`).run(personId, row.id);
      return history.apply(known ? 'editPerson' : 'makePerson', edits, row.name).operation;
    })
    .immediate();
  if (row.invited_by !== null && row.invited_by !== personId) {
    const facts = { name: row.name, role: row.role };
    notifications.add({ kind: 'invited', personId: row.invited_by, facts, view: 'people', item: personId });
  }
  changes.add({ topics: ['people'] });
  return { personId, operation };
}

function stateOf({ state, expires_at }: InvitationTable, now: number): Invitation['state'] {
  return state === 'pending' && expires_at <= now ? 'expired' : state;
}

function findInvitation(db: Db, text: string) {
  const file = readJoinFile(text);
  const row = prepare(db, 'SELECT * FROM invitation WHERE token_hash = ?').get(hashToken(file.token));
  if (!row) throw new AppError('INVITATION_INVALID', 'This join file is for another workspace.');
  return { file, row: row as InvitationTable };
}

function refuseKnown(db: Db, people: readonly Invited[], now: number): void {
  const waiting = listInvitations(db, now).filter(({ state }) => state === 'pending');
  const taken = new Set(waiting.map(({ email }) => foldText(email)));
  for (const { email } of people) {
    if (findByEmail(db, email)?.isMember) {
      throw new AppError('ALREADY_MEMBER', 'This address belongs to a member already.', { email });
    }
    if (taken.has(foldText(email))) {
      throw new AppError('ALREADY_INVITED', 'This address is invited already, or named twice.', { email });
    }
    taken.add(foldText(email));
  }
}

/** Of those who are there; an active member first. */
function findByEmail(db: Db, email: string): { id: number; isMember: boolean } | undefined {
  const row = prepare(
    db,
    `SELECT id, member_role IS NOT NULL AND member_state = 'active' AS isMember FROM person
     WHERE lower(email) = lower(?) AND removed_at IS NULL ORDER BY isMember DESC, id LIMIT 1`,
  ).get(email) as { id: number; isMember: 0 | 1 } | undefined;
  return row && { id: row.id, isMember: row.isMember === 1 };
}

/** Never over a file that is there: the next number follows the name. */
async function writeNew(disk: Disk, folder: string, person: string, content: string): Promise<string> {
  for (let number = 1; number <= mostNames; number++) {
    const suffix = number === 1 ? joinSuffix : ` ${number}${joinSuffix}`;
    const { name } = safeName(person, { system: 'windows', hasPlainPunctuation: false }, suffix);
    const path = join(folder, name || `_${suffix}`);
    try {
      await disk.create(path, content);
      await disk.syncFolder(folder);
      return path;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') throw new AppError('FOLDER_NOT_FOUND', 'That folder is not there.');
      if (systemCode(error) !== 'EEXIST') throw toFileError(error);
    }
  }
  throw new AppError('FILE_EXISTS', 'There are too many files of that name.');
}
