import { expect, type Page } from '@playwright/test';

/** Opens the palette and types into it: keys that come before its field does would go to what is behind. */
export async function searchPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'What do you want to do, or find' })).toBeFocused();
  await page.keyboard.type(text);
}

/** Runs a command by its name, or the beginning of it, as it stands in the palette. */
export async function runCommand(page: Page, name: string): Promise<void> {
  await searchPalette(page, name);
  await expect(page.getByRole('listbox', { name: 'Commands' }).getByRole('option').first()).toContainText(name, {
    ignoreCase: true,
  });
  await page.keyboard.press('Enter');
}
