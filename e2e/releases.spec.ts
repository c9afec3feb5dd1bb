import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

test.use({ startWithMusic: true });

const tracksOf = (page: Page) => page.getByRole('grid', { name: 'Tracks', exact: true });

async function chooseFromMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More with this release' }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('selected tracks become a release whose facts, codes, order and credits are set, and which is approved', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  await runCommand(page, 'Go to Releases');
  await expect(page.getByText('No releases. A finished pack becomes one without retyping')).toBeVisible();
  await expectAccessible(page);

  // Own codes first.
  await page.getByRole('button', { name: 'Own codes' }).click();
  const codes = page.getByRole('dialog', { name: 'Own codes' });
  await codes.getByRole('textbox', { name: 'Begins with' }).fill('ZZ-LR');
  await codes.getByRole('button', { name: 'Add series' }).click();
  await expect(codes.getByText('Codes of this kind cannot begin so')).toBeVisible();
  await codes.getByRole('textbox', { name: 'Begins with' }).fill('ZZ-LR1');
  await codes.getByRole('textbox', { name: 'First number' }).fill('41');
  await codes.getByRole('button', { name: 'Add series' }).click();
  await expect(codes.getByRole('row', { name: /ISRC ZZLR1/ })).toBeVisible();
  await expectAccessible(page);
  await expect(codes.getByRole('textbox', { name: 'Begins with' })).toBeFocused();
  await page.keyboard.press('Escape');

  // From the library in one step.
  await page.getByRole('link', { name: /^Library/ }).click();
  const rows = page.getByRole('grid', { name: 'Tracks' }).getByRole('row');
  await rows.nth(1).click();
  await rows.nth(3).click({ modifiers: ['Shift'] });
  await runCommand(page, 'Make release of selected tracks');
  await expect(tracksOf(page).getByRole('row')).toHaveCount(4);
  const title = page.getByRole('textbox', { name: 'Title', exact: true });
  await title.fill('Harbour Songs');
  await title.press('Enter');
  await expect(page.getByText('Harbour Songs changed')).toBeVisible();
  await page.getByRole('textbox', { name: 'Release date' }).fill('2031-02-14');
  await page.getByRole('textbox', { name: 'Release date' }).press('Enter');
  await page.getByRole('textbox', { name: 'UPC', exact: true }).fill('42');
  await page.getByRole('textbox', { name: 'UPC', exact: true }).press('Enter');
  await expect(page.getByText('The check digit does not fit')).toBeVisible();
  await page.getByRole('textbox', { name: 'UPC', exact: true }).press('Escape');
  await expect(page.getByRole('textbox', { name: 'UPC', exact: true })).toHaveValue('');

  await chooseFromMenu(page, 'Assign 3 ISRCs');
  await expect(page.getByText('3 codes given, from ZZLR13100041')).toBeVisible();
  const isrcs = tracksOf(page).getByText(/^ZZ-LR1-31-000\d\d$/);
  await expect(isrcs).toHaveText(['ZZ-LR1-31-00041', 'ZZ-LR1-31-00042', 'ZZ-LR1-31-00043']);

  // By keys: down, typed into, and back by one undo each.
  const first = tracksOf(page).getByRole('row').nth(1);
  await first.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(isrcs).toHaveText(['ZZ-LR1-31-00042', 'ZZ-LR1-31-00041', 'ZZ-LR1-31-00043']);
  await expect(tracksOf(page).getByRole('row').nth(2)).toBeFocused();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Title of track 2' }).fill('Copper Thread');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'Artists of track 2' }).fill('Ines Valloria');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'ISRC of track 2' }).fill('ZZLR13100042');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').getByText(/has this code already$/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: '2. Copper Thread' })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(isrcs).toHaveText(['ZZ-LR1-31-00041', 'ZZ-LR1-31-00042', 'ZZ-LR1-31-00043']);
  await page.getByRole('button', { name: /^Explicit, track 3/ }).click();
  await page.getByRole('menuitemradio', { name: 'Yes' }).click();
  await expect(page.getByRole('button', { name: 'Explicit, track 3: Yes' })).toBeVisible();
  await expectAccessible(page);

  // Credits, copied to all.
  const parts = page.getByRole('navigation', { name: 'Parts of the release' });
  await parts.getByRole('button', { name: 'Credits' }).click();
  await page.getByRole('button', { name: /Add somebody to the writing of track 1/ }).click();
  await page.getByRole('option').nth(1).click();
  const writer = page.getByRole('group', { name: /^Track 1, line 1/ });
  await expect(writer.getByRole('textbox', { name: 'Share, %' })).toHaveValue('100');
  await writer.getByRole('textbox', { name: 'Role' }).fill('composer');
  await writer.getByRole('textbox', { name: 'Role' }).press('Enter');
  await page.getByRole('button', { name: 'Copy to the other 2 tracks' }).first().click();
  await expect(
    page.getByRole('group', { name: /^Track 3, line 1/ }).getByRole('textbox', { name: 'Role' }),
  ).toHaveValue('composer');
  await expectAccessible(page);
  await parts.getByRole('button', { name: 'Release' }).click();

  // Where the workspace wants it, approved; a change makes it a draft again, and undo approved.
  await runCommand(page, 'Workspace settings');
  await page.getByRole('button', { name: /Releases need an approval/ }).click();
  await page.getByRole('option', { name: 'Always' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('All there?');
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText(/submitted this.*All there\?/)).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('main').getByText('Approved', { exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Genre' }).fill('Electronic');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Harbour Songs changed. It is a draft again')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/approved this/)).toBeVisible();
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Releases' }).first().click();
  await expect(page.getByRole('row', { name: /Harbour Songs.*Approved/ })).toBeVisible();
  await expectAccessible(page);
});
