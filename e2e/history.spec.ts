import { expect, expectAccessible, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';

test.use({ startWithMusic: true });

test('history lists what was done, undoes one thing by itself, and survives a restart of the window', async ({
  app,
}) => {
  const { page } = app;
  const library = new LibraryPage(page);
  await library.row('Night Bus').click();
  await page.keyboard.press('ControlOrMeta+4');
  await library.row('Slow Lanterns').first().click();
  await page.keyboard.press('ControlOrMeta+2');
  await expect(library.row('Slow Lanterns').first().getByRole('img', { name: '2 of 5' })).toBeVisible();
  await page.reload();
  await expect(library.row('Night Bus')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('Undone: rated Slow Lanterns')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(page.getByText('Done again: rated Slow Lanterns')).toBeVisible();

  await page
    .getByRole('link', { name: 'History' })
    .or(page.getByRole('button', { name: 'History' }))
    .click();
  const list = page.getByRole('list', { name: 'What was done, newest first' });
  await expect(list.getByRole('button', { name: 'Rated Night Bus', exact: true })).toBeVisible();
  await list.getByRole('button', { name: 'Rated Night Bus', exact: true }).click();
  await expect(
    list.getByText('Night Bus: rating, nothing → 4').or(list.getByText('Night Bus: rating, 0 → 4')),
  ).toBeVisible();
  await expectAccessible(page);
  await list.getByRole('button', { name: 'Undo: Rated Night Bus', exact: true }).click();
  await expect(list.getByText('Undone').first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Alt+1');
  await expect(library.row('Night Bus').getByRole('img', { name: '4 of 5' })).toHaveCount(0);
  await expect(library.row('Slow Lanterns').first().getByRole('img', { name: '2 of 5' })).toBeVisible();
});

test('history is narrowed by kind, and says when nothing fits', async ({ app }) => {
  const { page } = app;
  const library = new LibraryPage(page);
  await library.row('Night Bus').click();
  await page.keyboard.press('ControlOrMeta+4');
  await page
    .getByRole('link', { name: 'History' })
    .or(page.getByRole('button', { name: 'History' }))
    .click();
  await page.getByRole('button', { name: /Kind/ }).click();
  await page.getByRole('option', { name: 'Trash' }).click();
  await expect(page.getByText('Nothing of this kind')).toBeVisible();
  await page.getByRole('button', { name: /Kind/ }).click();
  await page.getByRole('option', { name: 'Ratings' }).click();
  await expect(page.getByRole('button', { name: 'Rated Night Bus', exact: true })).toBeVisible();
});
