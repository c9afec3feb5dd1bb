import { expect, expectAccessible, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { TracklistsPage } from './pages/tracklists-page.ts';

const set = `Mara Ellery @ Kanal 9, Berlin 2026-11-14

[00:00 - 00:03] 01. Ada Vale - Night Bus [Last Stop]
[00:04] 02. Mira Sol - Glass Garden
[00:08] 03. ID - ID
[00:12] 04. The Quiet Hours - Paper Boats (Live)
https://example.org/kanal-9
`;
const withGap = 'start,end,artist,title\n0:00,0:04,Ada Vale,Night Bus\n0:06,0:11,Mira Sol,Glass Garden\n0:11,,,ID\n';

/** What of that only one dialect says: lines it has, and a line that another one would have. */
const dialects = [
  { name: 'Standard', says: ['INDEX 00 00:03:00'], never: 'REM LABEL' },
  { name: 'CDJ', says: ['REM DATE 2026-11-14', 'INDEX 01 00:04:00'], never: 'INDEX 00' },
  { name: 'Traktor', says: ['CUE 01 00:04:00'], never: 'INDEX' },
  { name: 'Serato', says: ['MEMORY_CUE 01 00:04:00', 'REM LABEL "Last Stop"'], never: 'INDEX' },
  { name: 'rekordbox', says: ['REM YEAR 2026', 'REM LABEL "Last Stop"'], never: 'REM DATE' },
  { name: 'Kodi', says: ['INDEX 00 00:03:00', 'REM LABEL "Last Stop"'], never: 'REM YEAR' },
] as const;

let lists: TracklistsPage;

test.setTimeout(180_000);
test.use({ startWithMusic: true });
test.beforeEach(async ({ app }) => {
  await expect(new LibraryPage(app.page).row('Night Bus').first()).toBeVisible();
  lists = new TracklistsPage(app.page);
  await lists.open();
});

test('a DJ set is pasted, matched, published, edited, rolled back and undone', async ({ app }) => {
  const { page } = app;
  await expect(page.getByText('Paste a tracklist, open a CUE sheet, or mark entries while you listen')).toBeVisible();
  await expectAccessible(page);
  await lists.paste('Paste', set);
  const understood = lists.dialog.getByRole('region', { name: 'Understood' });
  await expect(understood).toContainText('4 tracks, 4 with a time, 1 unknown');
  await expect(understood).toContainText('2 lines left out');
  await expect(understood.getByRole('listitem').last()).toContainText('a link');
  await expectAccessible(page);
  await lists.dialog.getByRole('button', { name: 'Make a tracklist of 4 entries' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mara Ellery @ Kanal 9, Berlin 2026-11-14');
  await expect(page.getByText('Draft 1')).toBeVisible();
  await expect(lists.row(1)).toContainText('Night Bus');
  await expect(lists.row(1).getByRole('img', { name: 'Match 100 of 100' })).toBeVisible();
  await expect(lists.row(3)).toContainText('no match');
  await expectAccessible(page);

  // What nobody knew is found by searching, by keys alone.
  await lists.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ControlOrMeta+f');
  const search = page.getByRole('combobox', { name: 'Search to replace the selected entry' });
  await expect(search).toBeFocused();
  await search.fill('Slow Lanterns');
  await expect(page.getByRole('option', { name: /Slow Lanterns/ }).first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(lists.row(3)).toContainText('by you');

  // A row is dragged to another place, and comes back.
  await lists.row(1).getByText('Night Bus').hover();
  await page.mouse.down();
  await lists.row(2).getByText('Glass Garden').hover();
  await lists.row(3).getByText('ID').hover();
  await page.mouse.up();
  await expect(page.getByText('Moved Ada Vale - Night Bus')).toBeVisible();
  await expect(lists.row(1)).toContainText('Glass Garden');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(lists.row(1)).toContainText('Night Bus');

  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText(/^Published \d$/)).toBeVisible();

  const panel = page.getByRole('complementary', { name: 'CUE sheet' });
  if (!(await panel.isVisible())) await page.keyboard.press('ControlOrMeta+i');
  const sheet = panel.getByRole('region', { name: 'Text of the sheet' });
  for (const { name, says, never } of dialects) {
    await panel.getByRole('radio', { name, exact: true }).click();
    for (const line of says) await expect(sheet).toContainText(line);
    await expect(sheet).not.toContainText(never);
    await expect(sheet).toContainText('Glass Garden');
  }
  await lists.grid.focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'F2']) await page.keyboard.press(key);
  await lists.type('Title of entry 3', 'Slow Lanterns');
  await page.keyboard.press('Tab');
  await lists.type('Version of entry 3', 'Night Mix');
  await page.keyboard.press('Enter');
  await expect(lists.row(3)).toContainText('Slow Lanterns (Night Mix)');
  await expect(page.getByText('Draft 2')).toBeVisible();
  await lists.grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await expect(lists.row(1)).toContainText('Glass Garden');

  await lists.choose('Versions');
  await lists.dialog.getByRole('button', { name: /^Version 1 Published/ }).click();
  const differences = lists.dialog.getByRole('list', { name: 'Differences' });
  await expect(differences.getByRole('listitem')).toHaveText([
    /removed.*Night Bus/,
    /changed.*ID.*Slow Lanterns \(Night Mix\)/,
  ]);
  await expectAccessible(page);
  await lists.dialog.getByRole('button', { name: 'Roll back to version 1' }).click();
  await expect(lists.row(1)).toContainText('Night Bus');
  await expect(lists.row(3)).toContainText('ID');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(lists.row(1)).toContainText('Glass Garden');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(lists.row(1)).toContainText('Night Bus');
});

test('times are mended over the recording: a gap by a button, a seam by keys and by dragging', async ({ app }) => {
  const { page } = app;
  await lists.paste('Paste', withGap);
  await lists.dialog.getByRole('button', { name: 'Make a tracklist of 3 entries' }).click();
  await page.getByRole('button', { name: 'Choose the recording' }).click();
  await lists.dialog.getByRole('textbox', { name: 'Search the library' }).fill('Night Bus');
  await expectAccessible(page);
  await lists.dialog.getByRole('button', { name: /Night Bus Ada Vale/ }).click();
  const seam = page.getByRole('slider', { name: /^Where entry \d starts/ });
  await expect(seam).toBeVisible();

  await page.getByRole('button', { name: /times to look at/ }).click();
  const gap = lists.dialog.getByText('After entry 1 come 0:02 of nothing');
  await expect(gap).toBeVisible();
  await expectAccessible(page);
  await lists.dialog.getByRole('button', { name: 'Fill gaps' }).click();
  await expect(gap).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(lists.dialog).toHaveCount(0);

  await lists.grid.focus();
  await page.keyboard.press('ArrowDown');
  await expect(seam).toHaveAttribute('aria-valuetext', '0:00:06.00');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
  // Three frames of seventy-five, saved as one thing to undo.
  await expect(seam).toHaveAttribute('aria-valuetext', '0:00:06.04');
  await expect(page.getByText('Moved the start of entry 2 to 0:00:06.04')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(seam).toHaveAttribute('aria-valuetext', '0:00:06.00');

  const line = await seam.boundingBox();
  if (!line) throw new Error('The line of the seam has no place');
  await page.mouse.move(line.x + line.width / 2, line.y + line.height / 2);
  await page.mouse.down();
  await page.mouse.move(line.x + line.width / 2 + 100, line.y + line.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByText(/^Moved the start of entry 2 to 0:00:07/)).toBeVisible();
  await page.getByRole('button', { name: 'Snap to beat' }).click();
  await expect(page.getByText(/^Moved the start of entry 2 to /)).toBeVisible();

  // While it plays, M marks where it is.
  await lists.grid.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.querySelector('audio')?.currentTime ?? 0)).toBeGreaterThan(6);
  await page.keyboard.press('m');
  await expect(page.getByText(/^Marked entry \d at 0:00:/)).toBeVisible();
  await expect(lists.grid.getByRole('row')).toHaveCount(5);
  await page.keyboard.press('Space');
  await page.setViewportSize({ width: 1024, height: 640 });
  await expect(lists.row(1)).toBeInViewport();
  await expectAccessible(page);

  // A newer state of the same list is compared before it is taken over.
  await lists.paste('Paste a tracklist', withGap.replace('0:11,,,ID', '0:11,,The Quiet Hours,Paper Boats'));
  await expect(lists.dialog.getByText('0 added, 1 removed, 3 changed')).toBeVisible();
  await expectAccessible(page);
  // Not sure enough to take anything away by itself: of both, all entries stay.
  const differences = lists.dialog.getByRole('list', { name: 'Differences' });
  await expect(differences.getByRole('listitem').filter({ hasText: 'stays' })).toHaveCount(1);
  await expect(differences).not.toContainText('removed');
  await lists.dialog.getByRole('button', { name: /^Merge both/ }).click();
  await page.getByRole('option', { name: 'Take the new list' }).click();
  await expect(differences).toContainText('removed');
  await lists.dialog.getByRole('button', { name: 'Update tracklist' }).click();
  await expect(lists.row(3)).toContainText('Paper Boats');
  await page.getByRole('button', { name: 'Turn into a playlist' }).click();
  await expect(page.getByText('Made a playlist of New tracklist')).toBeVisible();
});
