import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, expectAccessible, test } from './fixtures.ts';
import { exportTo, goToReports, pick, row } from './pages/reports-page.ts';
import { prepareReports } from './reports-library.ts';

test.use({ before: { prepareHome: prepareReports } });

test('a report is built, saved, and read back from PDF and XLSX by other readers', async ({ app }) => {
  const { page } = app;
  await goToReports(page);
  await expect(row(page, 'Remix 2:05 2.08 2:05 0:00 67.6 % 2 125.00')).toBeVisible();
  await expect(row(page, 'Total 3:05 3.08 2:05 1:00 100.0 % 3 125.00')).toBeVisible();
  await page.getByRole('button', { name: 'Group further' }).click();
  await pick(page, /Then by$/, 'Person');
  await page.getByRole('button', { name: 'Not rounded' }).click();
  await pick(page, /^Not rounded Rounding/, 'Up');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByText(/Rounded up to 15 minutes, each entry/)).toBeVisible();
  await expect(row(page, /^Κώστας Иванов 1:15 .* 75\.00$/)).toBeVisible();
  await expect(row(page, /^Total 3:15 .* 135\.00$/)).toBeVisible();
  // What the chart shows stands in a table too.
  await expect(
    page.getByRole('figure', { name: 'Hours over time' }).getByRole('row', { name: /2:15 1:00$/ }),
  ).toHaveCount(1);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Save report' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Monthly');
  await page.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(page.getByText('Saved as Monthly')).toBeVisible();

  const pdf = await exportTo(page, 'PDF', join(app.music, 'report.pdf'));
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  const parts = [
    'Lantern Row',
    'Quay Street 4',
    'Monthly',
    'Κώστας Иванов',
    '3:15',
    '135.00',
    'Rounded up to 15 minutes',
  ];
  for (const part of [...parts, '1 of 1']) expect(text).toContain(part);
  const book = read(await exportTo(page, 'Spreadsheet (XLSX)', join(app.music, 'report.xlsx')));
  const table = utils.sheet_to_json<(string | number)[]>(book.Sheets[book.SheetNames[0] ?? ''] as never, { header: 1 });
  expect(table[0]).toEqual([
    ...['Project, Person', 'Time', 'Hours', 'Billable', 'Not billable', 'Share', 'Entries', 'Amount, EUR'],
  ]);
  expect([table.at(-1)?.[0], table.at(-1)?.[2], table.at(-1)?.[7]]).toEqual(['Total', 3.25, 135]);

  // Nothing is overwritten.
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Path of the file' }).fill(join(app.music, 'report.pdf'));
  await page.getByRole('button', { name: 'Write file' }).click();
  await expect(page.getByText(/name already/)).toBeVisible();
  await page.keyboard.press('Escape');

  await pick(page, /^Hours and amounts/, 'Cost and income');
  await expect(row(page, /^Remix 2:15 2.25 135.00 77.82 0.00 880.40 880.40 667.58 391.29$/)).toBeVisible();
  await page.getByRole('button', { name: 'Saved reports' }).click();
  await page.getByRole('menuitem', { name: 'Monthly', exact: true }).click();
  await expect(row(page, /^Total 3:15/)).toBeVisible();
});

test('time of another program is looked at, imported once, and taken back', async ({ app }) => {
  const { page } = app;
  const day = `${new Date().toISOString().slice(0, 7)}-02`;
  const file = join(app.music, 'toggl.csv');
  const line = (start: string, end: string) => `Bo,,Quay,Album,Mixing,,Yes,${day},${start}:00,${day},${end}:00,,,`;
  const head =
    'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)';
  await writeFile(file, `${head}\n${line('08:00', '10:00')}\n${line('10:00', '10:00')}\n`);
  await goToReports(page);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'What do you want to do' }).fill('Import time');
  await page.getByRole('option', { name: 'Import time from another program' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'File of the other program' }).fill(file);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await expect(dialog.getByText('1 entry, 2:00 in all')).toBeVisible();
  await pick(page, /^Mara Elin Who Bo is here/, 'A new person');
  await expect(dialog.getByRole('button', { name: 'A new person Who Bo is here' })).toBeVisible();
  await dialog.getByText('Left out: 1 row').click();
  await expect(dialog.getByText('It has no length')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Import 1 entry' }).click();
  await expect(dialog.getByText('Imported 1 entry')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Album 2:00/, includeHidden: true })).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Another file' }).click();
  await dialog.getByRole('textbox', { name: 'File of the other program' }).fill(file);
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await expect(dialog.getByText('1 row is here already')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('row', { name: /^Album/ })).toHaveCount(0);
});
