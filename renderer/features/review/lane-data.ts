import { useQueries } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { ReviewItem } from '#shared/contract/review.ts';
import { call } from '../../api/client.ts';
import { queryClient } from '../../api/query.ts';
import type { Details } from './answers.ts';
import { type LaneCounts, type LaneFilter, layoutLane } from './lane-layout.ts';
import { isSamePlace, type Place } from './review.store.ts';

const pageSize = 100;

function pageQuery(filter: LaneFilter, page: number) {
  const input = { kind: filter, start: page * pageSize, count: pageSize };
  return { queryKey: ['review.list', input] as const, queryFn: () => call('review.list', input) };
}

function pageOf(index: number): number {
  return Math.floor(index / pageSize);
}

/** Questions at the indexes on screen, by pages; those of other pages are asked for when they come into sight. */
export function useLaneItems(
  filter: LaneFilter,
  indexes: readonly number[],
): { itemAt: (index: number) => ReviewItem | undefined; isLoaded: boolean; updatedAt: number } {
  const pages = [...new Set((indexes.length > 0 ? indexes : [0]).map(pageOf))];
  const results = useQueries({ queries: pages.map((page) => pageQuery(filter, page)) });
  const updatedAt = Math.max(0, ...results.map((result) => result.dataUpdatedAt));
  const itemAt = useCallback((index: number) => knownItem(filter, index), [filter]);
  return { itemAt, isLoaded: results.every((result) => result.isSuccess && !result.isFetching), updatedAt };
}

/** A question that is here already. */
export function knownItem(filter: LaneFilter, index: number): ReviewItem | undefined {
  return queryClient.getQueryData<ReviewItem[]>(pageQuery(filter, pageOf(index)).queryKey)?.[index % pageSize];
}

export async function loadItem(filter: LaneFilter, index: number): Promise<ReviewItem | undefined> {
  if (index < 0) return undefined;
  const items = await queryClient.fetchQuery(pageQuery(filter, pageOf(index)));
  return items[index % pageSize];
}

/** Where a question stands, if it is on a page that is here: first looked for where it was. */
export function findPlace(filter: LaneFilter, place: Place, near: number): number | null {
  const pages = queryClient.getQueriesData<ReviewItem[]>({ queryKey: ['review.list'] });
  const distance = (start: number) => Math.abs(start - near);
  const starts = pages
    .flatMap(([[, input], items]) => {
      const { kind, start } = input as { kind: LaneFilter; start: number };
      return kind === filter && items ? [start] : [];
    })
    .sort((first, second) => distance(first) - distance(second));
  for (const start of starts) {
    for (let index = start; index < start + pageSize; index++) {
      const item = knownItem(filter, index);
      if (item && isSamePlace({ id: item.id, kind: item.question.kind }, place)) return index;
    }
  }
  return null;
}

export function currentItemCount(filter: LaneFilter): number {
  const counts = queryClient.getQueryData<LaneCounts>(['review.count', null]);
  return counts ? layoutLane(counts, filter).itemCount : 0;
}

function detailsQuery(id: TrackId) {
  return { queryKey: ['review.get', { id }] as const, queryFn: () => call('review.get', { id }) };
}

export function currentDetails(id: TrackId): Details | undefined {
  return queryClient.getQueryData<Details>(detailsQuery(id).queryKey);
}

export function loadDetails(id: TrackId): Promise<Details> {
  return queryClient.fetchQuery(detailsQuery(id));
}

/** Asks again for everything the lane shows, and waits for it: an answer has changed it. */
export async function refreshLane(): Promise<void> {
  await queryClient.invalidateQueries({ predicate: ({ queryKey: [method] }) => String(method).startsWith('review.') });
}
