import { expect, type Locator, type Page } from '@playwright/test';

/** The Review lane as a user speaks of it; roles and labels only. */
export class ReviewPage {
  readonly page: Page;
  readonly link: Locator;
  readonly lane: Locator;
  readonly work: Locator;
  readonly accept: Locator;

  constructor(page: Page) {
    this.page = page;
    this.link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Review/ });
    this.lane = page.getByRole('listbox', { name: 'Waiting' });
    this.work = page.getByRole('region', { name: 'Question', exact: true });
    this.accept = page.getByRole('toolbar', { name: 'What can be done' }).getByRole('button', { name: /go on/ });
  }

  async open(): Promise<void> {
    await this.link.click();
    await expect(this.page.getByRole('heading', { name: 'Review', level: 1 })).toBeVisible();
    await expect(this.lane.getByRole('option', { selected: true })).toBeVisible();
    // Keys answer the question on screen, and there is none before it was read.
    await expect(this.accept).toBeEnabled();
    await expect(this.work.getByRole('heading', { level: 2 })).toBeVisible();
  }

  /** Questions of a kind, in their order. */
  async titles(kind: string): Promise<string[]> {
    const group = this.lane.getByRole('group', { name: new RegExp(`^${kind},`) });
    if ((await group.count()) === 0) return [];
    const options = await group.getByRole('option').allInnerTexts();
    return options.map((text) => text.split('\n')[0] ?? '');
  }

  async expectQuestion(question: string, title: string): Promise<void> {
    await expect(this.work.getByRole('heading', { name: question })).toBeVisible();
    await expect(this.work.getByText(title, { exact: true })).toBeVisible();
  }

  candidate(name: string | RegExp): Locator {
    return this.work.getByRole('radio', { name });
  }

  async show(kind: string): Promise<void> {
    await this.page.getByRole('radio', { name: kind, exact: true }).click();
    await expect(this.lane.getByRole('option', { selected: true })).toBeVisible();
  }
}
