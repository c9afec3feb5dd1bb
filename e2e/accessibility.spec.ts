import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { searchPalette } from './pages/palette.ts';

test('the empty library and the folder picker have no fault', async ({ app }) => {
  await expect(app.page.getByRole('heading', { name: 'Point Ledgerline at your music' })).toBeVisible();
  await expectAccessible(app.page);
  await app.page.keyboard.press('ControlOrMeta+e');
  await expect(app.page.getByRole('dialog', { name: 'Add a folder' })).toBeVisible();
  await expectAccessible(app.page);
});

test.describe('with music', () => {
  test.use({ startWithMusic: true });

  test('no screen has a fault', async ({ app }) => {
    test.setTimeout(180_000);
    const { page } = app;
    const library = new LibraryPage(page);
    await writeFile(join(app.music, 'empty.mp3'), '');
    await library.waitForAnalysis(8);
    await library.row('Night Bus').dblclick();
    await library.expectPlaying('Night Bus');
    await page.keyboard.press('ControlOrMeta+i');
    await page.keyboard.press('ControlOrMeta+b');
    await expect(library.inspector).toContainText('LUFS');
    await expectAccessible(page);

    await searchPalette(page, 'set');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await library.find('gnre:house ');
    await expectAccessible(page);
    await library.find('');

    await page.getByRole('button', { name: 'Columns' }).click();
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: /^Problems/ }).click();
    await expect(page.getByRole('heading', { name: 'Problems' })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Settings' }).click();
    await expectAccessible(page);
  });
});
