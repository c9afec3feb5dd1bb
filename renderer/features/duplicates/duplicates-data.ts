import type { Output } from '#shared/contract/index.ts';
import type { DuplicateId } from '#shared/contract/library/duplicates.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { queryClient } from '../../api/query.ts';

export type DuplicateDetails = Output<'duplicates.get'>;
export type GroupList = Output<'duplicates.list'>;

/** As many groups as the window lists; what follows comes into sight as these are done. */
export const listInput = { start: 0, count: 500 };

export function currentGroups(): GroupList {
  return queryClient.getQueryData<GroupList>(['duplicates.list', listInput]) ?? [];
}

export function currentDetails(id: DuplicateId): DuplicateDetails | undefined {
  return queryClient.getQueryData<DuplicateDetails>(['duplicates.get', { id }]);
}

/** Asks again for everything about duplicates, and waits for it: an answer has changed it. */
export async function refreshDuplicates(): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey: [method] }) => ['duplicates.list', 'duplicates.summary'].includes(String(method)),
  });
}

/** The file that is kept: the user's choice, while it is one of the group. */
export function keptFile({ files, suggested }: Pick<DuplicateDetails, 'files' | 'suggested'>, keep: TrackId | null) {
  return files.find(({ track }) => track.id === keep) ?? files.find(({ track }) => track.id === suggested) ?? files[0];
}

const firstLetter = 65;
/** Letters that are keys of the lane come after these. */
export const letteredFiles = 9;

/** What a file is called on screen: A for the first. */
export function fileLetter(index: number): string {
  return index < 26 ? String.fromCharCode(firstLetter + index) : String(index + 1);
}
