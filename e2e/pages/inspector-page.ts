import { expect, type Locator, type Page } from '@playwright/test';

/** The inspector as a user speaks of it; roles and labels only. */
export class InspectorPage {
  readonly page: Page;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole('complementary', { name: 'Inspector' });
  }

  /** A value that can be changed: its button, which says the value. */
  value(field: string): Locator {
    return this.panel.getByRole('button', { name: new RegExp(`^${field}: .*Change$`) });
  }

  async shown(field: string): Promise<string> {
    return (await this.value(field).innerText()).trim();
  }

  /** The value, where the user has set it. */
  lock(field: string): Locator {
    return this.panel.getByRole('button', { name: new RegExp(`^${field}: .*, set by you`) });
  }

  async setTempo(typed: string): Promise<void> {
    await this.value('BPM').click();
    const field = this.page.getByRole('textbox', { name: 'Tempo in BPM' });
    await field.fill(typed);
    await field.press('Enter');
    await expect(field).toBeHidden();
  }

  /** Waits until nothing is being analysed. */
  async waitForAnalysis(): Promise<void> {
    await expect(this.page.getByRole('button', { name: /^Analysing/ })).toHaveCount(0, { timeout: 60_000 });
    await expect(this.value('BPM')).toBeVisible();
  }
}
