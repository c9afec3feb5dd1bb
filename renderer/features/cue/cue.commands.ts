import { FileText, Scissors } from 'lucide-react';
import { registerCommands } from '../commands/index.ts';
import { shownTracklist } from '../tracklists/index.ts';
import { openCueDialog } from './cue.store.ts';

registerCommands([
  { id: 'cue.open', text: 'cue.open', group: 'go', icon: FileText, run: () => openCueDialog('open') },
  {
    id: 'cue.split',
    text: 'cue.split',
    group: 'selection',
    icon: Scissors,
    isAvailable: () => shownTracklist() !== null,
    run: () => openCueDialog('split'),
  },
]);
