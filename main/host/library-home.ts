import { posix, resolve, win32 } from 'node:path';

export type Surroundings = {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  homeDirectory: string;
};

/** The library's folder: LEDGERLINE_HOME, or the place where this system keeps an application's data. */
export function libraryHome({ platform, env, homeDirectory }: Surroundings): string {
  if (env.LEDGERLINE_HOME) return resolve(env.LEDGERLINE_HOME);
  switch (platform) {
    case 'darwin':
      return posix.join(homeDirectory, 'Library', 'Application Support', 'Ledgerline');
    case 'win32':
      return win32.join(env.APPDATA || win32.join(homeDirectory, 'AppData', 'Roaming'), 'Ledgerline');
    default: {
      // The XDG specification says to ignore relative paths.
      const dataHome = env.XDG_DATA_HOME;
      const isUsable = dataHome !== undefined && posix.isAbsolute(dataHome);
      return posix.join(isUsable ? dataHome : posix.join(homeDirectory, '.local', 'share'), 'ledgerline');
    }
  }
}
