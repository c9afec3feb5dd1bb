import { History } from 'lucide-react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';
import { showView } from '../../app/view.store.ts';
import { attempt, registerCommands } from '../commands/index.ts';
import { selectedIds } from '../tracks/index.ts';
import { useHistoryFilter } from './history.store.ts';

export function registerHistoryCommands(): () => void {
  return registerCommands([
    { id: 'history.go', text: 'commands.goHistory', group: 'go', icon: History, run: () => showView('history') },
    {
      id: 'history.ofTrack',
      text: 'commands.trackHistory',
      group: 'selection',
      icon: History,
      run: () =>
        attempt(async () => {
          const [id] = await selectedIds();
          if (id !== undefined) await showHistoryOf(id);
        }),
    },
  ]);
}

async function showHistoryOf(id: TrackId): Promise<void> {
  const [row] = await call('tracks.getMany', { ids: [id] });
  if (!row) return;
  useHistoryFilter.setState({ track: { id, title: row.title || row.fileName }, kind: 'all', span: 'any' });
  showView('history');
}
