import { Search } from 'lucide-react';
import { registerCommands } from '../commands/index.ts';

export function focusSearch(): void {
  const input = document.querySelector<HTMLInputElement>('[data-pane="search"] input');
  input?.focus();
  input?.select();
}

export function registerSearchCommands(): () => void {
  return registerCommands([
    { id: 'search.focus', text: 'search.focus', group: 'go', icon: Search, keys: ['Mod+F', '/'], run: focusSearch },
  ]);
}
