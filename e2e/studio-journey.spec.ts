import { join } from 'node:path';
import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

test.use({ startWithMusic: true });

test('a pack is planned from a list, worked on by the clock, heard, finished, released and a draft for the label', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page, music } = app;

  // Planned: three songs of a list, one of them optional, all begun.
  await runCommand(page, 'Go to Packs');
  await page.getByRole('button', { name: 'New pack' }).click();
  const dialog = page.getByRole('dialog', { name: 'New pack' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Harbour Songs');
  await dialog.getByRole('textbox', { name: 'Artist' }).fill('Ines Valloria');
  await dialog.getByRole('textbox', { name: 'Titles' }).fill('Copper Thread\nTide Office\nSecond Lamp');
  await dialog.getByRole('button', { name: 'Make pack with 3 songs' }).click();
  const songs = page.getByRole('grid', { name: 'Songs of Harbour Songs' });
  const row = (title: string) => songs.getByRole('row', { name: title });
  await page.getByRole('button', { name: 'Start 3 songs' }).click();
  await row('Second Lamp').getByText('Optional').click();
  await expect(page.getByText('0 of 2 songs done, 0 %')).toBeVisible();

  // Worked on: a step for somebody, the clock on another.
  await page.getByRole('link', { name: 'Studio' }).click();
  await page.getByRole('row', { name: 'Copper Thread' }).click();
  await page.keyboard.press('Enter');
  const pane = page.getByRole('complementary', { name: 'Song' });
  await expect(pane.getByRole('heading', { name: 'Copper Thread' })).toBeVisible();
  await pane.getByRole('button', { name: 'Drums: assign' }).click();
  await page.getByRole('menuitemradio').last().click();
  await expect(pane.getByRole('button', { name: /^Drums: / })).not.toHaveAccessibleName('Drums: assign');
  await pane.getByRole('button', { name: 'Start timer on Sketch' }).click();
  await expect(page.getByRole('link', { name: /^Time/ })).toContainText('0:00');
  await pane.getByRole('button', { name: 'Stop' }).click();

  // Heard: two bounces become versions, each with its length from its track.
  await pane.getByRole('button', { name: 'Add version…' }).click();
  const versions = page.getByRole('dialog', { name: 'Versions of Copper Thread' });
  await versions
    .getByRole('textbox', { name: 'Files' })
    .fill(`${join(music, 'night-bus.mp3')}\n${join(music, 'paper-boats.flac')}`);
  await versions.getByRole('button', { name: 'Add 2 files' }).click();
  await expect(pane.getByRole('button', { name: /^Play v2/ })).toBeVisible();
  await pane.getByRole('button', { name: 'Compare' }).click();
  const compared = page.getByRole('dialog', { name: 'Versions of Copper Thread, compared' });
  await expect(compared.getByRole('row', { name: /Loudness/ })).toContainText('LUFS');
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  // Finished: both songs of the core, and the pack with them.
  await pane.getByRole('button', { name: 'Mark all complete' }).click();
  await page.getByRole('row', { name: 'Tide Office' }).click();
  await expect(pane.getByRole('heading', { name: 'Tide Office' })).toBeVisible();
  await pane.getByRole('button', { name: 'Mark all complete' }).click();
  await runCommand(page, 'Go to Packs');
  await page.getByRole('link', { name: 'Harbour Songs' }).click();
  await expect(page.getByText('2 of 2 songs done, 100 %')).toBeVisible();

  // Released: the optional song goes into a pack of its own, and nothing is typed again for the label.
  await page.getByRole('button', { name: 'Release pack' }).click();
  const release = page.getByRole('dialog', { name: 'Release Harbour Songs' });
  await expect(release.getByRole('textbox', { name: 'Pack for the optional song' })).toHaveValue(
    'Harbour Songs (Bonus)',
  );
  await release.getByRole('button', { name: 'Release 2 songs' }).click();
  await expect(page.getByText('Release draft Harbour Songs made')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Artist', exact: true })).toHaveValue('Ines Valloria');
  await expect(page.getByRole('row', { name: '1. Copper Thread' })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Tracks' }).getByRole('row')).toHaveCount(3);
  await expectAccessible(page);
  await runCommand(page, 'Go to Packs');
  await expect(page.getByRole('link', { name: 'Harbour Songs (Bonus)' })).toContainText('Pack, 1 song');

  // One step back, and everything is as it was before the release.
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('Undone: made the release draft Harbour Songs')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('Undone: released the pack Harbour Songs')).toBeVisible();
  await expect(page.getByText('2 of 2 songs done, 100 %')).toBeVisible();
  await expect(row('Copper Thread')).toContainText('In progress');
});
