import { Bell, Building2, Globe, Keyboard, Settings2, SunMoon } from 'lucide-react';
import { currentSettings, updateSettings } from '../../api/settings.ts';
import { registerCommands } from '../commands/index.ts';
import { openSettings } from './settings.store.ts';

const themes = ['system', 'dark', 'light'] as const;

export function registerSettingsCommands(): () => void {
  return registerCommands([
    {
      id: 'settings.open',
      text: 'settings.title',
      group: 'go',
      icon: Settings2,
      keys: ['Mod+,'],
      run: () => openSettings(),
    },
    { id: 'keys.show', text: 'settings.openKeys', group: 'go', icon: Keyboard, run: () => openSettings('keys') },
    {
      id: 'settings.workspace',
      text: 'settings.openWorkspace',
      group: 'go',
      icon: Building2,
      run: () => openSettings('workspace'),
    },
    {
      id: 'settings.services',
      text: 'settings.openServices',
      group: 'go',
      icon: Globe,
      run: () => openSettings('services'),
    },
    {
      id: 'settings.notifications',
      text: 'settings.openNotifications',
      group: 'go',
      icon: Bell,
      run: () => openSettings('notifications'),
    },
    {
      id: 'theme.next',
      text: 'commands.nextTheme',
      group: 'window',
      icon: SunMoon,
      run: () => updateSettings({ theme: themes[(themes.indexOf(currentSettings().theme) + 1) % 3] ?? 'system' }),
    },
  ]);
}
