import { expect, type Locator, type Page } from '@playwright/test';
import { LibraryPage } from './library-page.ts';

/** Playlists as a user speaks of them: the tree in the sidebar, and the list that is open. */
export class PlaylistsPage {
  readonly page: Page;
  readonly library: LibraryPage;
  readonly tree: Locator;

  constructor(page: Page) {
    this.page = page;
    this.library = new LibraryPage(page);
    this.tree = page.getByRole('tree', { name: 'Playlists' });
  }

  item(name: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${name} ?,`) });
  }

  /** Makes something by the menu beside the section's name, and types its name. */
  async make(what: string, name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New playlist, crate or folder' }).click();
    await this.page.getByRole('menuitem', { name: what, exact: true }).click();
    const field = this.page.getByRole('textbox', { name: 'Name of the playlist' });
    await expect(field).toBeFocused();
    await field.fill(name);
    await field.press('Enter');
    await expect(this.item(name)).toBeVisible();
  }

  async open(name: string): Promise<void> {
    await this.item(name).click();
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  /** Waits for these titles, top to bottom. */
  async expectTitles(titles: string[]): Promise<void> {
    await expect.poll(() => this.library.titles()).toEqual(titles);
  }

  /** Drags with the mouse, as a hand does: press, move, a little further, let go. */
  async drag(from: Locator, to: Locator, where: 'upper' | 'middle' | 'lower' = 'middle'): Promise<void> {
    const [start, end] = [await from.boundingBox(), await to.boundingBox()];
    if (!start || !end) throw new Error('Nothing to drag, or nowhere to go');
    const share = { upper: 0.15, middle: 0.5, lower: 0.85 }[where];
    await this.page.mouse.move(start.x + Math.min(80, start.width / 2), start.y + start.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(end.x + 60, end.y + end.height * share, { steps: 6 });
    await this.page.mouse.move(end.x + 61, end.y + end.height * share);
    await this.page.mouse.up();
  }
}
