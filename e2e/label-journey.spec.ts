import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './fixtures.ts';
import { hasSchemas, prepareLabel, rawTitles, writeCover, writeMaster } from './label-library.ts';
import { runCommand } from './pages/palette.ts';

/** A Friday some three months ahead: time enough for every store. */
const releaseDay = fridayAfter(84);

test.use({ before: { prepareHome: (home) => prepareLabel(home) } });

test('a pack is released, mended by what the lint offers, packed for stores, scheduled and live on three', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page, music, home } = app;
  const masters = rawTitles.map((_, index) => join(home, '..', `master-${index + 1}.wav`));
  for (const [index, path] of masters.entries()) writeMaster(path, index);
  const cover = join(music, '..', 'cover.jpg');
  await writeCover(cover);

  // Each song gets its master.
  await runCommand(page, 'Go to Studio');
  for (const [index, title] of rawTitles.entries()) {
    await page.getByRole('row', { name: title }).click();
    await page.keyboard.press('Enter');
    const pane = page.getByRole('complementary', { name: 'Song' });
    await expect(pane.getByRole('heading', { name: title })).toBeVisible();
    await pane.getByRole('button', { name: 'Add version…' }).click();
    const versions = page.getByRole('dialog', { name: `Versions of ${title}` });
    await versions.getByRole('textbox', { name: 'Files' }).fill(masters[index] as string);
    await versions.getByRole('button', { name: 'Add 1 file' }).click();
    await expect(pane.getByRole('button', { name: /^Play v1/ })).toBeVisible();
  }

  await runCommand(page, 'Go to Packs');
  await page.getByRole('link', { name: 'Harbour Songs' }).click();
  await page.getByRole('button', { name: 'Release pack' }).click();
  await page
    .getByRole('dialog', { name: 'Release Harbour Songs' })
    .getByRole('button', { name: 'Release 2 songs' })
    .click();
  await expect(page.getByText('Release draft Harbour Songs made')).toBeVisible();

  // What stores would send back is said with its place; each is mended by its button.
  const problems = page.getByRole('grid', { name: 'Problems' });
  const problem = (place: string) => problems.getByRole('row', { name: place });
  await expect(problem('Track 1, title. Write “feat.” with a full stop')).toBeVisible();
  await problem('Track 1, title').getByRole('button', { name: 'Apply' }).click();
  const tracks = page.getByRole('grid', { name: 'Tracks' });
  await expect(tracks.getByRole('row', { name: '1. Copper Thread (feat. Kit Okafor)' })).toBeVisible();
  await problems.getByRole('button', { name: 'Remove it: Track 2, title' }).click();
  await expect(tracks.getByRole('row', { name: '2. Tide Office', exact: true })).toBeVisible();
  await problems.getByRole('button', { name: 'Set to none: Release, AI content' }).click();
  await expect(problem('AI content')).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Release date' }).fill(releaseDay);
  await page.getByRole('textbox', { name: 'Release date' }).press('Enter');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    problems.getByRole('button', { name: 'Choose artwork: Release, artwork' }).click(),
  ]);
  await chooser.setFiles(cover);
  await expect(problem('Release, artwork')).toHaveCount(0);
  await page.getByRole('button', { name: /^Fix \d safe ones$/ }).click();
  await expect(tracks.getByRole('row', { name: '1. Copper' })).toContainText('ZZ-LR1-');
  await expect(page.getByRole('textbox', { name: 'UPC' })).toHaveValue('4260099120348');
  await expect(page.getByRole('textbox', { name: 'Catalogue no.' })).toHaveValue('LR-034');
  await expectAccessible(page);

  // Three stores; the package of the one that wants messages holds one, valid against the official schema where that is here.
  await page.getByRole('button', { name: 'Stores', exact: true }).click();
  await page.getByRole('button', { name: 'Add stores' }).click();
  const stores = page.getByRole('dialog', { name: 'Where it goes' });
  for (const name of ['Spotify', 'Deezer', 'Bandcamp'])
    await stores.getByRole('checkbox', { name, exact: true }).press(' ');
  await stores.getByRole('button', { name: 'Begin 3 deliveries' }).click();
  const table = page.getByRole('table', { name: 'Stores of this release' });
  const store = (name: string) => table.getByRole('row', { name: new RegExp(name) });
  await expect(store('Spotify')).toContainText('Not sent');
  const act = async (name: string, item: string) => {
    await store(name).getByRole('button').click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  const dialog = page.getByRole('dialog');
  await act('Bandcamp', 'Schedule');
  await dialog.getByLabel('Build on').fill('2030-01-02T09:30');
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await expect(store('Bandcamp')).toContainText('Scheduled');
  await page.getByRole('button', { name: 'Build packages' }).first().click();
  for (const name of ['Spotify', 'Deezer']) {
    await expect(store(name)).toContainText('Ready to upload', { timeout: 30_000 });
  }
  // What waits for its day is not built with the others.
  await expect(store('Bandcamp')).toContainText('Scheduled');
  await act('Bandcamp', 'Build packages');
  await expect(store('Bandcamp')).toContainText('Ready to upload', { timeout: 30_000 });
  const packages = join(home, '..', 'packages');
  const [made = ''] = readdirSync(join(packages, 'Spotify'));
  const message = readFileSync(join(packages, 'Spotify', made, '4260099120348', '4260099120348.xml'), 'utf8');
  expect(message).toContain('xmlns:ern="http://ddex.net/xml/ern/432"');
  expect(message.match(/<ISRC>[^<]*/g)).toEqual(['<ISRC>ZZLR12700041', '<ISRC>ZZLR12700042']);
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  const files = page.getByRole('article', { name: 'Spotify' });
  await expect(files).toContainText('ERN 4.3.2, Audio');
  await expect(files).toContainText(
    hasSchemas ? 'valid against the official schema' : 'not held against the official schema',
  );
  await expectAccessible(page);

  // Live on three stores is what somebody saw there, and says so.
  await page.getByRole('button', { name: 'Stores', exact: true }).click();
  for (const name of ['Spotify', 'Deezer', 'Bandcamp']) {
    await act(name, 'Mark as: Live');
    await dialog.getByLabel('Page in the store').fill(`https://example.org/${name}`);
    await dialog.getByRole('button', { name: 'Mark', exact: true }).click();
    await expect(store(name)).toContainText('Live');
  }
  await expectAccessible(page);
});

function fridayAfter(days: number): string {
  const date = new Date(Date.now() + days * 86_400_000);
  date.setUTCDate(date.getUTCDate() + ((12 - date.getUTCDay()) % 7));
  return date.toISOString().slice(0, 10);
}
