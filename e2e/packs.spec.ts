import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

const titles = ['Ferry Timetable', 'Copper Thread', 'Low Bridge', 'Second Lamp', 'Harbour Light'];

test('a pasted list becomes a pack, is released with its optional song apart, and is a draft for the label', async ({
  app,
}) => {
  const { page, music } = app;
  const songs = page.getByRole('grid', { name: 'Songs of Harbour Songs' });
  const row = (title: string) => songs.getByRole('row', { name: title });

  await runCommand(page, 'Go to Packs');
  await expect(page.getByText('No packs yet. A pack holds the songs of one release')).toBeVisible();
  await page.getByRole('button', { name: 'New pack' }).click();
  const dialog = page.getByRole('dialog', { name: 'New pack' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Harbour Songs');
  await dialog.getByLabel('Deadline').fill('2030-12-12');
  await dialog.getByRole('textbox', { name: 'Artist' }).fill('Ines Valloria');
  await dialog.getByRole('textbox', { name: 'Album' }).fill('Harbour');
  await dialog.getByRole('textbox', { name: 'Titles' }).fill(titles.join('\n'));
  await expect(dialog.getByText('5 new songs')).toBeVisible();
  await dialog.getByRole('button', { name: 'Make pack with 5 songs' }).click();
  await expect(page.getByText('Harbour Songs made, 5 songs planned')).toBeVisible();

  // In another order by keys, one of them optional, all begun.
  await row('Ferry Timetable').click();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(songs.getByRole('row').first()).toContainText('Copper Thread');
  await page.getByRole('button', { name: 'Start 5 songs' }).click();
  await expect(row('Low Bridge')).toContainText('In progress');
  await row('Second Lamp').getByText('Optional').click();
  await expect(page.getByText('0 of 4 songs done, 0 %')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Release pack' }).click();
  const release = page.getByRole('dialog', { name: 'Release Harbour Songs' });
  await expect(release.getByText('4 songs are released')).toBeVisible();
  await expect(release.getByText('4 of them have steps left')).toBeVisible();
  await release.getByRole('textbox', { name: 'Title of the release' }).fill('Harbour & Lamps');
  await release.getByRole('textbox', { name: 'Download link', exact: true }).fill('harbour');
  await expect(release.getByText('A link begins with https://')).toBeVisible();
  await release.getByRole('textbox', { name: 'Download link', exact: true }).fill('https://example.org/harbour');
  await expect(release.getByRole('textbox', { name: 'Pack for the optional song' })).toHaveValue(
    'Harbour Songs (Bonus)',
  );
  await expectAccessible(page);
  await release.getByRole('button', { name: 'Release 4 songs' }).click();

  // Nothing is typed again.
  await expect(page.getByText('Release draft Harbour & Lamps made')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Harbour & Lamps' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Artist', exact: true })).toHaveValue('Ines Valloria');
  await expect(page.getByRole('textbox', { name: 'Release date' })).toHaveValue('2030-12-12');
  await expect(page.getByRole('grid', { name: 'Tracks' }).getByRole('row')).toHaveCount(5);
  await expect(page.getByRole('row', { name: '1. Copper Thread' })).toBeVisible();
  await page.getByRole('textbox', { name: 'UPC' }).fill('4006381333931');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Harbour & Lamps changed')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Releases' }).click();
  await expect(
    page.getByRole('table', { name: 'Releases' }).getByRole('row', { name: 'Harbour & Lamps' }),
  ).toContainText('EP');

  // The page of the release is one file, and never takes another's place.
  await runCommand(page, 'Go to Packs');
  await expect(page.getByRole('link', { name: 'Harbour Songs (Bonus)' })).toContainText('Pack, 1 song');
  await page.getByRole('region', { name: 'Released' }).getByRole('link').click();
  await page.getByRole('button', { name: 'More for this pack' }).click();
  await page.getByRole('menuitem', { name: 'Release notes page' }).click();
  const out = page.getByRole('dialog', { name: 'Page of Harbour Songs' });
  await writeFile(join(music, 'Harbour Songs.html'), 'mine');
  await out.getByRole('textbox', { name: 'Folder' }).fill(music);
  await out.getByRole('button', { name: 'Write page' }).click();
  await expect(out.getByRole('alert')).toBeVisible();
  await out.getByRole('textbox', { name: 'File name' }).fill('notes');
  await out.getByRole('button', { name: 'Write page' }).click();
  await expect(page.getByText('Page written, 1 pack, 4 songs')).toBeVisible();
  expect(await readFile(join(music, 'Harbour Songs.html'), 'utf8')).toBe('mine');
  expect(await readFile(join(music, 'notes.html'), 'utf8')).toContain('Harbour &amp; Lamps');

  // All of it in one step back: the form, the draft, the release.
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('button', { name: 'Release draft' })).toBeHidden();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(row('Second Lamp')).toContainText('In progress');
  await expect(page.getByRole('button', { name: 'Release pack' })).toBeVisible();
});

test('a series says what of its album is there, and plans what is missing', async ({ app }) => {
  const { page } = app;
  await runCommand(page, 'New pack');
  const dialog = page.getByRole('dialog', { name: 'New pack' });
  await dialog.getByRole('textbox', { name: 'Artist' }).fill('Lumen Parish');
  await dialog.getByRole('textbox', { name: 'Album' }).fill('Rooms');
  await dialog.getByRole('textbox', { name: 'Titles' }).fill('South\nEast\nWest\nNorth');
  await dialog.getByText('Name the pack “Rooms Album Series”').click();
  await dialog.getByRole('button', { name: 'Make pack with 4 songs' }).click();
  await expect(page.getByRole('heading', { name: 'Rooms Album Series' })).toBeVisible();

  // A pack that holds songs does not go without them.
  await page.getByRole('button', { name: 'More for this pack' }).click();
  await page.getByRole('menuitem', { name: 'Remove pack' }).click();
  await expect(page.getByRole('dialog', { name: 'Rooms Album Series holds 4 songs' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'More for this pack' }).click();
  await page.getByRole('menuitem', { name: 'Make a series of an album' }).click();
  await page.getByRole('button', { name: 'Make series' }).click();
  await expect(page.getByText('Series Rooms made')).toBeVisible();
  await page.getByRole('button', { name: 'Set tracklist' }).first().click();
  await page
    .getByRole('textbox', { name: 'Tracklist' })
    .fill('1. South 3:12\n2. East\n3. West\n4. North\n5. Stairs\n6. Booklet');
  await page.getByRole('button', { name: 'Use 6 rows' }).click();
  const rows = page.getByRole('table', { name: 'Tracklist' });
  await expect(rows.getByRole('row', { name: 'Stairs' })).toContainText('Missing');
  await page.getByRole('button', { name: 'More for Booklet' }).click();
  await page.getByRole('menuitem', { name: 'Mark irrelevant' }).click();
  await expect(page.getByText('4 of 5 covered, 80 %')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add 1 missing' }).click();
  await expect(page.getByText('5 of 5 covered, 100 %')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('4 of 5 covered, 80 %')).toBeVisible();
  await page.getByRole('button', { name: 'All series' }).click();
  await expect(page.getByRole('link', { name: 'Rooms' })).toContainText('Series, tracklist 4 of 5 covered');

  await runCommand(page, 'New idea');
  await page.getByRole('dialog', { name: 'New idea' }).getByRole('textbox', { name: 'Title' }).fill('A darker board');
  await page.keyboard.press('Enter');
  const vote = page.getByRole('button', { name: 'Vote for A darker board' });
  await expect(vote).toHaveAttribute('aria-pressed', 'true');
  await vote.click();
  await expect(vote).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('button', { name: 'More for A darker board' }).click();
  await page.getByRole('menuitem', { name: 'Reject' }).click();
  await page.getByRole('textbox', { name: 'Why' }).fill('There is one');
  await page.getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByText('There is one')).toBeVisible();
  await expectAccessible(page);
});

test('a release is made from the menu of a song, and a page from a person', async ({ app }) => {
  const { page } = app;
  await runCommand(page, 'Go to Studio');
  await page.keyboard.press('ControlOrMeta+n');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Copper Thread');
  await dialog.getByRole('textbox', { name: 'Title' }).press('Enter');
  const card = page.getByRole('row', { name: /Copper Thread/ }).first();
  await card.click();
  await card.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Make release', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Copper Thread');
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('listbox', { name: 'People' }).getByRole('option').first().click();
  await page.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Page of public songs' }).click();
  await expect(page.getByRole('dialog', { name: /^Page of/ })).toBeVisible();
});
