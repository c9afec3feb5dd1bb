import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Electron's program, or why it cannot be used here. */
export type FoundElectron = { binary: string } | { reason: string };

const probeTimeoutMs = 3_000;
const fetchTimeoutMs = 90_000;
const downloadHost = 'https://github.com/';

/**
 * Finds Electron's program, which its package leaves to be fetched when it is first wanted.
 *
 * It is fetched with Electron's own script, which checks it against the package's checksums; without a network this
 * gives up at once. It is not even tried where no window could open.
 */
export async function findElectron(say: (line: string) => void): Promise<FoundElectron> {
  const cannotShow = whyNoWindow(process.platform, process.env, process.getuid?.() === 0);
  if (cannotShow) return { reason: cannotShow };
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const installed = installedBinary(folder);
  if (installed) return { binary: installed };
  if (!(await canReach(mirror(process.env))))
    return { reason: 'Electron is not installed, and cannot be fetched without a network.' };
  say('Fetching Electron, once.');
  await runInstaller(join(folder, 'install.js'));
  const fetched = installedBinary(folder);
  return fetched ? { binary: fetched } : { reason: 'Electron could not be fetched.' };
}

/** Why no window of Electron's could open here; null where one could. */
export function whyNoWindow(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  isRoot: boolean,
): string | null {
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'There is no display for a window.';
  // Chromium's sandbox does not work for root, and without it we do not start.
  return isRoot ? 'Electron does not run as root.' : null;
}

function installedBinary(folder: string): string | null {
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8').trim();
    const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** Where Electron's script fetches from, as it finds that out itself. */
export function mirror(env: Readonly<Record<string, string | undefined>>): string {
  const own = env.ELECTRON_MIRROR ?? env.electron_mirror ?? env.npm_config_electron_mirror;
  return own && URL.canParse(own) ? own : downloadHost;
}

export async function canReach(address: string): Promise<boolean> {
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeTimeoutMs) });
    return true;
  } catch {
    return false;
  }
}

function runInstaller(script: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script], { stdio: 'ignore', timeout: fetchTimeoutMs });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}
