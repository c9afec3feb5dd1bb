import { expect, type Locator, type Page } from '@playwright/test';

/** The view Organize as a user speaks of it; roles and labels only. */
export class OrganizePage {
  readonly page: Page;
  readonly table: Locator;
  readonly pattern: Locator;
  readonly apply: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('grid', { name: 'Files to rename' });
    this.pattern = page.getByRole('textbox', { name: 'Pattern' });
    this.apply = page.getByRole('button', { name: /^Rename/ });
  }

  /** Waits until the music has been read, and goes to the view. */
  async open(): Promise<void> {
    await expect(this.page.getByRole('grid', { name: 'Tracks' }).getByText('Night Bus', { exact: true })).toBeVisible({
      timeout: 30_000,
    });
    await this.page.getByRole('link', { name: /^Organize/ }).click();
    await expect(this.page.getByRole('heading', { name: 'Organize' })).toBeVisible();
  }

  /** Takes the rules for single formats away, so that one pattern is for all. */
  async useOneRule(): Promise<void> {
    for (const format of ['FLAC', 'WAV']) {
      await this.page.getByRole('button', { name: /^Rule:/ }).click();
      await this.page.getByRole('menuitemradio', { name: format }).click();
      await this.page.getByRole('button', { name: `Rule: ${format}` }).click();
      await this.page.getByRole('menuitem', { name: 'Edit this rule' }).click();
      await this.page.getByRole('button', { name: 'Remove rule' }).click();
      await expect(this.page.getByRole('button', { name: `Rule: ${format}` })).toBeHidden();
    }
    await expect(this.page.getByRole('button', { name: 'Rule: All files' })).toBeVisible();
  }

  async usePattern(pattern: string): Promise<void> {
    await this.pattern.fill(pattern);
    await this.page.waitForTimeout(300);
    await this.pattern.press('Enter');
  }

  rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('checkbox', { name: /^Rename/ }) });
  }

  row(fileName: string): Locator {
    return this.rows().filter({ has: this.page.getByRole('checkbox', { name: `Rename ${fileName}` }) });
  }

  /** How many files the button would rename. */
  async tickedCount(): Promise<number> {
    return Number(/\d+/.exec(await this.apply.innerText())?.[0]);
  }
}
