import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { audioFolder, expect, expectAccessible, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';

test.use({ startWithMusic: true });

/** Files land as a copy does, with the time of now: they are watched until they have come to rest. */
async function drop(name: string, target: string): Promise<void> {
  await mkdir(join(target, '..'), { recursive: true });
  await writeFile(target, await readFile(join(audioFolder, name)));
}

let library: LibraryPage;
test.beforeEach(async ({ app }) => {
  test.setTimeout(180_000);
  library = new LibraryPage(app.page);
  await expect(library.row('Night Bus')).toBeVisible();
  await expect(library.rows()).toHaveCount(14, { timeout: 30_000 });
});

test('what happens in a folder shows by itself', async ({ app }) => {
  const before = await library.rows().count();
  const [first] = await musicFiles(app.music);
  await drop(first, join(app.music, 'new', `copy of ${first}`));
  await expect(library.rows()).toHaveCount(before + 1, { timeout: 20_000 });
  await rename(join(app.music, 'new'), join(app.music, 'renamed'));
  await library.find('path:renamed');
  await expect(library.rows()).toHaveCount(1, { timeout: 20_000 });
  await library.find('');
  await rm(join(app.music, 'renamed'), { recursive: true });
  await library.find('is:missing');
  await expect(library.rows()).toHaveCount(1, { timeout: 20_000 });
  await expect(library.rows().first()).toContainText('Missing');
});

test('a folder that goes away is offline with everything in it, and comes back by itself', async ({ app }) => {
  const { page } = app;
  await library.row('Night Bus').click();
  await page.keyboard.press('ControlOrMeta+4');
  await rename(app.music, `${app.music}-away`);
  const notice = page.getByRole('region', { name: 'About folders' });
  await expect(notice).toContainText('music is not connected', { timeout: 20_000 });
  await expect(page.getByRole('navigation')).toContainText('offline');
  await expect(library.row('Night Bus')).toContainText('Offline');
  await expectAccessible(page);
  await rename(`${app.music}-away`, app.music);
  await expect(notice).toHaveCount(0, { timeout: 20_000 });
  await expect(library.row('Night Bus').getByRole('img', { name: '4 of 5' })).toBeVisible();
  await expect(library.row('Night Bus')).not.toContainText('Offline');
});

test('a folder that lies elsewhere now is located', async ({ app }) => {
  const { page } = app;
  const elsewhere = `${app.music}-elsewhere`;
  await rename(app.music, elsewhere);
  const notice = page.getByRole('region', { name: 'About folders' });
  await expect(notice).toContainText('music is not connected', { timeout: 20_000 });
  await notice.getByRole('button', { name: 'Locate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Where is music now?' });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(elsewhere);
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('audio file');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'music is here' }).click();
  await expect(notice).toHaveCount(0);
  await expect(page.getByRole('navigation')).toContainText('music-elsewhere');
  await expect(library.row('Night Bus')).not.toContainText('Offline');
  await rename(elsewhere, app.music);
});

test('new tracks wait in the Inbox: accepted and rejected by keys, and undone', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Folders' }).click();
  await expect(page.getByRole('list', { name: 'Folders and how they are watched' })).toContainText('Watched');
  await page.getByText('New tracks wait in the Inbox').click();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  const [one, two] = await musicFiles(app.music);
  await page.getByRole('link', { name: /^Inbox/ }).click();
  await expect(page.getByText('Nothing new.', { exact: false })).toBeVisible();
  await expectAccessible(page);
  await drop(one, join(app.music, 'arrived', one));
  await drop(two, join(app.music, 'arrived', two));
  await expect(page.getByRole('link', { name: /^Inbox/ })).toContainText('2', { timeout: 20_000 });
  const rows = library.rows();
  await expect(rows).toHaveCount(2);
  await expectAccessible(page);

  await rows.first().click();
  await page.getByRole('button', { name: 'Edit tags' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await rows.first().click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(rows).toHaveCount(1);
  await expect(page.getByText('1 track accepted')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(rows).toHaveCount(2);

  await rows.first().click();
  await page.keyboard.press('ControlOrMeta+Shift+Delete');
  await expect(page.getByText('1 file moved to trash')).toBeVisible();
  await expect(rows).toHaveCount(1);
  await expect.poll(() => [one, two].filter((name) => existsSync(join(app.music, 'arrived', name))).length).toBe(1);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(rows).toHaveCount(2);
  await expect.poll(() => [one, two].filter((name) => existsSync(join(app.music, 'arrived', name))).length).toBe(2);

  await rows.first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.getByRole('button', { name: /^Accept 2/ }).click();
  await expect(page.getByText('Nothing new.', { exact: false })).toBeVisible();
});

test('a file is moved to the trash from the list and comes back by undo', async ({ app }) => {
  const { page } = app;
  await library.row('Paper Boats').first().click();
  const count = await library.rows().count();
  await page.keyboard.press('ControlOrMeta+Shift+Delete');
  await expect(page.getByText('1 file moved to trash')).toBeVisible();
  await expect(library.rows()).toHaveCount(count - 1);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(library.rows()).toHaveCount(count);
});

async function musicFiles(folder: string): Promise<[string, string]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mp3') || name.endsWith('.flac')).sort();
  return [names[0] as string, names[1] as string];
}
