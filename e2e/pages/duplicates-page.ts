import { expect, type Locator, type Page } from '@playwright/test';

/** The lane of duplicates as a user speaks of it; roles and labels only. */
export class DuplicatesPage {
  readonly page: Page;
  readonly link: Locator;
  readonly list: Locator;
  readonly keep: Locator;

  constructor(page: Page) {
    this.page = page;
    this.link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Duplicates/ });
    this.list = page.getByRole('listbox', { name: 'Groups' });
    this.keep = page
      .getByRole('toolbar', { name: 'What can be done' })
      .getByRole('button', { name: /^Keep \w, trash/ });
  }

  /** Opens the lane and looks for the first time. */
  async open(): Promise<void> {
    await this.link.click();
    await expect(this.page.getByRole('heading', { name: 'Duplicates', level: 1 })).toBeVisible();
    await this.page.getByRole('button', { name: 'Look for duplicates' }).click();
    await expect(this.list.getByRole('option', { selected: true })).toBeVisible();
    await expect(this.keep).toBeEnabled();
  }

  /** Titles of a part of the list, in their order. */
  async titles(part: 'Same recording' | 'Maybe the same'): Promise<string[]> {
    const group = this.list.getByRole('group', { name: new RegExp(`^${part},`) });
    if ((await group.count()) === 0) return [];
    const options = await group.getByRole('option').allInnerTexts();
    return options.map((text) => text.split('\n')[0] ?? '');
  }

  table(title: string): Locator {
    return this.page.getByRole('table', { name: `Files of ${title}` });
  }

  file(letter: string): Locator {
    return this.page.getByRole('radio', { name: new RegExp(`^Keep ${letter},`) });
  }
}
