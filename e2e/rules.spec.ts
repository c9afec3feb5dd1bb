import { expect, expectAccessible, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { PlaylistsPage } from './pages/playlists-page.ts';

test.use({ startWithMusic: true });

test('a query is explained, becomes a smart playlist, and is edited as rules that its text follows', async ({
  app,
}) => {
  const { page } = app;
  const library = new LibraryPage(page);
  const playlists = new PlaylistsPage(page);
  await expect(library.row('Night Bus')).toBeVisible();
  await library.waitForAnalysis(8);

  await library.find('genre:house bpm:..140 year-');
  await expect(page.getByText('Genre house, BPM up to 140, highest year first')).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('ControlOrMeta+Alt+n');
  const dialog = page.getByRole('dialog', { name: 'New smart playlist' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Houses');
  await expect(dialog.getByRole('status')).toContainText(/^\d+ track/);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save smart playlist' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Smart playlist Houses made')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Houses' })).toBeVisible();
  await expect(library.row('Night Bus')).toBeVisible();

  await playlists.open('Houses');
  await expect(library.row('Night Bus')).toBeVisible();

  // The search as rules: what is changed there is the search.
  await library.find('genre:house | genre:ambient');
  await page.getByRole('button', { name: 'Edit as rules' }).click();
  const rules = page.getByRole('dialog', { name: 'Search by rules' });
  await expect(rules.getByLabel(/^Value/)).toHaveCount(2);
  await rules
    .getByLabel(/^Value/)
    .nth(1)
    .fill('techno, dub');
  await expect(rules.getByRole('textbox', { name: 'As text' })).toHaveValue('genre:house | genre:techno,dub');
  await rules.getByRole('button', { name: 'Add rule' }).click();
  await expect(rules.getByLabel(/^Value/).nth(2)).toBeFocused();
  await page.keyboard.type('trance');
  await rules.getByRole('button', { name: 'Remove rule' }).first().click();
  await expect(rules.getByRole('textbox', { name: 'As text' })).toHaveValue('genre:techno,dub | genre:trance');
  await rules.getByRole('button', { name: 'Tracks that meet' }).click();
  await page.getByRole('option', { name: 'none of these' }).click();
  await expect(rules.getByText('None of (genre techno or dub or genre trance)')).toBeVisible();
  await expectAccessible(page);
  await rules.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('−(genre:techno,dub | genre:trance)')).toBeVisible();
  await expect(library.row('Night Bus')).toBeVisible();

  // A query may name it, by what is offered; one that would hold itself is refused.
  await library.find('playlist:ho');
  await page.getByRole('option', { name: 'Houses' }).click();
  await expect(library.row('Night Bus')).toBeVisible();
  await library.find('playlist:itself');
  await page.getByRole('button', { name: 'Save as smart playlist' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Itself');
  await dialog.getByRole('button', { name: 'Save smart playlist' }).click();
  await expect(dialog.getByRole('alert')).toContainText('cannot hold itself');
});
