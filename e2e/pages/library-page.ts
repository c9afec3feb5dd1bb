import { expect, type Locator, type Page } from '@playwright/test';

/** The library as a user speaks of it; roles and labels only. */
export class LibraryPage {
  readonly page: Page;
  readonly list: Locator;
  readonly search: Locator;
  readonly player: Locator;
  readonly inspector: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('grid', { name: 'Tracks' });
    this.search = page.getByRole('combobox', { name: 'Search the library' });
    this.player = page.getByRole('region', { name: 'Player' });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
  }

  /** Rows of tracks on screen, without the row of heads. */
  rows(): Locator {
    return this.list.getByRole('row').filter({ has: this.page.getByRole('gridcell') });
  }

  row(title: string): Locator {
    return this.rows().filter({ has: this.page.getByRole('gridcell', { name: title, exact: true }) });
  }

  head(name: string): Locator {
    return this.list.getByRole('columnheader', { name }).getByRole('button');
  }

  /** Waits until the list shows what was last asked for. */
  async waitForList(): Promise<void> {
    await expect(this.page.getByRole('region', { name: 'Library', exact: true })).toHaveAttribute('aria-busy', 'false');
    await expect(this.list.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  /** Titles on screen, top to bottom. */
  async titles(): Promise<string[]> {
    return this.column('Title');
  }

  async column(name: string): Promise<string[]> {
    const heads = await this.list.getByRole('columnheader').allInnerTexts();
    const at = heads.findIndex((text) => text.trim() === name);
    // In one look: rows come and go.
    return this.rows().evaluateAll(
      (rows, index) =>
        rows.map((row) => row.querySelectorAll<HTMLElement>('[role="gridcell"]')[index]?.innerText ?? ''),
      at,
    );
  }

  /** Waits until every row shows a tempo, or as many as are named. */
  async waitForAnalysis(count: number): Promise<void> {
    await expect
      .poll(async () => (await this.column('BPM')).filter((bpm) => /^\d+\.\d$/.test(bpm.trim())).length, {
        timeout: 60_000,
      })
      .toBeGreaterThanOrEqual(count);
  }

  /** Searches for this and nothing else: terms of an earlier search stand in chips beside what is typed. */
  async find(text: string): Promise<void> {
    const clear = this.page.getByRole('button', { name: 'Clear the search' });
    if (await clear.isVisible()) await clear.click();
    await this.search.fill(text);
  }

  async addFolder(path: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+e');
    const dialog = this.page.getByRole('dialog', { name: 'Add a folder' });
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(path);
    await dialog.getByRole('textbox', { name: 'Folder' }).press('Enter');
    await dialog.getByRole('button', { name: /^Add / }).click();
    await expect(dialog).toBeHidden();
  }

  async expectPlaying(title: string): Promise<void> {
    await expect(this.player.getByText(title, { exact: true })).toBeVisible();
    await expect(this.player.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect
      .poll(
        async () => Number(await this.player.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuenow')),
        {
          timeout: 20_000,
        },
      )
      .toBeGreaterThan(0.2);
  }
}
