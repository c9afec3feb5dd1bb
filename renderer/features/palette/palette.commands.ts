import { Command } from 'lucide-react';
import { registerCommands } from '../commands/index.ts';
import { showPalette } from './palette.store.ts';

export function registerPaletteCommands(): () => void {
  return registerCommands([
    {
      id: 'palette.open',
      text: 'palette.open',
      group: 'go',
      icon: Command,
      keys: ['Mod+K'],
      isListed: false,
      run: () => showPalette(true),
    },
  ]);
}
