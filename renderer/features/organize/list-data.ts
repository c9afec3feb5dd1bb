import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { Output } from '#shared/contract/index.ts';
import type { Proposal, ProposalFilter } from '#shared/contract/organize.ts';
import { call } from '../../api/client.ts';
import { queryClient } from '../../api/query.ts';

const pageSize = 100;

export type ListedAs = { filter: ProposalFilter; text: string };

function pageQuery({ filter, text }: ListedAs, page: number) {
  const input = { filter, text, start: page * pageSize, count: pageSize };
  return { queryKey: ['organize.list', input] as const, queryFn: () => call('organize.list', input) };
}

/** How many files the list has, by groups. */
export function useListCounts(list: ListedAs) {
  return useQuery<Output<'organize.list'>>({ ...pageQuery(list, 0), placeholderData: keepPreviousData });
}

/** Proposals at the indexes on screen, by pages. */
export function useProposals(list: ListedAs, indexes: readonly number[]): (index: number) => Proposal | undefined {
  const pages = [...new Set((indexes.length > 0 ? indexes : [0]).map((index) => Math.floor(index / pageSize)))];
  const results = useQueries({ queries: pages.map((page) => pageQuery(list, page)) });
  return (index) => {
    const page = Math.floor(index / pageSize);
    return results[pages.indexOf(page)]?.data?.rows[index % pageSize];
  };
}

/** The proposal at an index, asked for where it is not here yet. */
export async function loadProposal(list: ListedAs, index: number): Promise<Proposal | undefined> {
  const page = await queryClient.fetchQuery(pageQuery(list, Math.floor(index / pageSize)));
  return page.rows[index % pageSize];
}

/** Asks again for everything the view shows, and waits for it. */
export async function refreshOrganize(): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey: [method] }) => String(method).startsWith('organize.'),
  });
}
