import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endProcess, expect, expectAccessible, startServer, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';

test.use({ startWithMusic: true });

test('a backup is made and restored from the window, and the window goes on', async ({ app }) => {
  const { page } = app;
  const library = new LibraryPage(page);
  await library.row('Night Bus').click();
  await page.keyboard.press('ControlOrMeta+4');
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Backups' }).click();
  await page.getByRole('button', { name: 'Back up now' }).click();
  const list = page.getByRole('list', { name: 'Backups, newest first' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Examine library' }).click();
  await expect(page.getByText('The library file is whole')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+1');
  await expect(library.row('Night Bus').getByRole('img', { name: '1 of 5' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Backups' }).click();
  await list.getByRole('button', { name: /^Restore the backup/ }).click();
  await expect(list.getByText('Before a restore')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(library.row('Night Bus').getByRole('img', { name: '4 of 5' })).toBeVisible();
  expect((await readdir(app.home)).filter((name) => name.startsWith('kept-'))).toHaveLength(1);
});

test.describe('a library that was damaged', () => {
  test.use({
    startWithMusic: false,
    before: {
      prepareHome: async (home) => {
        const { child } = await startServer(home, []);
        await endProcess(child);
        const { backUpForTest } = await import('./damaged-library.ts');
        await backUpForTest(home);
        const bytes = await readFile(join(home, 'library.db'));
        await writeFile(join(home, 'library.db'), bytes.fill(1, 4096));
      },
    },
  });

  test('opens from its backup and says so until that was read', async ({ app }) => {
    const { page } = app;
    const note = page.getByRole('alert').filter({ hasText: 'Your library was damaged' });
    await expect(note).toBeVisible();
    await expectAccessible(page);
    await note.getByRole('button', { name: 'Understood' }).click();
    await expect(note).toHaveCount(0);
    expect((await readdir(app.home)).filter((name) => name.startsWith('damaged-'))).toHaveLength(1);
  });
});
