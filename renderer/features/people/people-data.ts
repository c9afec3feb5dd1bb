import { useMemo } from 'react';
import type { Output } from '#shared/contract/index.ts';
import type { PersonRow } from '#shared/contract/people.ts';
import { queryClient, useCall } from '../../api/query.ts';

const none: readonly PersonRow[] = [];

/** Everybody by name, also those who were removed. */
export function useAllPeople(): readonly PersonRow[] {
  return useCall('people.all').data ?? none;
}

const maps = new WeakMap<readonly PersonRow[], ReadonlyMap<number, PersonRow>>();

/** The same by number; one map for the whole window. */
export function usePeople(): ReadonlyMap<number, PersonRow> {
  const people = useAllPeople();
  return useMemo(() => {
    const known = maps.get(people) ?? new Map(people.map((person) => [person.id as number, person]));
    maps.set(people, known);
    return known;
  }, [people]);
}

/** Somebody, or whom they turned out to be; undefined until people are here. */
export function usePerson(id: number | null): PersonRow | undefined {
  const people = usePeople();
  if (id === null) return undefined;
  const person = people.get(id);
  return person?.mergedInto == null ? person : (people.get(person.mergedInto) ?? person);
}

/** Whoever can be chosen for something new, by name: those who are there. */
export function usePresentPeople(): readonly PersonRow[] {
  const people = useAllPeople();
  return useMemo(() => people.filter(({ isRemoved }) => !isRemoved), [people]);
}

export type Profiles = Output<'workspace.profiles'>;

/** Who acts in this window, and with what role; undefined until that is known. */
export function useProfiles(): Profiles | undefined {
  return useCall('workspace.profiles').data;
}

/** The same outside of components. */
export function currentProfile(): PersonRow | null {
  return queryClient.getQueryData<Profiles>(['workspace.profiles', null])?.active ?? null;
}
