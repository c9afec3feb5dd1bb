import { isAbsolute, resolve } from 'node:path';

/** Folders and files to add that follow the program on its command line; switches are Chromium's. */
export function pathsFromArguments(argv: readonly string[], workingDirectory: string, isPackaged: boolean): string[] {
  // Unpackaged, Electron's binary is given the application's own file first.
  const given = argv.slice(isPackaged ? 1 : 2);
  return given.filter((word) => word !== '' && !word.startsWith('-')).map((word) => resolve(workingDirectory, word));
}

/** The paths that a second start handed over; whatever it sent, only whole paths are used. */
export function pathsFromSecondStart(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('paths' in data) || !Array.isArray(data.paths)) return [];
  return data.paths.filter((path): path is string => typeof path === 'string' && isAbsolute(path));
}
