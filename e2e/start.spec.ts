import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibrary } from '../main/core/db/open-library.ts';
import { endProcess, expect, startServer, test } from './fixtures.ts';

let home: string;
test.beforeEach(async () => {
  test.skip(test.info().project.name !== 'browser', 'These are about the program that serves the window.');
  home = await mkdtemp(join(tmpdir(), 'ledgerline-start-'));
});
test.afterEach(async () => {
  if (home) await rm(home, { recursive: true, force: true });
});

test('a library that is open elsewhere is named, and stays as it is', async () => {
  const first = await startServer(home, []);
  await expect(startServer(home, [])).rejects.toThrow(/open/i);
  await endProcess(first.child);
});

test('a damaged library is named, and the backups are pointed at', async () => {
  openLibrary(home).close();
  await writeFile(join(home, 'library.db'), 'not a database '.repeat(1000));
  await expect(startServer(home, [])).rejects.toThrow(/damaged.*backups/is);
});

test('a library of a newer Ledgerline is named', async () => {
  const library = openLibrary(home);
  library.db.pragma('user_version = 99990');
  library.close();
  await expect(startServer(home, [])).rejects.toThrow(/newer Ledgerline/);
});

test('a window without the secret of its address is told what to do', async ({ page }) => {
  const server = await startServer(home, []);
  await page.goto(server.address.replace(/#.*/, ''));
  await expect(page.getByText('This window is not let in')).toBeVisible();
  await endProcess(server.child);
});

test('the window says so when the program has stopped', async ({ page }) => {
  const server = await startServer(home, []);
  await page.goto(server.address);
  await expect(page.getByRole('heading', { name: 'Point Ledgerline at your music' })).toBeVisible();
  await endProcess(server.child);
  await expect(page.getByText('Ledgerline has stopped')).toBeVisible();
});
