import { CloudUpload } from 'lucide-react';
import { create } from 'zustand';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { attempt, registerCommands } from '../commands/index.ts';
import { selectedIds } from '../tracks/index.ts';

/** The tracks that the open dialog would upload; null where none is open. */
export const useUpload = create<{ trackIds: TrackId[] | null }>(() => ({ trackIds: null }));

export function closeUpload(): void {
  useUpload.setState({ trackIds: null });
}

export function registerStorageCommands(): () => void {
  return registerCommands([
    {
      id: 'storage.upload',
      text: 'storage.open',
      group: 'selection',
      icon: CloudUpload,
      run: () => void attempt(async () => useUpload.setState({ trackIds: await selectedIds() })),
    },
  ]);
}
