import { Activity, Pause, Play } from 'lucide-react';
import type { Activity as Work } from '#shared/contract/activity.ts';
import { call } from '../../api/client.ts';
import { queryClient } from '../../api/query.ts';
import { registerCommands } from '../commands/index.ts';
import { showActivity } from './activity.store.ts';

function hasWork(state: Work['state']): boolean {
  const activities = queryClient.getQueryData<Work[]>(['activity.list', null]) ?? [];
  return activities.some((activity) => activity.state === state);
}

export function registerActivityCommands(): () => void {
  return registerCommands([
    { id: 'activity.open', text: 'activity.open', group: 'go', icon: Activity, run: () => showActivity(true) },
    {
      id: 'activity.pauseAll',
      text: 'activity.pauseAll',
      group: 'window',
      icon: Pause,
      isAvailable: () => hasWork('running'),
      run: () => call('activity.pause', {}),
    },
    {
      id: 'activity.resumeAll',
      text: 'activity.resumeAll',
      group: 'window',
      icon: Play,
      isAvailable: () => hasWork('paused'),
      run: () => call('activity.resume', {}),
    },
  ]);
}
