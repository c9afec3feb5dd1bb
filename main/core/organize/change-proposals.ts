import { extname, join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { ConflictKind, OrganizeRules, ProposalChange } from '#shared/contract/organize.ts';
import { AppError } from '#shared/errors.ts';
import { findNameFault, type NameRules } from '#shared/name-template/index.ts';
import { isTooLong } from './find-proposals.ts';
import { listOrganizeFolders } from './proposals.repository.ts';
import { getRules } from './rules.repository.ts';

/** Notes what the user said about proposals; answers how many there were. Throws NOT_FOUND. */
export function changeProposals(
  db: Db,
  ids: readonly number[],
  change: Exclude<ProposalChange, { type: 'lookAgain' }>,
): number {
  const count = write(db, ids, change);
  if (count === 0) throw new AppError('NOT_FOUND', 'That file is no longer in this list.');
  return count;
}

const among = 'WHERE track_id IN (SELECT value FROM json_each(?))';

function write(db: Db, ids: readonly number[], change: Exclude<ProposalChange, { type: 'lookAgain' }>): number {
  const list = JSON.stringify(ids);
  switch (change.type) {
    case 'approve':
      return prepare(
        db,
        `UPDATE proposal SET decision = @decision, moves = CASE WHEN conflict = '' THEN @isApproved ELSE moves END,
          strategy = CASE WHEN @isApproved AND strategy = 'skip' THEN 'number' ELSE strategy END
        WHERE track_id IN (SELECT value FROM json_each(@list))`,
      ).run({ decision: change.isApproved ? 'approved' : 'rejected', isApproved: change.isApproved ? 1 : 0, list })
        .changes;
    case 'strategy':
      return prepare(db, `UPDATE proposal SET strategy = ?, decision = ? ${among}`).run(
        change.strategy,
        change.strategy === 'skip' ? 'rejected' : 'approved',
        list,
      ).changes;
    case 'path':
      return ids.length === 1 ? editPath(db, ids[0] as number, change.path) : 0;
  }
}

function editPath(db: Db, id: number, path: string): number {
  const row = prepare(db, 'SELECT source, folder_id FROM proposal WHERE track_id = ?').get(id) as
    | { source: string; folder_id: number }
    | undefined;
  const root = row && listOrganizeFolders(db).get(row.folder_id);
  if (!row || !root) return 0;
  const extension = extname(row.source);
  const typed = path.trim().replaceAll('\\', '/');
  // The extension says what a file holds; a name without it gets it back.
  const whole = typed.toLowerCase().endsWith(extension.toLowerCase()) ? typed : typed + extension;
  const rules = getRules(db);
  const fault = faultOfPath(whole, extension, rules) ?? (isTooLong(join(root.path, whole), rules) ? 'tooLong' : null);
  return prepare(
    db,
    `UPDATE proposal SET wanted = ?, target = ?, fault = ?, decision = NULL, is_edited = 1, has_warning = 0,
      detail = json_set(detail, '$.missing', json('[]'), '$.warnings', json('[]')), confidence = 1 WHERE track_id = ?`,
  ).run(fault === 'outside' ? '' : whole, fault === 'outside' ? '' : whole, fault ?? '', id).changes;
}

/** What speaks against a path that somebody typed, below its root. */
function faultOfPath(path: string, extension: string, rules: OrganizeRules): ConflictKind | null {
  const names = path.split('/');
  const nameRules: NameRules = { system: rules.system, hasPlainPunctuation: false };
  if (names.at(-1) === extension) return 'nameEmpty';
  if (/^[a-z]:/i.test(path)) return 'outside';
  for (const name of names) {
    const fault = findNameFault(name, nameRules);
    if (fault === 'empty' || fault === 'traversal') return 'outside';
    if (fault !== null) return fault;
  }
  return null;
}
