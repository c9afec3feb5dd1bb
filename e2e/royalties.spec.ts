import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, expectAccessible, test } from './fixtures.ts';
import { prepareRoyalties } from './royalties-library.ts';

test.use({ before: { prepareHome: prepareRoyalties } });

const row = (page: Page, name: string | RegExp) =>
  page.getByRole('table', { name: 'Payees, EUR' }).getByRole('row', { name });

test('a period is counted, explained, closed, written down and paid, and a payment is taken back', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Label' }).click();
  await page.getByRole('button', { name: 'Royalties' }).click();
  await page.getByRole('button', { name: 'New period' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('2026 Q3');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Calculate' }).click();
  // Half of 1 000.0000015 + 91.82 is 545.91; three quarters of it is 409.43, less the advance.
  await expect(row(page, /Ines Valloria 0\.00 409\.43 – −100\.00 – 309\.43/)).toBeVisible();
  await expect(row(page, /Lumen Parish 0\.00 136\.48 – – – 136\.48/)).toBeVisible();
  await expect(row(page, 'Total, EUR 0.00 545.91 0.00 −100.00 0.00 445.91')).toBeVisible();
  await expect(page.getByText('Adds up to the cent')).toBeVisible();
  await expect(page.getByText('1 USD = 0.9182 EUR, fixed on 2026-09-30')).toBeVisible();
  await expect(page.getByText('1 of 4 rows have no track')).toBeVisible();
  // Exact values of the chart by keys, and in a table.
  const chart = page.getByRole('slider', { name: 'Net receipts by store, EUR' });
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', /September 2026: .*Bandcamp 91\.82/);

  await page.getByRole('button', { name: 'Ines Valloria' }).click();
  const why = page.getByRole('complementary', { name: 'Why' });
  await expect(why.getByRole('heading', { name: 'Why 309.43' })).toBeVisible();
  await expect(why.getByText('50 % of net receipts, all releases')).toBeVisible();
  await expect(why.getByRole('row', { name: 'Spotify 1,000.00 375.00' })).toBeVisible();
  await why.getByRole('button', { name: 'All 3 rows for Ines Valloria' }).click();
  await expect(
    page.getByRole('row', { name: /bandcamp-2026-q3\.csv 2026-09 Bandcamp US Low Season .*× 0\.9182/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'bandcamp-2026-q3.csv' }).click();
  await expect(page.getByRole('dialog').getByText('100.00 USD', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expectAccessible(page);

  await page.getByRole('radio', { name: 'Contracts' }).click();
  await page.getByRole('button', { name: 'Low Season', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Share 1, %' }).fill('74.99');
  await expect(dialog.getByText('Comes to 99.99 %: 0.01 % is missing')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Period' }).click();

  await page.getByRole('button', { name: 'Close period' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close 2026 Q3' }).click();
  await expect(page.getByRole('button', { name: 'Pay', exact: true })).toBeVisible();

  await why.getByRole('button', { name: 'Statement PDF' }).click();
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(app.music);
  await dialog.getByRole('button', { name: 'Write' }).click();
  await expect(dialog.getByRole('status')).toContainText('2026 Q3 Ines Valloria.pdf');
  const pdf = await readFile(join(app.music, '2026 Q3 Ines Valloria.pdf'));
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  for (const part of [
    'Royalty statement',
    'Lantern Row',
    'Quay Street 4',
    '409.43',
    '309.43',
    '1 USD = 0.9182 EUR',
    'Spotify',
    'Low Season',
  ]) {
    expect(text).toContain(part);
  }
  expect((await readdir(app.music)).filter((name) => name.endsWith('.pdf'))).toHaveLength(1);
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'Pay', exact: true }).click();
  await page.getByRole('button', { name: 'Make 2 payments' }).click();
  await page.getByRole('button', { name: 'Mark 2 as paid' }).click();
  await dialog.getByRole('textbox', { name: 'Bank reference' }).fill('Bank 7');
  await dialog.getByRole('button', { name: 'Mark 2 as paid' }).click();
  await expect(page.getByRole('row', { name: /PAY-2026Q3-0001 Ines Valloria .* 309\.43 EUR .*Bank 7/ })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('row', { name: /PAY-2026Q3-0001 .* not yet/ })).toBeVisible();
});
