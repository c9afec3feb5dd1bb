import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { canReach, mirror, whyNoWindow } from './find-electron.ts';

const root = join(import.meta.dirname, '..');

test('Electron is not tried where no window could open', () => {
  const display = { DISPLAY: ':0' };
  expect([
    whyNoWindow('linux', {}, false),
    whyNoWindow('linux', display, true),
    whyNoWindow('linux', display, false),
    whyNoWindow('linux', { WAYLAND_DISPLAY: 'wayland-0' }, false),
    whyNoWindow('darwin', {}, true),
    whyNoWindow('win32', {}, false),
  ]).toEqual(['There is no display for a window.', 'Electron does not run as root.', null, null, null, null]);
});

test('whether Electron can be fetched is asked of the place it would come from', async () => {
  expect([
    mirror({}),
    mirror({ ELECTRON_MIRROR: 'https://mirror.example/' }),
    mirror({ ELECTRON_MIRROR: 'no address' }),
  ]).toEqual(['https://github.com/', 'https://mirror.example/', 'https://github.com/']);
  const server = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const before = await canReach(address);
  await new Promise((resolve) => server.close(resolve));
  expect([before, await canReach(address)]).toEqual([true, false]);
});

test.runIf(process.platform === 'linux')(
  'npm start without a display serves, imports, and ends when it is told to',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ledgerline-start-'));
    const window = join(folder, 'window');
    const music = join(folder, 'music');
    await mkdir(window);
    await mkdir(music);
    await writeFile(join(window, 'index.html'), '<html lang="en"></html>');
    await copyFile(join(root, 'e2e', 'audio', 'sine.flac'), join(music, 'sine.flac'));
    const env = {
      ...process.env,
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      LEDGERLINE_HOME: join(folder, 'home'),
      LEDGERLINE_WINDOW: window,
    };
    const child = spawn(process.execPath, [join(root, 'scripts', 'start.ts'), music], { env });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    }
    try {
      const address = await until(() => text.match(/http:\/\/127\.0\.0\.1:\d+\/#token=\S+/)?.[0]);
      expect(text.split('\n')[0]).toBe('There is no display for a window. Ledgerline opens in your browser instead.');
      expect(await (await fetch(address)).text()).toContain('<html');
      const { origin, hash } = new URL(address);
      const headers = { Origin: origin, 'Content-Type': 'application/json' };
      const body = JSON.stringify({ token: new URLSearchParams(hash.slice(1)).get('token') });
      const session = await fetch(`${origin}/session`, { method: 'POST', headers, body });
      const Cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
      const analysed = await until(async () => {
        const answer = await fetch(`${origin}/rpc/tracks.count`, {
          method: 'POST',
          headers: { ...headers, Cookie },
          body: 'null',
        });
        const { value } = (await answer.json()) as { value: { analysed: number } };
        return value.analysed > 0 ? value.analysed : undefined;
      });
      expect(analysed).toBe(1);
    } finally {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
  60_000,
);

async function until<Value>(look: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  for (let tries = 0; tries < 600; tries++) {
    const value = await look();
    if (value !== undefined) return value;
    await wait(50);
  }
  throw new Error('It did not come to it within 30 seconds.');
}
