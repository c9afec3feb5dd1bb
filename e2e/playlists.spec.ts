import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';
import { PlaylistsPage } from './pages/playlists-page.ts';

test.use({ startWithMusic: true });

let playlists: PlaylistsPage;
test.beforeEach(async ({ app }) => {
  playlists = new PlaylistsPage(app.page);
  await expect(playlists.library.row('Night Bus')).toBeVisible();
});

test('folders and lists are made, filled by keys and by dragging, and put in order', async ({ app }) => {
  const { page } = app;
  const { library } = playlists;
  await playlists.make('New playlist folder', 'Sets');
  await playlists.make('New playlist', 'Friday');
  await expect(page.getByText('Empty. Drag tracks here or start from one')).toBeVisible();
  await expectAccessible(page);

  // By the keyboard alone: select, the palette, the list by its name.
  await page.getByRole('link', { name: 'Library' }).click();
  await library.waitForList();
  await library.row('Night Bus').click();
  await runCommand(page, 'Add to playlist');
  await expect(page.getByRole('combobox', { name: 'Find or name a playlist' })).toBeFocused();
  await page.keyboard.type('fri');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 track added to Friday')).toBeVisible();
  await expect(page.getByText('In Friday')).toBeVisible();

  // By dragging two more; one that is in it already is asked about.
  await library.row('Night Bus').click();
  await library.row('Paper Boats').click({ modifiers: ['ControlOrMeta'] });
  await library.row('Glass Garden').click({ modifiers: ['ControlOrMeta'] });
  await playlists.drag(library.row('Paper Boats'), playlists.item('Friday'));
  const question = page.getByRole('dialog', { name: '1 is already in Friday' });
  await question.getByRole('button', { name: 'Add the 2 others' }).click();
  await expect(playlists.item('Friday')).toContainText('3');

  await playlists.open('Friday');
  await expect(page.getByText('3 tracks, ')).toBeVisible();
  // Its head may come before its list.
  await expect(library.rows()).toHaveCount(3);
  const [first, second, third] = await library.titles();
  await playlists.drag(library.row(third!), library.row(first!), 'upper');
  await playlists.expectTitles([third!, first!, second!]);
  await page.keyboard.press('Alt+ArrowDown');
  await playlists.expectTitles([first!, third!, second!]);
  await page.keyboard.press('ControlOrMeta+z');
  await playlists.expectTitles([third!, first!, second!]);

  // Another order is shown, then kept.
  await library.head('Title').click();
  await playlists.expectTitles(['Glass Garden', 'Night Bus', 'Paper Boats']);
  await page.getByRole('button', { name: 'Keep this order' }).click();
  await expect(page.getByText('Friday is in this order now')).toBeVisible();
  await expect(library.list.getByRole('columnheader', { name: 'Order of the list' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await playlists.expectTitles(['Glass Garden', 'Night Bus', 'Paper Boats']);

  // Played in the order of the list; found by typing, and searched in.
  await library.row('Night Bus').dblclick();
  await library.expectPlaying('Night Bus');
  await library.player.getByRole('button', { name: 'Next' }).click();
  await library.expectPlaying('Paper Boats');
  await library.player.getByRole('button', { name: 'Pause' }).click();
  await library.list.focus();
  await page.keyboard.type('gla');
  await expect(library.row('Glass Garden')).toHaveAttribute('aria-selected', 'true');
  await library.find('boats');
  await playlists.expectTitles(['Paper Boats']);
  await expect(page.getByText('1 of 3 tracks')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();

  // Into the folder, by the mouse; out again by keys.
  await playlists.drag(playlists.item('Friday'), playlists.item('Sets'));
  await expect(playlists.item('Friday')).toHaveAttribute('aria-level', '2');
  await playlists.tree.focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(playlists.item('Friday')).toHaveAttribute('aria-level', '1');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name of the playlist' }).fill('Saturday');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Saturday', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Playlists', exact: true }).click();
  await expect(page.getByRole('row', { name: /Saturday Playlist 3/ })).toBeVisible();
  await expectAccessible(page);
});

test('notes, what was removed, versions, and a track that goes and comes back', async ({ app }) => {
  const { page } = app;
  const { library } = playlists;
  await library.row('Night Bus').click();
  await library.row('Paper Boats').click({ modifiers: ['ControlOrMeta'] });
  await library.row('Glass Garden').click({ modifiers: ['ControlOrMeta'] });
  await playlists.drag(library.row('Glass Garden'), page.getByText('None yet'));
  await page.getByRole('textbox', { name: 'Name of the playlist' }).fill('Friday');
  await page.keyboard.press('Enter');
  await expect(playlists.item('Friday')).toContainText('3');
  await expect(library.rows()).toHaveCount(3);
  const titles = await library.titles();

  await library.row('Paper Boats').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Edit note' }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('Long outro');
  await page.keyboard.press('Enter');
  await expect(library.row('Paper Boats')).toContainText('Long outro');

  await library.row('Paper Boats').click();
  await page.keyboard.press('Delete');
  await playlists.expectTitles(titles.filter((title) => title !== 'Paper Boats'));
  await page.getByRole('button', { name: 'Versions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Versions of Friday' });
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Made' })).toContainText('3 tracks');
  await dialog.getByRole('button', { name: /edited/ }).click();
  await expect(dialog.getByText('Long outro')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Go back to this' }).click();
  await playlists.expectTitles(titles);
  await expect(library.row('Paper Boats')).toContainText('Long outro');

  // In the trash: the entry stays, and says so; undo brings its track back.
  await page.getByRole('link', { name: 'Library' }).click();
  await library.waitForList();
  await library.row('Paper Boats').click();
  await page.keyboard.press('ControlOrMeta+Shift+Delete');
  await playlists.open('Friday');
  await expect(library.rows().filter({ hasText: 'not in the library' })).toContainText('Paper Boats');
  await expect(page.getByText('1 not in the library')).toBeVisible();
  await expectAccessible(page);
  await library.rows().filter({ hasText: 'not in the library' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Choose its track' }).click();
  const choice = page.getByRole('dialog', { name: 'Which track is “Paper Boats”?' });
  await choice.getByRole('textbox', { name: 'Search the library for it' }).fill('slow lanterns');
  await choice.getByRole('button', { name: 'This one: Slow Lanterns' }).first().click();
  await expect(library.row('Slow Lanterns')).toContainText('Long outro');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('1 not in the library')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('not in the library')).toHaveCount(0);
  await playlists.expectTitles(titles);
});
