import { expect, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { searchPalette } from './pages/palette.ts';

test.use({ startWithMusic: true });

let library: LibraryPage;
test.beforeEach(async ({ app }) => {
  library = new LibraryPage(app.page);
  await expect(library.row('Night Bus')).toBeVisible();
  await library.waitForAnalysis(8);
});

test('a search narrows the list as one types, by words and by fields', async ({ app }) => {
  await library.find('night');
  await expect.poll(async () => new Set(await library.titles())).toEqual(new Set(['Night Bus', 'Night Bus (Dub)']));
  await library.find('genre:house');
  await expect(library.row('Night Bus')).toBeVisible();
  await expect(library.row('Paper Boats')).toHaveCount(0);
  await library.find('bpm:99..101');
  await expect(library.row('Paper Boats').first()).toBeVisible();
  await expect(library.row('Night Bus')).toHaveCount(0);
  await app.page.keyboard.press('Escape');
  await expect(library.row('Night Bus')).toBeVisible();
});

test('an unknown field is an error with a suggestion, never an empty list', async ({ app }) => {
  await library.find('gnre:house ');
  await expect(app.page.getByText('There is no field called', { exact: false })).toBeVisible();
  await expect(app.page.getByText('Did you mean', { exact: false })).toContainText('genre');
  await expect(library.row('Night Bus')).toBeVisible();
});

test('nothing found says which term leaves out the most', async ({ app }) => {
  await library.find('genre:house bpm:400..');
  await expect(app.page.getByText('Nothing matches')).toBeVisible();
});

test('a click on a head sorts, again reverses', async () => {
  await library.head('Title').click();
  await expect
    .poll(async () => {
      const titles = await library.titles();
      return titles.length > 5 && titles.join('\n') === [...titles].sort((a, b) => a.localeCompare(b)).join('\n');
    })
    .toBe(true);
  const up = await library.titles();
  await library.head('Title').click();
  await expect.poll(async () => (await library.titles())[0]).toBe(up.at(-1));
  await expect(library.list.getByRole('columnheader', { name: 'Title' })).toHaveAttribute('aria-sort', 'descending');
});

test('rows are selected by mouse and by keys, and the status bar counts them', async ({ app }) => {
  const { page } = app;
  await library.rows().nth(0).click();
  await library
    .rows()
    .nth(2)
    .click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 selected')).toBeVisible();
  await library
    .rows()
    .nth(1)
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(page.getByText(`${await library.rows().count()} selected`)).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('1 selected')).toBeVisible();
  await expect(library.rows().nth(1)).toHaveAttribute('aria-selected', 'true');
});

test('the selection survives a search and a new order', async ({ app }) => {
  await library.row('Night Bus').click();
  await library.find('night');
  await expect(library.row('Paper Boats')).toHaveCount(0);
  await library.head('Title').click();
  await library.find('');
  await expect(library.row('Night Bus')).toHaveAttribute('aria-selected', 'true');
  await expect(app.page.getByText('1 selected')).toBeVisible();
});

test('a rating is set by keys and undone by the toast', async ({ app }) => {
  const { page } = app;
  await library.row('Night Bus').click();
  await page.keyboard.press('ControlOrMeta+4');
  await expect(library.row('Night Bus').getByRole('img', { name: '4 of 5' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(library.row('Night Bus').getByRole('img', { name: '4 of 5' })).toHaveCount(0);
});

test('columns are chosen and stay chosen', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Album' }).click();
  await page.keyboard.press('Escape');
  await expect(library.list.getByRole('columnheader', { name: 'Album' })).toBeVisible();
  await page.reload();
  await expect(library.list.getByRole('columnheader', { name: 'Album' })).toBeVisible();
});

test('the column browser narrows by genre and artist', async ({ app }) => {
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+b');
  await page.getByRole('option', { name: /^Downtempo/ }).click();
  await expect(library.row('Night Bus')).toHaveCount(0);
  await expect(library.row('Slow Lanterns').first()).toBeVisible();
});

test('keys are written as the user likes them', async ({ app }) => {
  const { page } = app;
  await expect(library.row('Night Bus')).toContainText('8A');
  await page.keyboard.press('ControlOrMeta+,');
  await page
    .getByRole('radio', { name: /^Classical/ })
    .or(page.getByRole('button', { name: /Keys are written as/ }))
    .first()
    .click();
  const option = page.getByRole('option', { name: /^Classical/ });
  if (await option.count()) await option.click();
  await page.keyboard.press('Escape');
  await expect(library.row('Night Bus')).toContainText('Am');
});

test('the inspector tells of the selected track, and of several', async ({ app }) => {
  const { page } = app;
  await library.row('Night Bus').click();
  await page.keyboard.press('ControlOrMeta+i');
  await expect(library.inspector).toContainText('Ada Vale');
  await expect(library.inspector).toContainText('LUFS');
  await expect(library.inspector).toContainText('Mixes with');
  await page.keyboard.press('ControlOrMeta+a');
  await expect(library.inspector).toContainText('various');
});

test('the palette runs commands, goes to places and finds tracks', async ({ app }) => {
  const { page } = app;
  await searchPalette(page, 'paper');
  await expect(page.getByRole('option', { name: /Paper Boats/ }).first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('problems');
  await page
    .getByRole('option', { name: /Problems/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Problems' })).toBeVisible();
});

test('the list and the address survive a reload', async ({ app }) => {
  await library.find('night');
  await expect(library.row('Paper Boats')).toHaveCount(0);
  await app.page.reload();
  await expect(library.row('Night Bus')).toBeVisible();
  await expect(library.row('Paper Boats')).toHaveCount(0);
});
