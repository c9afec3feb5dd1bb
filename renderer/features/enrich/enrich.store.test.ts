import { expect, test } from 'vitest';
import type { Candidate, LookUp } from '#shared/contract/enrich.ts';
import { changedFields, currentCandidate, usualTicks } from './enrich.store.ts';

const candidate = {
  id: 'a',
  fields: { title: 'Tolbooth', album: 'Saltmarsh', label: 'Harbour' },
} as unknown as Candidate;
const other = { id: 'b', fields: {} } as unknown as Candidate;
const lookUp = {
  current: { title: 'Tolbooth', album: 'My own', label: '' },
  candidates: [candidate, other],
} as unknown as LookUp;

test('what is the same is no change, and what somebody typed is not ticked', () => {
  expect(changedFields(lookUp, candidate)).toEqual(['album', 'label']);
  expect([...usualTicks(lookUp, candidate)]).toEqual(['label']);
});

test('the best counts until another one is chosen', () => {
  expect(currentCandidate(lookUp, null)).toBe(candidate);
  expect(currentCandidate(lookUp, 'b')).toBe(other);
  expect(currentCandidate(lookUp, 'gone')).toBe(candidate);
  expect(currentCandidate({ ...lookUp, candidates: [] }, null)).toBeUndefined();
});
