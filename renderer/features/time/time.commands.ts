import { CalendarDays, Play, Timer } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { toggleTimer } from './time.actions.ts';
import { useTime } from './time.store.ts';

export function registerTimeCommands(): () => void {
  return registerCommands([
    { id: 'time.toggle', text: 'time.command.toggle', group: 'window', icon: Timer, keys: ['Mod+.'], run: toggleTimer },
    {
      id: 'time.start',
      text: 'time.command.start',
      group: 'window',
      icon: Play,
      run: () => {
        showView('time');
        useTime.setState({ picking: 'start' });
      },
    },
    { id: 'time.go', text: 'time.command.go', group: 'go', icon: Timer, run: () => showView('time') },
    { id: 'time.goDay', text: 'time.command.goDay', group: 'go', icon: CalendarDays, run: () => showView('day') },
  ]);
}
