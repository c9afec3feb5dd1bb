import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { endProcess, expect, expectAccessible, startServer, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { PlaylistsPage } from './pages/playlists-page.ts';

test.describe.configure({ timeout: 100_000 });
test.use({ startWithMusic: true });

const cuePlaces = (page: Page) => page.getByRole('button', { name: /, jump to/ }).allTextContents();

async function showCues(page: Page, title: string): Promise<string[]> {
  await new LibraryPage(page).row(title).click();
  await page.keyboard.press('ControlOrMeta+i');
  await expect(page.getByRole('list', { name: 'Cues of this track' })).toBeVisible();
  await expect.poll(() => cuePlaces(page)).toHaveLength(2);
  return cuePlaces(page);
}

test('a playlist goes to rekordbox with its cues, and comes back into an empty library', async ({ app, browser }) => {
  const { page } = app;
  const library = new LibraryPage(page);
  await library.row('Night Bus').dblclick();
  const position = page.getByRole('slider', { name: 'Position' });
  await expect(position).toHaveAttribute('aria-valuenow', /[1-9]/);
  await page.keyboard.press('Shift+A');
  await expect(page.getByText(/^Cue A at/)).toBeVisible();
  await position.press('PageUp');
  await page.keyboard.press('Shift+H');
  await expect(page.getByText(/^Cue H at/)).toBeVisible();
  const cues = await showCues(page, 'Night Bus');
  const name = page.getByRole('textbox', { name: /^Name of the cue/ }).first();
  await name.fill('Drop');
  await name.press('Enter');

  const playlists = new PlaylistsPage(page);
  await playlists.make('New playlist', 'Friday');
  await page.getByRole('link', { name: 'Library' }).click();
  await playlists.drag(library.row('Night Bus'), playlists.item('Friday'));
  await playlists.item('Friday').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const file = join(app.music, 'rekordbox.xml');
  await page.getByRole('textbox', { name: 'Where to' }).fill(file);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText(/^1 new, 0 changed/)).toBeVisible();
  await page.getByRole('button', { name: 'Export again' }).click();
  await expect(page.getByText(/^0 new, 0 changed, 1 the same.*The file is as it was/)).toBeVisible();
  expect(await readFile(file, 'utf8')).toContain('Name="Drop"');

  await page.getByRole('button', { name: /Format$/ }).click();
  await page.getByRole('option', { name: 'CSV table' }).click();
  const columns = page.getByRole('group', { name: 'Columns of the table' });
  for (const name of ['Album', 'Size', 'Path'])
    await columns.getByRole('checkbox', { name, exact: true }).press('Space');
  await expectAccessible(page);
  const table = join(app.music, 'friday.csv');
  await page.getByRole('textbox', { name: 'Where to' }).fill(table);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect
    .poll(() => readFile(table, 'utf8').catch(() => ''))
    .toMatch(/^\ufeffArtist,Title,Mix,Remixer,Album artist,/);

  const home = await mkdtemp(join(tmpdir(), 'ledgerline-empty-'));
  const server = await startServer(home, [app.music]);
  try {
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } });
    const other = await context.newPage();
    await other.goto(server.address);
    await expect(new LibraryPage(other).row('Night Bus')).toBeVisible();
    await other.getByRole('link', { name: 'Import and export' }).click();
    await other.getByRole('textbox', { name: 'File of the other program' }).fill(file);
    await other.getByRole('button', { name: 'Look at it' }).click();
    await expect(other.getByText('1 of 1 track are in your library')).toBeVisible();
    await expectAccessible(other);
    await other.getByRole('button', { name: 'Import 1 track' }).click();
    await expect(other.getByText(/^Imported: 1 track found, 1 playlist made/)).toBeVisible();
    await new PlaylistsPage(other).open('Friday');
    await new PlaylistsPage(other).expectTitles(['Night Bus']);
    expect(await showCues(other, 'Night Bus')).toEqual(cues);
    await expect(other.getByRole('textbox', { name: /^Name of the cue/ }).first()).toHaveValue('Drop');
    await context.close();
  } finally {
    await endProcess(server.child);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
});
