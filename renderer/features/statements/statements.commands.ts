import { FileSpreadsheet, Link2Off } from 'lucide-react';
import { showView } from '../../app/view.store.ts';
import { registerCommands } from '../commands/index.ts';
import { openImport, useStatements } from './statements.store.ts';

export function registerStatementCommands(): () => void {
  return registerCommands([
    {
      ...{ id: 'statements.go', text: 'statements.goTo', group: 'go', icon: FileSpreadsheet },
      run: () => showView('statements'),
    },
    {
      ...{ id: 'statements.import', text: 'statements.import', group: 'window', icon: FileSpreadsheet },
      run: () => {
        showView('statements');
        openImport();
      },
    },
    {
      ...{ id: 'statements.unmatched', text: 'statements.goToOpen', group: 'go', icon: Link2Off },
      run: () => {
        showView('statements');
        useStatements.setState({ part: 'items', itemMatch: 'open' });
      },
    },
  ]);
}
