import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { addLikeTracks } from './like-library.ts';
import { LibraryPage } from './pages/library-page.ts';

/** The view of a generated playlist as a user speaks of it. */
class GeneratePage {
  readonly page: Page;
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByRole('grid', { name: 'Tracks like the seed' }).getByRole('row');
  }

  async expectFrom(title: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(`Inspired by ${title}`);
    await expect(this.rows).toHaveCount(19);
  }

  /** The title of each row, in order. */
  async titles(): Promise<string[]> {
    const names = await this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
    expect(names.every((name) => name !== '')).toBe(true);
    return names;
  }

  async choose(title: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${title}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }
}

test.use({ startWithMusic: true, before: { prepareHome: addLikeTracks } });

test('a track becomes a playlist with reasons, rows are replaced, and it is kept', async ({ app }) => {
  const { page } = app;
  const library = new LibraryPage(page);
  const generate = new GeneratePage(page);
  await library.waitForAnalysis(8);
  await library.row('Night Bus').click();
  await page.keyboard.press('ControlOrMeta+g');
  await generate.expectFrom('Night Bus');
  await expect(page.getByText('20 tracks,')).toBeVisible();
  for (const row of await generate.rows.all()) {
    expect(await row.getByRole('list', { name: 'Why' }).getByRole('listitem').count()).toBeGreaterThan(0);
  }
  await expectAccessible(page);

  // One row gives way, the others stay.
  const first = await generate.titles();
  const third = first[2] ?? '';
  await page.getByRole('button', { name: `Replace ${third}`, exact: true }).click();
  await expect(async () => expect(await generate.titles()).not.toContain(third)).toPass();
  // What replaces a row is shown once it was read.
  await expect(generate.rows).toHaveCount(first.length);
  const second = await generate.titles();
  expect(second.filter((_, index) => index !== 2)).toEqual(first.filter((_, index) => index !== 2));

  // Two at once are not the same track.
  for (const title of second.slice(4, 6)) {
    await page.getByRole('button', { name: `Replace ${title}`, exact: true }).click({ noWaitAfter: true });
  }
  await expect(async () => expect(await generate.titles()).not.toContain(second[5])).toPass();
  await expect(async () => expect(new Set(await generate.titles()).size).toBe(first.length)).toPass();
  await generate.rows.nth(2).click();

  // The row that came is selected: why it is here, and who could be instead.
  await expect(page.getByRole('heading', { name: `Why ${second[2]} scores` })).toBeVisible();
  await expect(page.getByRole('meter', { name: 'Mixes well' })).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole('button', { name: /^Take .* instead of/ })
    .first()
    .click();
  await expect(async () => expect(await generate.titles()).not.toContain(second[2])).toPass();

  // By keyboard alone: a row further down, taken out.
  await generate.rows.nth(2).focus();
  await page.keyboard.press('ArrowDown');
  const third4 = (await generate.titles())[3];
  await page.keyboard.press('Delete');
  await expect(generate.rows).toHaveCount(18);
  expect(await generate.titles()).not.toContain(third4);

  await page.getByRole('button', { name: 'Save playlist' }).click();
  await expect(page.getByText('Saved as Inspired by Night Bus')).toBeVisible();
  const sidebar = page.getByRole('navigation', { name: 'Main' });
  await expect(sidebar.getByText('Inspired by Night Bus')).toBeVisible();

  // Any result begins the next one, and "back" returns to the last.
  const next = (await generate.titles())[0] ?? '';
  await generate.choose(next, 'Use as next seed');
  await generate.expectFrom(next);
  await page.goBack();
  await generate.expectFrom('Night Bus');
});

test('what counts and what is left out change the list, and a filter that leaves nothing can be removed', async ({
  app,
}) => {
  const { page } = app;
  const library = new LibraryPage(page);
  const generate = new GeneratePage(page);
  await library.waitForAnalysis(8);
  await library.row('Made up 60').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Generate playlist from this' }).click();
  await generate.expectFrom('Made up 60');
  const before = await generate.titles();

  await page.getByRole('slider', { name: 'Sounds alike' }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByRole('slider', { name: 'Sounds alike' })).toHaveAttribute('aria-valuetext', /0/);
  await expect(async () => expect(await generate.titles()).not.toEqual(before)).toPass();

  const kessler = generate.rows.filter({ hasText: 'Kessler & Wren' });
  const [left] = await kessler.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  await generate.choose(left ?? '', 'Leave out Wren');
  await expect(kessler).toHaveCount(0);

  const from = page.getByRole('textbox', { name: 'Only from' });
  await from.fill('nofield:1');
  await from.press('Enter');
  await expect(page.getByText('This search is not understood')).toBeVisible();
  await expect(generate.rows).toHaveCount(19);
  await from.fill('bpm:300..');
  await from.press('Enter');
  await expect(page.getByText(/Nothing matches. “Only from” leaves out 7\d tracks/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove this filter' }).click();
  await expect(generate.rows).toHaveCount(19);

  // What was set is there after a reload.
  await page.reload();
  await generate.expectFrom('Made up 60');
  await expect(kessler).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove Wren' }).click();
  await expect(kessler).not.toHaveCount(0);
});
