import { Copy, Library, ListChecks, PanelRight, TriangleAlert } from 'lucide-react';
import { currentSettings, updateSettings } from '../api/settings.ts';
import { registerCommands } from '../features/commands/index.ts';
import { cyclePanes } from './panes.ts';
import { showLibrary, showView } from './view.store.ts';

/** Commands of the window itself; each feature brings its own. Called once. */
export function registerWindowCommands(): () => void {
  return registerCommands([
    {
      id: 'library.go',
      text: 'commands.goLibrary',
      group: 'go',
      icon: Library,
      keys: ['Mod+Alt+1'],
      run: showLibrary,
    },
    {
      id: 'review.go',
      text: 'commands.goReview',
      group: 'go',
      icon: ListChecks,
      keys: ['Mod+Alt+2'],
      run: () => showView('review'),
    },
    {
      id: 'duplicates.go',
      text: 'commands.goDuplicates',
      group: 'go',
      icon: Copy,
      run: () => showView('duplicates'),
    },
    {
      id: 'problems.go',
      text: 'commands.goProblems',
      group: 'go',
      icon: TriangleAlert,
      keys: ['Mod+Alt+3'],
      run: () => showView('problems'),
    },
    {
      id: 'inspector.toggle',
      text: 'commands.toggleInspector',
      group: 'window',
      icon: PanelRight,
      keys: ['Mod+I'],
      run: () => updateSettings({ isInspectorOpen: !currentSettings().isInspectorOpen }),
    },
    {
      id: 'pane.next',
      text: 'commands.nextPane',
      group: 'window',
      keys: ['F6'],
      isListed: false,
      run: () => cyclePanes(1),
    },
    {
      id: 'pane.previous',
      text: 'commands.previousPane',
      group: 'window',
      keys: ['Shift+F6'],
      isListed: false,
      run: () => cyclePanes(-1),
    },
  ]);
}
