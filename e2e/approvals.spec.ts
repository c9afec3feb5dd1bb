import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import type { Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { expect, expectAccessible, test } from './fixtures.ts';
import { exportTo, goToReports, pick, row } from './pages/reports-page.ts';
import { prepareTeamWeek } from './team-week-library.ts';

test.use({ before: { prepareHome: prepareTeamWeek } });

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

async function beAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Lantern Row/ }).click();
  await page.getByRole('menuitemradio', { name: new RegExp(name) }).click();
  await expect(page.getByRole('button', { name: new RegExp(`^Lantern Row.*${name}`) })).toBeVisible();
}

async function goTo(page: Page, view: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Time/ }).click();
  await page.getByRole('navigation', { name: 'Views of Time' }).getByRole('button', { name: view }).click();
}

test('a week and expenses in two currencies are handed in, refused to an employee, and approved by a manager', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  // What a window shows is set by who manages the library.
  await goTo(page, 'Week');
  await page.keyboard.press('ControlOrMeta+i');
  await expect(page.getByRole('complementary', { name: 'Approvals' })).toBeVisible();
  await beAs(page, 'Kit Okafor');

  // An expense by hand, in the workspace's currency, with a receipt.
  await goTo(page, 'Expenses');
  await expect(page.getByText('No expenses yet')).toBeVisible();
  await page.getByRole('button', { name: 'New expense' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('An amount in EUR, such as 84.50')).toBeVisible();
  await dialog.getByLabel('Amount').fill('84,50');
  await dialog.getByLabel('Description').fill('Train to the mastering room');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Choose file' }).click(),
  ]);
  await chooser.setFiles({ name: 'ticket.pdf', mimeType: 'application/pdf', buffer: pdf });
  await expect(dialog.getByRole('link', { name: 'Open ticket.pdf' })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Added an expense of 84.50 EUR')).toBeVisible();

  // Another one begins with a receipt that is dropped on the list, and is in dollars.
  await drop(page, 'strings.pdf');
  await dialog.getByLabel('Amount').fill('199');
  await choose(page, 'Project', 'Tide Office');
  await choose(page, 'Currency', 'USD');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('A rate, such as 0.9210')).toBeVisible();
  await dialog.getByLabel('One USD in EUR').fill('0,921');
  await expect(dialog.getByText('Comes to 183.28 EUR')).toBeVisible();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /199.00 USD 183.28 Draft/ })).toBeVisible();
  await expect(page.getByRole('row', { name: 'Total in EUR 267.78' })).toBeVisible();
  await page.getByRole('button', { name: 'Submit 2 drafts' }).click();
  await expect(page.getByRole('cell', { name: 'Submitted' })).toHaveCount(2);

  // The week, and that nothing of it can be decided by who handed it in.
  await goTo(page, 'Week');
  await page.getByRole('button', { name: 'Submit week' }).click();
  const pane = page.getByRole('complementary', { name: 'Approvals' });
  await expect(pane.getByText('Submitted')).toBeVisible();
  await expectAccessible(page);
  await goTo(page, 'Approvals');
  await expect(page.getByText('Nothing waits for you')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  // The manager: returns one with a reason, approves the rest by keys, and takes one back.
  await beAs(page, 'Tomas Wrede');
  const waiting = page.getByRole('list', { name: 'Waiting for a decision' }).getByRole('listitem');
  await expect(waiting).toHaveCount(3);
  await expect(page.getByText('Tide Office is over its budget by 1:40')).toBeVisible();
  await page.keyboard.press('j');
  await expect(waiting.first()).toBeFocused();
  await page.keyboard.press('r');
  await page.getByLabel('Reason').fill('Which trip was that?');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Returned 84.50 EUR to Kit Okafor')).toBeVisible();
  await expect(waiting).toHaveCount(2);
  await waiting.first().focus();
  await page.keyboard.press('j');
  await expect(waiting.nth(1)).toBeFocused();
  await page.keyboard.press('a');
  await expect(waiting).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(waiting).toHaveCount(2);
  for (const left of [1, 0]) {
    await waiting.first().getByRole('button', { name: 'Approve' }).click();
    await expect(waiting).toHaveCount(left);
  }
  await expect(page.getByText('Nothing waits for you')).toBeVisible();

  // What it cost stands against what came in, in files that others read.
  await goToReports(page);
  await pick(page, /^Hours and amounts/, 'Cost and income');
  await expect(row(page, /^Tide Office/)).toContainText('183.28');
  const pdfFile = await exportTo(page, 'PDF', join(app.music, 'cost.pdf'));
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdfFile)), { mergePages: true });
  const book = read(await exportTo(page, 'Spreadsheet (XLSX)', join(app.music, 'cost.xlsx')));
  const lines = utils.sheet_to_json<(string | number)[]>(book.Sheets[book.SheetNames[0] ?? ''] as never, { header: 1 });
  const [hours, work, expenses, income, result] = [340 / 1440, 368.33, 183.28, 880.4, 328.79];
  expect(text).toContain('Tide Office 5:40 5.67 368.33 183.28 0.00 880.40 880.40 328.79');
  expect(lines.find(([name]) => name === 'Tide Office')).toEqual([
    ...['Tide Office', expect.closeTo(hours), expect.closeTo(hours * 24), work, expenses, 0, income, income, result],
    expect.closeTo(income / (hours * 24), 2),
  ]);
  await goTo(page, 'Approvals');

  // Who handed in sees what became of it, and cannot change what is approved.
  await beAs(page, 'Kit Okafor');
  await goTo(page, 'Expenses');
  await expect(
    page.getByRole('row', { name: /Train to the mastering room.*Returned Which trip was that/ }),
  ).toBeVisible();
  await page
    .getByRole('row', { name: /199.00 USD/ })
    .getByRole('button', { name: /^Other/ })
    .click();
  await expect(dialog.getByText('183.28 EUR')).toBeVisible();
  await expect(dialog.getByRole('textbox')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
});

test('a project is planned with tasks and budgets, earns, is archived and comes back; an employee only looks', async ({
  app,
}) => {
  const { page } = app;
  await goTo(page, 'Projects');
  await page.getByRole('button', { name: 'New project' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Harbour Songs');
  await dialog.getByLabel('Budget in hours').fill('80 hours');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Hours, such as 80 or 12:30')).toBeVisible();
  await dialog.getByLabel('Budget in hours').fill('80');
  await dialog.getByLabel('Budget in EUR').fill('5.000,00');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Harbour Songs', exact: true })).toBeVisible();
  await expect(page.getByText('0 of 80 h')).toBeVisible();
  for (const task of ['Vocals', 'Keys']) {
    await page.getByLabel('New task').fill(task);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('checkbox', { name: task })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Move Keys up' }).click();
  await expect(page.getByRole('region', { name: 'Tasks' }).getByRole('checkbox').first()).toHaveAccessibleName('Keys');
  await page.getByLabel('Amount in EUR').fill('880.40');
  await page.getByRole('button', { name: 'Add income' }).click();
  await expect(page.getByRole('region', { name: 'Income' }).getByText('880.40 EUR')).toBeVisible();
  await page.setViewportSize({ width: 1024, height: 640 });
  await expectAccessible(page);

  // What has money is not removed.
  await page.getByRole('button', { name: 'Remove the project' }).click();
  await expect(page.getByText('Archive it instead')).toBeVisible();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Bring back' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('button', { name: 'Archive', exact: true })).toBeVisible();
  await beAs(page, 'Kit Okafor');
  await expect(page.getByRole('button', { name: 'Archive', exact: true })).toHaveCount(0);
  await expect(page.getByRole('checkbox', { name: 'Keys' })).toBeDisabled();
});

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(label) })
    .click();
  await page.keyboard.type(option);
  await page.keyboard.press('Enter');
}

/** Lets go of a file over the list. */
async function drop(page: Page, name: string): Promise<void> {
  const data = await page.evaluateHandle(
    ({ text, name: file }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], file, { type: 'application/pdf' }));
      return transfer;
    },
    { text: pdf.toString('latin1'), name },
  );
  const list = page.getByRole('region', { name: 'Expenses', exact: true });
  await list.dispatchEvent('dragover', { dataTransfer: data });
  await list.dispatchEvent('drop', { dataTransfer: data });
}
