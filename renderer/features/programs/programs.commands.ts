import { ArrowLeftRight, FileInput, FileOutput } from 'lucide-react';
import { currentCapabilities } from '../../api/capabilities.ts';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { useSelection } from '../tracks/index.ts';
import { chooseImport, openExport } from './programs.actions.ts';
import { usePrograms } from './programs.store.ts';

export function registerProgramsCommands(): () => void {
  return registerCommands([
    {
      ...{ id: 'programs.go', text: 'programs.command.go', group: 'go', icon: ArrowLeftRight },
      run: () => showView('programs'),
    },
    {
      ...{ id: 'programs.importFile', text: 'programs.command.import', group: 'window', icon: FileInput },
      run: () => {
        usePrograms.setState({ direction: 'import' });
        showView('programs');
        return currentCapabilities()?.canPickFolder ? chooseImport() : undefined;
      },
    },
    {
      ...{ id: 'programs.exportLibrary', text: 'programs.command.exportLibrary', group: 'window', icon: FileOutput },
      run: () => openExport('all'),
    },
    {
      ...{ id: 'programs.exportSelection', text: 'programs.command.exportSelection', group: 'selection' },
      icon: FileOutput,
      isAvailable: () => hasSelection(),
      run: () => openExport('selection'),
    },
  ]);
}

function hasSelection(): boolean {
  const { ids, whole } = useSelection.getState();
  return ids.size > 0 || whole !== null;
}
