import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { copyHeardLibrary, heardLibrary } from './heard-library.ts';

const root = join(import.meta.dirname, '..');
const startTimeoutMs = 30_000;

/** Real music of the project, in every format (e2e/audio/README.md). */
export const audioFolder = join(root, 'e2e/audio');

export type Options = {
  /** An object, because Playwright takes a bare function for a fixture. */
  before: {
    /** What the library's folder holds before the start: nothing, or files that a failure has left. */
    prepareHome?: (home: string) => Promise<void> | void;
  };
  /** Whether the music folder is in the library from the start. */
  startWithMusic: boolean;
};

export type App = {
  page: Page;
  /** The library's folder. */
  home: string;
  /** A folder of music of this test's own. */
  music: string;
  /** What the program printed. */
  output(): string;
};

export const test = base.extend<Options & { app: App; hasHost: boolean }>({
  // Before all else: what is prepared for a test that is skipped then costs as much as for one that runs.
  hasHost: [
    async ({ browserName: _ }, use, info) => {
      test.skip(
        info.project.metadata.host === 'electron' && !hasElectron(),
        "Electron's own binary is not installed here; the browser project runs the same specs.",
      );
      await use(true);
    },
    { auto: true },
  ],

  before: [{}, { option: true }],
  startWithMusic: [false, { option: true }],

  app: async ({ browser, before, startWithMusic }, use, info) => {
    const heard = heardLibrary();
    const folder = await mkdtemp(join(tmpdir(), 'ledgerline-e2e-'));
    const home = join(folder, 'home');
    const music = join(folder, 'music');
    await cp(join(heard, 'music'), music, { recursive: true, preserveTimestamps: true });
    if (startWithMusic) await copyHeardLibrary(heard, home, music);
    else await mkdir(home);
    await before.prepareHome?.(home);
    const folders = startWithMusic ? [music] : [];
    const start = info.project.metadata.host === 'electron' ? startElectron : startBrowser;
    const running = await start({ home, folders, browser });
    try {
      // Keys that are pressed before would reach nobody.
      await expect(running.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
      await use({ page: running.page, home, music, output: running.output });
    } finally {
      await running.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
});

export { expect };

type Start = {
  home: string;
  folders: string[];
  browser: import('@playwright/test').Browser;
};
type Running = { page: Page; output(): string; stop(): Promise<void> };

async function startBrowser({ home, folders, browser }: Start): Promise<Running> {
  const { child, output, address } = await startServer(home, folders);
  const context = await browser.newContext({
    colorScheme: 'dark',
    // Half-faded dialogs have no contrast to speak of.
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(address);
  return {
    page,
    output,
    async stop() {
      await context.close();
      await endProcess(child);
    },
  };
}

/** Starts `ledgerline serve` and waits for its address. */
export async function startServer(
  home: string,
  folders: string[],
): Promise<{ child: ChildProcess; output(): string; address: string }> {
  const script = join(root, 'main/headless/ledgerline.mjs');
  const child = spawn(process.execPath, [script, 'serve', '--port', '0', '--home', home, ...folders], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // What is trashed does not fill the trash of whoever runs the tests.
    env: {
      ...process.env,
      XDG_DATA_HOME: join(home, 'data'),
      // Started a hundred times, it would spend a good part of the tests on reading its source.
      NODE_COMPILE_CACHE: join(tmpdir(), 'ledgerline-compiled'),
    },
  });
  let text = '';
  const address = await new Promise<string>((resolve, reject) => {
    const timeout = setTimeout(
      () => reject(new Error(`No address within ${startTimeoutMs} ms:\n${text}`)),
      startTimeoutMs,
    );
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const found = text.match(/http:\/\/127\.0\.0\.1:\d+\S*/)?.[0];
      if (found) {
        clearTimeout(timeout);
        resolve(found);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => {
      clearTimeout(timeout);
      reject(new Error(`The server ended with ${code}:\n${text}`));
    });
  });
  return { child, output: () => text, address };
}

export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function startElectron({ home, folders }: Start): Promise<Running> {
  const main = join(root, 'out/electron/main.mjs');
  const app: ElectronApplication = await _electron.launch({
    args: [main, ...folders],
    env: { ...process.env, LEDGERLINE_HOME: home, XDG_DATA_HOME: join(home, 'data') } as Record<string, string>,
    colorScheme: 'dark',
  });
  const page = await app.firstWindow();
  return { page, output: () => '', stop: () => app.close() };
}

/** Looks for the binary itself: asking for the package would try to download it, test after test. */
function hasElectron(): boolean {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('electron/package.json'));
  const pointer = join(folder, 'path.txt');
  return existsSync(pointer) && existsSync(join(folder, 'dist', readFileSync(pointer, 'utf8')));
}

/** What the standard asks of a screen, and of that what hangs on its colours. */
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * Fails with a readable list when the screen has an accessibility fault: by every rule in the theme it is shown in, then
 * by those of colours in the other one, which differs in nothing else.
 */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findFaults(page, everyRule)).toEqual([]);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const shown = await background();
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const [theme, other] = isDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const);
  await page.emulateMedia({ colorScheme: other });
  await expect.poll(background).not.toBe(shown);
  expect(await findFaults(page, colourRules), `in the ${other} theme`).toEqual([]);
  await page.emulateMedia({ colorScheme: theme });
  await expect.poll(background).toBe(shown);
}

async function findFaults(page: Page, rules: string[]): Promise<string[]> {
  // What react-aria told screen readers of a button's work stays for seven seconds, longer than what it was named by.
  await expect(page.locator('[data-live-announcer] [role="img"]')).toHaveCount(0);
  // Half a megabyte of script, which a page need not read again.
  const hasAxe = await page.evaluate(() => 'axe' in window);
  const { violations } = await new AxeBuilder(hasAxe ? { page, axeSource: ';' } : { page })
    .options({ runOnly: rules, resultTypes: ['violations'] })
    // The window has no frames; to put together what was found in them, each scan would open another page.
    .setLegacyMode()
    .analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target).join('; ')})`);
}
