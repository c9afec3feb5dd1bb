import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HostAbilities } from '#core/platform.ts';
import { AppError } from '#shared/errors.ts';

type OpenDialog = {
  showOpenDialog(options: {
    title: string;
    defaultPath?: string;
    buttonLabel: string;
    properties: ('openDirectory' | 'openFile' | 'multiSelections' | 'createDirectory')[];
    filters?: { name: string; extensions: string[] }[];
  }): Promise<{ canceled: boolean; filePaths: string[] }>;
};

export type AbilityParts = {
  dialog: OpenDialog;
  shell: { showItemInFolder(path: string): void };
  /** Keeps small things of this host between starts. */
  stateFile: string;
  exists(path: string): boolean;
  /** Hands the drag that goes on in the window over to the system. */
  startDrag(files: readonly string[]): void;
  /** Undefined where the system cannot. */
  setStartAtLogin?: ((isOn: boolean) => Promise<void>) | undefined;
};

const audioExtensions = ['mp3', 'flac', 'wav', 'aif', 'aiff', 'aifc', 'm4a', 'mp4', 'ogg', 'oga', 'opus', 'aac', 'wma'];

/** What the system can do for the core: its dialogs, and showing a file in its file manager. */
export function electronAbilities(parts: AbilityParts): HostAbilities {
  const { dialog, shell, stateFile, exists, setStartAtLogin } = parts;
  return {
    kind: 'electron',
    canReadDropPaths: true,
    canStayInTray: true,
    ...(setStartAtLogin ? { setStartAtLogin } : {}),

    async pickFolder() {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        title: 'Add a folder',
        buttonLabel: 'Add folder',
        properties: ['openDirectory'],
        ...(await lastPlace()),
      });
      const [folder] = filePaths;
      if (canceled || folder === undefined) return null;
      await rememberPlace(folder);
      return folder;
    },

    async pickFiles() {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        title: 'Add files',
        buttonLabel: 'Add files',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Music', extensions: audioExtensions },
          { name: 'All files', extensions: ['*'] },
        ],
        ...(await lastPlace()),
      });
      const [first] = filePaths;
      if (canceled || first === undefined) return [];
      await rememberPlace(dirname(first));
      return filePaths;
    },

    async revealFile(path) {
      if (!exists(path)) throw new AppError('FILE_NOT_FOUND', 'The file is not where it was.');
      shell.showItemInFolder(path);
    },

    startDrag: async (paths) => parts.startDrag(paths),
  };

  /** Electron's dialogs begin in Downloads each time, so we remember the place ourselves. */
  async function lastPlace(): Promise<{ defaultPath?: string }> {
    try {
      const state: unknown = JSON.parse(await readFile(stateFile, 'utf8'));
      const isKnown = typeof state === 'object' && state !== null && 'lastPlace' in state;
      return isKnown && typeof state.lastPlace === 'string' ? { defaultPath: state.lastPlace } : {};
    } catch {
      return {};
    }
  }

  async function rememberPlace(place: string): Promise<void> {
    // Forgetting it costs a few clicks; it must not fail the choice that was made.
    await writeFile(stateFile, JSON.stringify({ lastPlace: place })).catch(() => undefined);
  }
}

export function dialogStateFile(userData: string): string {
  return join(userData, 'dialogs.json');
}
