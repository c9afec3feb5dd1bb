import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand, searchPalette } from './pages/palette.ts';

const person = (page: Page, name: string) =>
  page.getByRole('listbox', { name: 'People' }).getByRole('option', { name: new RegExp(`^${name}`) });
const fact = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 2, exact: true });

async function add(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+n');
  const dialog = page.getByRole('dialog', { name: 'New person' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(heading(page, name)).toBeVisible();
}

test('people are added, described, found twice, made one, removed and brought back', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'People' }).click();
  await expect(page.getByText('1 person')).toBeVisible();
  await expectAccessible(page);

  await add(page, 'Ines Valloria');
  await page.getByRole('group', { name: 'Roles' }).getByText('writer').click();
  await expect(person(page, 'Ines Valloria')).toContainText('Collaborator, writer');
  // One digit is wrong: it is told, and nothing that was typed is lost.
  await fact(page, 'ISNI').fill('0000 0001 2146 4380');
  await fact(page, 'ISNI').press('Enter');
  await expect(page.getByText('The check digit does not fit')).toBeVisible();
  await fact(page, 'ISNI').fill('0000 0001 2146 438x');
  await fact(page, 'ISNI').press('Enter');
  await expect(fact(page, 'ISNI')).toHaveValue('0000 0001 2146 438X');

  // A second one of the name is warned of while it is typed, and made one with the first.
  await page.keyboard.press('ControlOrMeta+n');
  const dialog = page.getByRole('dialog', { name: 'New person' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ines  VALLORIA');
  await expect(dialog.getByText('Ines Valloria is here already: same name')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog).toBeHidden();
  await expect(heading(page, 'ines VALLORIA')).toBeVisible();
  await fact(page, 'E-mail').fill('ines@example.org');
  await fact(page, 'E-mail').press('Enter');
  await expect(page.getByText('ines  VALLORIA changed')).toBeVisible();
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  const merge = page.getByRole('dialog', { name: 'Merge two people' });
  await merge.getByRole('radio', { name: 'Ines Valloria', exact: true }).click({ force: true });
  await expectAccessible(page);
  await merge.getByRole('button', { name: 'Merge into Ines Valloria' }).click();
  await expect(fact(page, 'E-mail')).toHaveValue('ines@example.org');
  await expect(fact(page, 'ISNI')).toHaveValue('0000 0001 2146 438X');
  await expect(page.getByText('2 people', { exact: true })).toBeVisible();
  await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('3 people', { exact: true })).toBeVisible();
  await expect(fact(page, 'E-mail')).toHaveValue('');

  // By the keyboard: another name, away, and back again.
  await person(page, 'Ines Valloria').click();
  await expect(person(page, 'Ines Valloria')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('F2');
  await expect(fact(page, 'Name')).toBeFocused();
  await page.keyboard.type('Ines Valória');
  await page.keyboard.press('Enter');
  await expect(person(page, 'Ines Valória')).toBeVisible();
  await person(page, 'Ines Valória').click();
  await page.keyboard.press('Delete');
  await expect(page.getByText('Ines Valória removed')).toBeVisible();
  await expect(person(page, 'Ines Valória')).toBeHidden();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(person(page, 'Ines Valória')).toBeVisible();

  // Found from anywhere by name.
  await page.getByRole('link', { name: 'Library' }).click();
  await searchPalette(page, '@valoria');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Ines Valória')).toBeVisible();
  await page.getByRole('textbox', { name: 'Search people' }).fill('nobody of that name');
  await expect(page.getByText('Nobody matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show everybody' }).click();

  // A table: what cannot come says why.
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import' }).click();
  const table = 'Name,E-mail,Role\nJun Harrow,jun@example.org,artist\nKay,not an address,\nINES VALÓRIA,,\n';
  await (await chooser).setFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  const preview = page.getByRole('dialog', { name: 'Import people' });
  await expect(preview.getByRole('row', { name: /Kay/ })).toContainText('No e-mail address');
  await expect(preview.getByRole('row', { name: /INES/ })).toContainText('Like Ines Valória');
  await expectAccessible(page);
  await preview.getByRole('button', { name: 'Import 1 person' }).click();
  await expect(person(page, 'Jun Harrow')).toContainText('Artist');
});

test('members have roles, departments and invitations, and a profile says who acts', async ({ app }) => {
  const { page, home } = app;
  await page.getByRole('link', { name: 'People' }).click();
  await add(page, 'Eve Lark');
  await page.getByRole('button', { name: /Member role/ }).click();
  await page.getByRole('option', { name: 'Employee' }).click();
  await expect(person(page, 'Eve Lark')).toContainText('Employee');

  await page.getByRole('button', { name: 'Departments and teams' }).click();
  await page.getByRole('button', { name: 'New department' }).click();
  const department = page.getByRole('dialog', { name: 'New department' });
  await department.getByRole('textbox', { name: 'Name' }).fill('Studio');
  await department.getByRole('textbox', { name: 'Budget, EUR' }).fill('12,000.00');
  await department.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('12,000.00 EUR')).toBeVisible();
  await page.getByRole('button', { name: 'New team' }).click();
  const team = page.getByRole('dialog', { name: 'New team' });
  await team.getByRole('textbox', { name: 'Name' }).fill('Tour');
  await team.getByRole('group', { name: 'Members' }).getByText('Eve Lark').click();
  await expectAccessible(page);
  await team.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('1 member', { exact: true })).toBeVisible();

  // A join file for each, in a folder; whoever opens one with their address is a member.
  await page.getByRole('button', { name: 'Invitations' }).click();
  await page.getByRole('button', { name: 'Invite' }).first().click();
  const invite = page.getByRole('dialog', { name: 'Invite people' });
  await invite.getByRole('textbox').fill('Jun Harrow, jun@example.org\nno address here');
  await expect(invite.getByText('No address found in: no address here')).toBeVisible();
  await invite.getByRole('textbox').fill('Jun Harrow, jun@example.org');
  await invite.getByRole('button', { name: 'Make 1 join file' }).click();
  const picker = page.getByRole('dialog', { name: 'Choose a folder' });
  await picker.getByRole('textbox').fill(home);
  await picker.getByRole('textbox').press('Enter');
  await picker.getByRole('button', { name: 'Choose', exact: true }).click();
  await expect(page.getByText('Waits')).toBeVisible();
  expect(await readdir(home)).toContain('Jun Harrow.ledgerline-join');
  await expectAccessible(page);
  const text = await readFile(join(home, 'Jun Harrow.ledgerline-join'), 'utf8');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open join file' }).click();
  await (await chooser).setFiles({ name: 'jun.ledgerline-join', mimeType: '', buffer: Buffer.from(text) });
  const joining = page.getByRole('dialog', { name: 'Join the workspace' });
  await expect(joining.getByText('Jun Harrow joins My workspace as employee')).toBeVisible();
  await joining.getByRole('textbox').fill('eve@example.org');
  await joining.getByRole('button', { name: 'Join' }).click();
  await expect(joining.getByText('is for another address')).toBeVisible();
  await joining.getByRole('textbox').fill('Jun@Example.org');
  await joining.getByRole('button', { name: 'Join' }).click();
  await expect(heading(page, 'Jun Harrow')).toBeVisible();

  // The workspace has a name; whoever acts as an employee does not change it.
  await runCommand(page, 'Workspace settings');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('textbox', { name: 'Name' }).fill('Lantern Row');
  await settings.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(settings.getByText('profiles are not a security boundary')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Lantern Row, active profile/ }).click();
  await expect(page.getByText('profiles are no security boundary')).toBeVisible();
  await page.getByRole('menuitemradio', { name: /Eve Lark/ }).click();
  await expect(page.getByText('You act as Eve Lark now')).toBeVisible();
  await person(page, 'Jun Harrow').click();
  await expect(fact(page, 'Name')).toBeDisabled();
  await person(page, 'Eve Lark').click();
  await expect(fact(page, 'Name')).toBeEnabled();
  await runCommand(page, 'Workspace settings');
  await expect(settings.getByText('Owners and admins change the workspace')).toBeVisible();
  await expect(settings.getByRole('textbox', { name: 'Name' })).toBeDisabled();
});
