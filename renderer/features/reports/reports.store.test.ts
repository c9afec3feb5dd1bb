import { beforeEach, expect, test } from 'vitest';
import { reportDefinition, reportKinds } from '#shared/contract/reports.ts';
import { roundedPer } from './report-words.ts';
import {
  changeFilter,
  changeKind,
  changeReport,
  countFilters,
  fitGroups,
  setGroup,
  useReports,
} from './reports.store.ts';

const initial = useReports.getState();
beforeEach(() => useReports.setState(initial, true));
const groups = () => useReports.getState().definition.groups;

test('every change of the kind leaves a report that can be asked for', () => {
  for (const from of reportKinds) {
    for (const to of reportKinds) {
      changeKind(from);
      changeKind(to);
      expect(reportDefinition.safeParse(useReports.getState().definition).success, `${from} to ${to}`).toBe(true);
    }
  }
  expect(fitGroups('time', ['category', 'day'])).toEqual(['day']);
  expect(fitGroups('matrix', ['month', 'week'])).toEqual(['project']);
});

test('groups are set in their place, change places, and go', () => {
  setGroup(1, 'person');
  setGroup(2, 'day');
  expect(groups()).toEqual(['project', 'person', 'day']);
  setGroup(0, 'day');
  expect(groups()).toEqual(['day', 'person', 'project']);
  setGroup(1, null);
  expect(groups()).toEqual(['day', 'project']);
  setGroup(2, 'day');
  expect(groups()).toEqual(['day', 'project']);
});

test('what is filtered is counted', () => {
  changeFilter({ tags: ['mix', 'vocals'], billable: 'billable' });
  changeReport({ sort: 'amount' });
  expect(countFilters(useReports.getState().definition)).toBe(3);
});

test('what a report says of its rounding is what it does', () => {
  const rounding = { mode: 'up', minutes: 15, per: 'total' } as const;
  const per = reportKinds.map((kind) => roundedPer({ ...initial.definition, kind, rounding }));
  expect(per).toEqual(['total', 'total', 'entry', 'entry', 'entry', 'entry']);
});
