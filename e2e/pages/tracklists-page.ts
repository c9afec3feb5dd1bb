import { expect, type Locator, type Page } from '@playwright/test';

/** The area of tracklists as a user speaks of it; roles and labels only. */
export class TracklistsPage {
  readonly page: Page;
  readonly grid: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Entries' });
    this.dialog = page.getByRole('dialog');
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Tracklists' }).click();
    await expect(this.page.getByRole('heading', { name: 'Tracklists', level: 1 })).toBeVisible();
  }

  /** Types a text into the dialog that is opened by the button of that name. */
  async paste(button: string, text: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
    await this.dialog.getByRole('textbox', { name: 'Text' }).fill(text);
  }

  row(number: number): Locator {
    return this.grid.getByRole('row').nth(number);
  }

  /** Chooses something of the menu behind the three dots. */
  async choose(item: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More', exact: true }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Opens a cell of the selected row for typing, and types. */
  async type(cell: string, text: string): Promise<void> {
    const editor = this.grid.getByRole('textbox', { name: cell });
    await expect(editor).toBeFocused();
    await editor.fill(text);
  }
}
