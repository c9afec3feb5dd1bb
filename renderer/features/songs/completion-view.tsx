import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { useSongFilter } from './song-data.ts';
import { SongRows } from './song-table.tsx';
import type { SongColumn } from './songs.store.ts';

const columns: readonly SongColumn[] = ['title', 'artist', 'pack', 'progress', 'next', 'people', 'due'];
const groups = ['completed', 'inProgress', 'optional'] as const;

/** Songs under way by how far they are: finished ones, then what is nearest to its end, then optional ones. */
export function CompletionView() {
  const text = useText();
  const filter = useSongFilter();
  const { data } = useCall('songs.list', { ...filter, groupBy: 'completion' }, { keepsPrevious: true });
  const nameOf = (key: string) => {
    const group = groups.find((one) => one === key);
    return group ? text(`songs.completion.${group}`) : key;
  };
  return data ? <SongRows data={data} columns={columns} isGrouped nameOf={nameOf} /> : null;
}
