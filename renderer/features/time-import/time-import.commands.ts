import { FileInput } from 'lucide-react';
import { registerCommands } from '../commands/index.ts';
import { openTimeImport } from './time-import.store.ts';

export function registerTimeImportCommands(): () => void {
  return registerCommands([
    {
      ...{ id: 'imports.open', text: 'imports.command.open', group: 'window', icon: FileInput },
      run: openTimeImport,
    },
  ]);
}
