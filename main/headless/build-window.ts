import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '#shared/errors.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const windowRoot = join(projectRoot, 'out', 'renderer');

/** What the window is built from. */
const sources = ['renderer', 'shared', 'vite.config.ts', 'package.json', 'package-lock.json'];

/**
 * Builds the window when its sources are newer than what was built last, and answers with its folder.
 *
 * An installed application has the built window and no sources; a checkout builds with Vite.
 */
export async function buildWindow(say: (line: string) => void): Promise<string> {
  // For tests and for packagers: a window built elsewhere.
  if (process.env.LEDGERLINE_WINDOW) return resolve(process.env.LEDGERLINE_WINDOW);
  const builtAt = modifiedAt(join(windowRoot, 'index.html'));
  const isWhole = builtAt !== null && newestIn(sources.map((source) => join(projectRoot, source))) <= builtAt;
  if (isWhole) return windowRoot;
  if (!existsSync(join(projectRoot, 'renderer'))) {
    if (builtAt !== null) return windowRoot;
    throw new AppError('NOT_FOUND', 'The files of the window are missing. Install Ledgerline again.');
  }
  say('Building the window, which takes a few seconds the first time.');
  const { build } = await import('vite');
  await build({ configFile: join(projectRoot, 'vite.config.ts'), logLevel: 'error' });
  return windowRoot;
}

function newestIn(paths: readonly string[]): number {
  return paths.reduce((newest, path) => Math.max(newest, newestAt(path)), 0);
}

function newestAt(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  // A folder's own time tells of removed files.
  return Math.max(stats.mtimeMs, newestIn(readdirSync(path).map((name) => join(path, name))));
}

function modifiedAt(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
