import { useQuery } from '@tanstack/react-query';
import type { SongRow } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { useView } from '../../app/view.store.ts';
import { useSongs } from './songs.store.ts';

type Waiting = { id: SongId; answer: (row: SongRow | null) => void; fail: (error: unknown) => void };

const mostAtOnce = 500;
let waiting: Waiting[] = [];

/** A song as a row; asked for together with whatever else is shown at the same time. Null where it is gone. */
export function useSongRow(id: SongId): SongRow | null | undefined {
  // The key begins as that of the method, so that it is asked for again when songs change; a whole answer has another one.
  return useQuery({ queryKey: ['songs.getMany', { row: id }], queryFn: () => askRow(id) }).data;
}

function askRow(id: SongId): Promise<SongRow | null> {
  return new Promise((answer, fail) => {
    if (waiting.length === 0) queueMicrotask(() => void askAll());
    waiting.push({ id, answer, fail });
  });
}

async function askAll(): Promise<void> {
  const asked = waiting;
  waiting = [];
  for (let start = 0; start < asked.length; start += mostAtOnce) {
    const part = asked.slice(start, start + mostAtOnce);
    try {
      const rows = await call('songs.getMany', { ids: [...new Set(part.map(({ id }) => id))] });
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const { id, answer } of part) answer(byId.get(id) ?? null);
    } catch (error) {
      for (const { fail } of part) fail(error);
    }
  }
}

/** What the search field and the filter leave of all songs. */
export function useSongFilter(): { text: string; isMine: boolean } {
  const text = useView((state) => state.text);
  const isMine = useSongs((state) => state.isMine);
  return { text, isMine };
}
