import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

test.use({ startWithMusic: true });

const column = (page: Page, name: string) => page.getByRole('grid', { name, exact: true });
const card = (page: Page, title: string) => page.getByRole('row', { name: title });

test('songs are planned from a pasted list, worked on, finished and released', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Studio' }).click();
  await expect(page.getByText('No songs yet. Plan one, or start from an audio file')).toBeVisible();
  await expectAccessible(page);

  // A list with one title twice: it is marked, and left out.
  await page.getByRole('button', { name: 'Paste titles' }).click();
  const paste = page.getByRole('dialog', { name: 'Paste titles' });
  await paste.getByRole('radio', { name: 'Artist - Title' }).click();
  await paste
    .getByRole('textbox', { name: 'Titles' })
    .fill(
      'Ines Valloria - Copper Thread\nInes Valloria – Tide Office\nines valloria - COPPER thread\nAda Quill - Quay',
    );
  await expect(paste.getByText('4 titles, 1 left out')).toBeVisible();
  await expect(paste.getByText('Twice in the list')).toBeVisible();
  await expectAccessible(page);
  await paste.getByRole('button', { name: 'Make 3 songs' }).click();
  await expect(column(page, 'Planned').getByRole('row')).toHaveCount(3);
  await expect(page.getByText('3 songs under way or planned')).toBeVisible();

  // By keys alone: what starts the drag, the column, and the question which steps are done.
  await card(page, 'Copper Thread').click();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Move Copper Thread' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Move to Writing' }).click();
  await expect(column(page, 'Writing').getByRole('row')).toHaveCount(1);

  // With the pointer, into a later stage: the steps before it are offered as done.
  await card(page, 'Tide Office').dragTo(column(page, 'Mixing'));
  const move = page.getByRole('dialog', { name: 'Move Tide Office to Mixing' });
  await expect(move.getByRole('checkbox', { name: 'Vocals' })).toBeChecked();
  await expect(move.getByRole('checkbox', { name: 'Mix' })).not.toBeChecked();
  await move.getByRole('button', { name: 'Move to Mixing' }).click();
  await expect(column(page, 'Mixing').getByRole('row', { name: 'Tide Office' })).toContainText('Edit');

  // Cards of several columns at once.
  await card(page, 'Tide Office').click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByText('2 selected')).toBeVisible();

  await card(page, 'Copper Thread').click();
  await page.keyboard.press('Enter');
  const pane = page.getByRole('complementary', { name: 'Song' });
  await pane.getByText('Sketch', { exact: true }).click();
  await expect(pane.getByText('1 of 10, 0:00 h')).toBeVisible();
  await pane.getByRole('button', { name: 'Drums: assign' }).click();
  await page.getByRole('menuitemradio').last().click();
  await expect(pane.getByRole('button', { name: /^Drums: / })).not.toHaveAccessibleName('Drums: assign');
  await pane.getByRole('button', { name: 'Start timer on Tempo map' }).click();
  await expect(pane.getByText('Tempo map, you')).toBeVisible();
  await pane.getByRole('button', { name: 'Stop' }).click();
  await expectAccessible(page);

  const search = page.getByRole('combobox', { name: 'Search songs' });
  await search.fill('step:tempo');
  await expect(column(page, 'Mixing').getByRole('row')).toHaveCount(0);
  await expect(card(page, 'Copper Thread')).toBeVisible();
  await search.fill('colour:red');
  await expect(page.getByText('There is no field colour:red')).toBeVisible();
  await search.fill('');

  // Done to the last step, then released: the folded column counts it.
  await pane.getByRole('button', { name: 'Mark all complete' }).click();
  await expect(page.getByText('All steps of Copper Thread are done')).toBeVisible();
  await expect(card(page, 'Copper Thread')).toContainText('All steps done');
  await pane.getByRole('radio', { name: 'Released' }).click();
  await expect(page.getByRole('button', { name: 'Released 1' })).toBeVisible();
  await pane.getByRole('tab', { name: 'History' }).click();
  await expect(pane.getByText('Now Released')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(column(page, 'Mastering').getByRole('row', { name: 'Copper Thread' })).toBeVisible();
});

test('songs are edited in a table, seen by completion and on their days, and given other steps', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Studio' }).click();
  for (const title of ['Low Bridge', 'Pilot Light']) {
    await page.getByRole('button', { name: 'New song' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New song' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
    await dialog.getByRole('textbox', { name: 'Artist' }).fill('Lumen Parish');
    await page.keyboard.press('Enter');
    await expect(card(page, title)).toBeVisible();
  }
  await page.getByRole('radio', { name: 'Table' }).click();
  await card(page, 'Pilot Light').click();
  await page.keyboard.press('F2');
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.fill('low bridge');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(
    'A song of this title and artist is there already. Nothing was changed',
  );
  await title.fill('Pilot Night');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: 'Artist' }).fill('Ada Quill');
  await page.keyboard.press('Enter');
  await expect(card(page, 'Pilot Night')).toContainText('Ada Quill');
  await expectAccessible(page);

  await page.getByRole('grid', { name: 'Songs' }).press('ControlOrMeta+a');
  await runCommand(page, 'Start work on songs');
  await expect(page.getByText('Started 2 songs')).toBeVisible();

  // The same value for both of them, and one of its own for one.
  await runCommand(page, 'Edit songs');
  const bulk = page.getByRole('dialog', { name: 'Edit 2 songs' });
  await bulk.getByRole('textbox', { name: 'Album' }).fill('Rooms');
  await bulk.getByRole('button', { name: 'Change 2 songs' }).click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Album' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row').filter({ hasText: 'Rooms' })).toHaveCount(2);
  await card(page, 'Low Bridge').click();
  await runCommand(page, 'Edit songs');
  const one = page.getByRole('dialog', { name: 'Low Bridge' });
  await one.getByRole('textbox', { name: 'ISRC' }).fill('AA6Q7');
  await one.getByRole('button', { name: 'Save' }).click();
  await expect(one.getByRole('alert')).toBeVisible();
  await one.getByRole('textbox', { name: 'ISRC' }).fill('AA-6Q7-20-00047');
  await one.getByRole('button', { name: 'Save' }).click();
  await expect(one).toBeHidden();

  await page.getByRole('radio', { name: 'By completion' }).click();
  await expect(page.getByRole('row', { name: 'In progress' }).first()).toContainText('2');
  await page.getByRole('button', { name: 'Close In progress' }).click();
  await expect(card(page, 'Low Bridge')).toHaveCount(0);

  await page.getByRole('radio', { name: 'Calendar' }).click();
  await expect(page.getByRole('columnheader', { name: 'Mon' })).toBeVisible();
  await expectAccessible(page);

  await runCommand(page, 'Workflows of songs');
  const workflows = page.getByRole('dialog', { name: 'Workflows' });
  await workflows.getByRole('button', { name: 'Add step' }).click();
  await workflows.getByRole('textbox', { name: 'Name of step 11' }).fill('Artwork');
  await expectAccessible(page);
  await workflows.getByRole('button', { name: 'Save workflow' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Board' }).click();
  await expect(card(page, 'Low Bridge').getByRole('img', { name: '0 of 11 steps done' })).toBeVisible();

  await card(page, 'Low Bridge').click();
  await page.keyboard.press('Delete');
  await expect(card(page, 'Low Bridge')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(card(page, 'Low Bridge')).toBeVisible();
});
