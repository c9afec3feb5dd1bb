import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Context } from '#core/context.ts';
import type { Db } from '#core/db/query.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { type importedPerson, type PersonFacts, type PersonRole, personRoles } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { makeChange } from './edit-people.ts';
import { requireEdit } from './member-rules.ts';
import { similarFinder } from './people.repository.ts';

const mostRows = 5000;

type Field = 'name' | 'firstName' | 'lastName' | 'roles' | 'kind' | TextField;
type TextField =
  | 'legalName'
  | 'email'
  | 'phone'
  | 'website'
  | 'address'
  | 'country'
  | 'note'
  | 'isni'
  | 'ipi'
  | 'jobTitle'
  | 'language';

/** What columns are called in tables of people, folded and without blanks. */
const columnNames: Readonly<Record<Field, readonly string[]>> = {
  name: ['name', 'fullname', 'displayname', 'artistname', 'artist', 'stagename', 'contact'],
  firstName: ['firstname', 'givenname', 'first'],
  lastName: ['lastname', 'surname', 'familyname', 'last'],
  legalName: ['legalname', 'realname'],
  email: ['email', 'emailaddress', 'mail'],
  phone: ['phone', 'phonenumber', 'telephone', 'mobile'],
  website: ['website', 'url', 'web'],
  address: ['address', 'street'],
  country: ['country'],
  note: ['note', 'notes', 'comment', 'comments'],
  isni: ['isni'],
  ipi: ['ipi', 'ipiname', 'ipinumber', 'cae', 'ipicae', 'caeipi'],
  jobTitle: ['jobtitle', 'title', 'position'],
  language: ['language', 'lang'],
  roles: ['roles', 'role', 'type'],
  kind: ['kind'],
};

type Imported = z.output<typeof importedPerson>;
type Row = { line: number; facts: Partial<PersonFacts> & { name: string }; problem: Imported['problem'] };

/** The people of a CSV file. Throws IMPORT_INVALID for what is none, or has no column of names. */
function readPeople(text: string): { rows: Row[]; unknownColumns: string[] } {
  const [head = [], ...lines] = readCells(text);
  const fields = head.map((name) => fieldOf(name));
  if (!fields.some((field) => field === 'name' || field === 'firstName' || field === 'lastName')) {
    throw new AppError('IMPORT_INVALID', 'The first line names no column of names.');
  }
  if (lines.length > mostRows) throw new AppError('IMPORT_TOO_LARGE', 'That is more than 5,000 people.');
  const unknownColumns = head.filter((name, index) => fields[index] === null && name.trim() !== '');
  const rows = lines.map((cells, index) => toRow(index + 2, fields, cells));
  return { rows, unknownColumns };
}

function readCells(text: string): string[][] {
  const [first = ''] = text.split('\n', 1);
  const [delimiter = ','] = [',', ';', '\t'].sort((one, other) => first.split(other).length - first.split(one).length);
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as string[][];
  } catch (cause) {
    throw new AppError('IMPORT_INVALID', 'This is no table of comma-separated values.', {}, { cause });
  }
}

function fieldOf(name: string): Field | null {
  const folded = foldText(name).replace(/[^a-z]/g, '');
  return (Object.keys(columnNames) as Field[]).find((field) => columnNames[field].includes(folded)) ?? null;
}

function toRow(line: number, fields: readonly (Field | null)[], cells: readonly string[]): Row {
  const given = new Map<Field, string>();
  for (const [index, field] of fields.entries()) {
    const cell = cells[index]?.trim() ?? '';
    if (field && cell !== '' && !given.has(field)) given.set(field, cell);
  }
  const take = (field: Field, most: number) => (given.get(field) ?? '').slice(0, most);
  const parts = [given.get('firstName'), given.get('lastName')].filter(Boolean);
  const name = (given.get('name') ?? parts.join(' ')).slice(0, 200);
  const facts: Row['facts'] = {
    name,
    kind: kindOf(take('kind', 40)),
    roles: rolesOf(take('roles', 500)),
    legalName: take('legalName', 200),
    email: take('email', 320),
    phone: take('phone', 60),
    website: take('website', 500),
    address: take('address', 1000),
    country: take('country', 80),
    note: take('note', 10_000),
    isni: take('isni', 40),
    ipi: take('ipi', 40),
    jobTitle: take('jobTitle', 120),
  };
  const language = take('language', 20);
  if (/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) facts.language = language;
  return { line, facts, problem: problemOf(facts) };
}

function kindOf(text: string): PersonFacts['kind'] {
  const folded = foldText(text);
  if (['group', 'band'].includes(folded)) return 'group';
  return ['company', 'label', 'organisation', 'organization'].includes(folded) ? 'company' : 'person';
}

function rolesOf(text: string): PersonRole[] {
  const words = foldText(text).split(/[,;/|]|\s+and\s+/);
  return personRoles.filter((role) => words.some((word) => word.trim() === role));
}

function problemOf({ name, email, isni, ipi }: Row['facts']): Imported['problem'] {
  if (name === '') return 'nameMissing';
  if (email && !z.email().safeParse(email).success) return 'emailInvalid';
  if (isni && parseIdentifier('isni', isni) === null) return 'isniInvalid';
  return ipi && parseIdentifier('ipi', ipi) === null ? 'ipiInvalid' : null;
}

export function previewPeople(db: Db, text: string): { people: Imported[]; unknownColumns: string[] } {
  const { rows, unknownColumns } = readPeople(text);
  const findSimilar = similarFinder(db);
  const people = rows.map(({ line, facts, problem }): Imported => {
    const { name, kind = 'person', roles = [], email = '', jobTitle = '' } = facts;
    const like = findSimilar(facts)[0]?.person ?? null;
    return {
      line,
      facts: { name: name || '–', kind, roles, email: problem === 'emailInvalid' ? '' : email, jobTitle },
      problem,
      like,
    };
  });
  return { people, unknownColumns };
}

/** Makes those of some lines, as one operation. */
export function importPeople(
  { db, history, changes, platform }: Pick<Context, 'db' | 'history' | 'changes' | 'platform'>,
  text: string,
  lines: readonly number[],
): { operation: OperationId | null; count: number } {
  requireEdit({ id: null, memberRole: null }, {});
  const wanted = new Set(lines);
  const rows = readPeople(text).rows.filter(({ line }) => wanted.has(line));
  if (rows.length !== wanted.size || rows.some(({ problem }) => problem !== null)) {
    throw new AppError('IMPORT_INVALID', 'One of these lines cannot be read as a person.');
  }
  const made = rows.map(({ facts }) => makeChange(db, facts, platform.now()));
  const names = rows.slice(0, 3).map(({ facts }) => facts.name);
  const subject = rows.length > names.length ? `${names.join(', ')}, …` : names.join(', ');
  const { operation } = history.apply('makePerson', made, subject);
  changes.add({ topics: ['people'] });
  return { operation, count: made.length };
}
