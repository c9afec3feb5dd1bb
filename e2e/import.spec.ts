import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { audioFolder, expect, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';

test('an empty library asks for music, and a chosen folder is read and analysed', async ({ app }) => {
  const { page, music } = app;
  const library = new LibraryPage(page);
  await expect(page.getByRole('heading', { name: 'Point Ledgerline at your music' })).toBeVisible();
  await library.addFolder(music);
  await expect(library.row('Night Bus')).toBeVisible();
  await library.waitForAnalysis(5);
  await expect(library.row('Night Bus')).toContainText('124.0');
  await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('music');
});

test('files added later come in with a new scan, and none twice', async ({ app }) => {
  const { page, music } = app;
  const library = new LibraryPage(page);
  await library.addFolder(music);
  await expect(library.row('Night Bus')).toBeVisible();
  const before = await library.rows().count();
  await cp(join(audioFolder, 'night-bus.mp3'), join(music, 'copy.mp3'));
  await page.getByRole('button', { name: 'Actions for music' }).click();
  await page.getByRole('menuitem', { name: 'Look again' }).click();
  await page
    .getByRole('button', { name: /^Show 1 new/ })
    .or(library.row('Night Bus').nth(1))
    .first()
    .click();
  await expect(library.row('Night Bus')).toHaveCount(2);
  await expect(library.rows()).toHaveCount(before + 1);
});

test('what cannot be read is named under Problems, and the rest goes on', async ({ app }) => {
  const { page, music } = app;
  const library = new LibraryPage(page);
  await writeFile(join(music, 'empty.mp3'), '');
  await writeFile(join(music, 'letter.mp3'), 'Dear reader, this is no music. '.repeat(300));
  await library.addFolder(music);
  await library.waitForAnalysis(5);
  await page.getByRole('link', { name: /^Problems/ }).click();
  const list = page.getByRole('main');
  await expect(list).toContainText('empty.mp3');
  await expect(list).toContainText('letter.mp3');

  await cp(join(audioFolder, 'sine.flac'), join(music, 'empty.mp3'));
  await page.getByRole('button', { name: 'Try again: empty.mp3' }).click();
  await expect(list.getByText('empty.mp3')).toBeHidden();
  await expect(list).toContainText('letter.mp3');
});

test('a folder that is not there is refused in words, and the picker stays open', async ({ app }) => {
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+e');
  const dialog = page.getByRole('dialog', { name: 'Add a folder' });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(app.music, 'nowhere'));
  await dialog.getByRole('textbox', { name: 'Folder' }).press('Enter');
  await expect(dialog.getByText('There is no such folder', { exact: false })).toBeVisible();
});

test('forgetting a folder names how many tracks leave, and takes them out of the list', async ({ app }) => {
  const { page, music } = app;
  const library = new LibraryPage(page);
  await library.addFolder(music);
  await expect(library.row('Night Bus')).toBeVisible();
  await page.getByRole('button', { name: 'Actions for music' }).click();
  await page.getByRole('menuitem', { name: 'Remove from library' }).click();
  await page.getByRole('button', { name: /^Remove \d+ tracks$/ }).click();
  await expect(page.getByRole('heading', { name: 'Point Ledgerline at your music' })).toBeVisible();
});
