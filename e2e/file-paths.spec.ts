import { expect, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { runCommand } from './pages/palette.ts';

test.use({ startWithMusic: true });

test('paths of selected tracks are copied for other programs', async ({ app }) => {
  const { page } = app;
  const library = new LibraryPage(page);
  await library.row('Night Bus').click();
  await library.row('Paper Boats').click({ modifiers: ['ControlOrMeta'] });
  await runCommand(page, 'Copy file paths');
  await expect(page.getByText('2 paths copied')).toBeVisible();

  // What a text field of another program would be given.
  await library.search.click();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(library.search).toHaveValue(/night-bus\.\w+.*paper-boats\.\w+|paper-boats\.\w+.*night-bus\.\w+/);
});
