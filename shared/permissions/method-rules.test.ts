import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../contract/index.ts';
import { pathDescription } from '../contract/library/folders.ts';
import { memberRoles } from '../contract/people.ts';
import { methodRules } from './method-rules.ts';
import { pathMethods } from './path-methods.ts';
import { mayDo, permissions } from './roles.ts';

test('every method says who may call it, and nothing else does', () => {
  expect(Object.keys(methodRules).sort()).toEqual(Object.keys(contract).sort());
});

test('every method that names files of the machine is known as one', () => {
  const naming = Object.entries(contract).filter(([, { input }]) => {
    const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
    return JSON.stringify(schema).includes(JSON.stringify(pathDescription));
  });
  expect([...pathMethods].sort()).toEqual(naming.map(([method]) => method).sort());
});

test('a mightier role may do all that a lesser one may', () => {
  for (const [index, role] of memberRoles.entries()) {
    const lesser = memberRoles.slice(index + 1);
    const missing = permissions.filter((permission) => lesser.some((other) => mayDo(other, permission)));
    expect(missing.filter((permission) => !mayDo(role, permission))).toEqual([]);
  }
});

test('the matrix is the one that was decided', () => {
  expect(mayDo('owner', 'deleteWorkspace')).toBe(true);
  expect(mayDo('admin', 'deleteWorkspace')).toBe(false);
  expect(mayDo('admin', 'manageUsers')).toBe(true);
  expect(mayDo('manager', 'manageUsers')).toBe(false);
  expect(mayDo('manager', 'approveTime')).toBe(true);
  expect(mayDo('manager', 'deleteProjects')).toBe(false);
  expect(mayDo('employee', 'approveTime')).toBe(false);
  expect(mayDo('employee', 'viewAllTime')).toBe(false);
  expect(mayDo('employee', 'editOwnTime')).toBe(true);
  expect(mayDo('employee', 'viewReports')).toBe(false);
  expect(mayDo('employee', 'changeFiles')).toBe(false);
});
