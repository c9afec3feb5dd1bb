import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Given to the program when the system starts it: no window then, only the tray. */
export const hiddenSwitch = '--hidden';

export type LoginParts = {
  platform: NodeJS.Platform;
  /** Unpackaged, the system would start the bare Electron. */
  isPackaged: boolean;
  /** What to start: the AppImage where there is one, since it is unpacked to another place each time. */
  executable: string;
  /** XDG_CONFIG_HOME, or its default. */
  configHome: string;
  setLoginItemSettings(settings: { openAtLogin: boolean; args: string[] }): void;
};

/** Lets the system start the program when the user logs in, or not any more; undefined where that cannot be had. */
export function startAtLogin(parts: LoginParts): ((isOn: boolean) => Promise<void>) | undefined {
  const { platform, isPackaged, executable, configHome, setLoginItemSettings } = parts;
  if (!isPackaged) return undefined;
  if (platform === 'darwin' || platform === 'win32') {
    return async (isOn) => setLoginItemSettings({ openAtLogin: isOn, args: [hiddenSwitch] });
  }
  if (platform !== 'linux') return undefined;
  const file = join(configHome, 'autostart', 'ledgerline.desktop');
  return async (isOn) => {
    if (!isOn) return rm(file, { force: true });
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, autostartEntry(executable));
  };
}

/** A file as the XDG Autostart and Desktop Entry specifications want it. */
export function autostartEntry(executable: string): string {
  // Quoted for the command line; then '\\' and '%' mean something to the file itself.
  const quoted = executable
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Ledgerline',
    `Exec="${quoted}" ${hiddenSwitch}`,
    'Icon=ledgerline',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
