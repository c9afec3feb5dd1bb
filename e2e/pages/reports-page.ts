import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';

/** To the reports of Time. */
export async function goToReports(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Time/ }).click();
  await page.getByRole('navigation', { name: 'Views of Time' }).getByText('Reports').click();
}

export async function pick(page: Page, from: RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: from }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Of the report on screen. */
export const row = (page: Page, name: string | RegExp) =>
  page.getByRole('region', { name: /^(Hours|Cost)/ }).getByRole('row', { name });

/** Writes the report on screen into a file, and answers with what is in it. */
export async function exportTo(page: Page, format: 'PDF' | 'Spreadsheet (XLSX)', path: string): Promise<Buffer> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: format }).click();
  await dialog.getByRole('textbox', { name: 'Path of the file' }).fill(path);
  await dialog.getByRole('button', { name: 'Write file' }).click();
  await expect(dialog.getByText(`Written to ${path}`)).toBeVisible();
  await page.keyboard.press('Escape');
  return readFile(path);
}
