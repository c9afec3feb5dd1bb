import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildWindow } from '../main/headless/build-window.ts';
import { homeOf } from '../main/headless/cli.ts';
import { serve } from '../main/headless/commands/serve-command.ts';
import { listenForStop } from '../main/headless/terminal/stop-signal.ts';
import { processTerminal } from '../main/headless/terminal/terminal.ts';
import { buildElectron } from './build-electron.ts';
import { findElectron } from './find-electron.ts';
import { openBrowser } from './open-browser.ts';

/**
 * `npm start [-- FOLDER…]` opens the application: in Electron where that can be had, in the browser elsewhere.
 *
 * With `--dev` it is the browser, and Vite serves the window from its sources.
 */
const words = process.argv.slice(2);
const folders = words.filter((word) => word !== '' && !word.startsWith('-'));
const terminal = processTerminal();
const say = (line: string) => terminal.writeError(`${line}\n`);

process.exitCode = words.includes('--dev') ? await startInBrowser(openSources) : await start();

async function start(): Promise<number> {
  const [electron] = await Promise.all([findElectron(say), buildWindow(say)]);
  if ('binary' in electron) return startElectron(electron.binary);
  say(`${electron.reason} Ledgerline opens in your browser instead.`);
  return startInBrowser(openBrowser);
}

async function startElectron(binary: string): Promise<number> {
  const main = await buildElectron();
  const child = spawn(binary, [main, ...folders.map((folder) => resolve(folder))], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((finish) => {
    child.on('error', (error) => {
      say(`Electron did not start: ${error.message}`);
      finish(1);
    });
    child.on('exit', (code) => finish(code ?? 0));
  });
}

async function startInBrowser(onAddress: (address: string) => unknown): Promise<number> {
  const stop = listenForStop();
  const options = { paths: folders, port: undefined, share: null, home: homeOf(undefined), onAddress };
  try {
    await serve(options, terminal, stop);
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    stop.dispose();
  }
}

/** The token goes along to Vite's own address, which passes calls on to ours. */
async function openSources(address: string): Promise<void> {
  const { origin, hash } = new URL(address);
  process.env.LEDGERLINE_HOST = origin;
  const { createServer } = await import('vite');
  const server = await createServer({ configFile: join(import.meta.dirname, '..', 'vite.config.ts') });
  await server.listen();
  say(`The window's sources are at ${server.resolvedUrls?.local[0] ?? ''}${hash}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
}
