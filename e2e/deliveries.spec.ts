import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { prepareDeliveries } from './delivery-library.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

test.use({ before: { prepareHome: prepareDeliveries } });

const row = (page: Page, store: string) =>
  page.getByRole('table', { name: 'Deliveries' }).getByRole('row', { name: new RegExp(`Harbour Songs.*${store}`) });

async function openMenu(page: Page, store: string): Promise<void> {
  await page.getByRole('button', { name: `What can be done with Harbour Songs · ${store}` }).click();
}

async function choose(page: Page, store: string, item: string): Promise<void> {
  await openMenu(page, store);
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** The newest package of a store. */
function packageOf(folder: string, store: string): string {
  const names = readdirSync(join(folder, 'packages', store)).sort();
  return join(folder, 'packages', store, names.at(-1) as string);
}

test('a release goes to stores: packages, schedule, what stores did, an answer in a file, takedown, undo', async ({
  app,
}) => {
  const { page, home } = app;
  const folder = dirname(home);
  await runCommand(page, 'Go to Deliveries');
  await expect(page.getByText('No deliveries. Choose stores on a release')).toBeVisible();
  await page.getByRole('button', { name: 'Go to Releases' }).click();
  await page
    .getByRole('link', { name: 'Harbour Songs' })
    .or(page.getByRole('button', { name: 'Harbour Songs' }))
    .first()
    .click();
  await page.getByRole('button', { name: 'Stores', exact: true }).click();
  await page.getByRole('button', { name: 'Add stores' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { name: 'Deezer' })).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Begin 3 deliveries' }).click();
  const stores = page.getByRole('table', { name: 'Stores of this release' });
  await expect(stores.getByRole('row', { name: /Spotify 28 days Not sent/ })).toBeVisible();

  // What no store has cannot be live there: it is not offered.
  await runCommand(page, 'Go to Deliveries');
  await openMenu(page, 'Spotify');
  await expect(page.getByRole('menuitem', { name: 'Build packages' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /^Mark as/ })).toHaveCount(0);
  await page.keyboard.press('Escape');

  // Two at once.
  await page.getByRole('checkbox', { name: 'Select Harbour Songs · Spotify' }).press(' ');
  await page.getByRole('checkbox', { name: 'Select Harbour Songs · Deezer' }).press(' ');
  await expect(page.getByRole('button', { name: 'Mark as' })).toBeDisabled();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Build packages' }).click();
  await expect(row(page, 'Spotify').getByText('Ready to upload')).toBeVisible({ timeout: 15_000 });
  await expect(row(page, 'Deezer').getByText('Ready to upload')).toBeVisible({ timeout: 15_000 });
  const made = packageOf(folder, 'Spotify');
  const sums = readFileSync(join(made, 'checksums.sha256'), 'utf8').trim().split('\n');
  expect(sums).toHaveLength(7);
  for (const line of sums) {
    const [sum, name = ''] = line.split('  ');
    expect(
      createHash('sha256')
        .update(readFileSync(join(made, name)))
        .digest('hex'),
    ).toBe(sum);
  }
  expect(readFileSync(join(made, '4006381333931/resources/01_ZZLR12793101_Quay.flac'))).toEqual(
    readFileSync(join(folder, 'masters/Quay.flac')),
  );

  // One waits for its day.
  await choose(page, 'Bandcamp', 'Schedule');
  await dialog.getByLabel('Build on').fill('2030-01-02T09:30');
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await expect(row(page, 'Bandcamp').getByText('Scheduled')).toBeVisible();

  // What happened there is said by hand, with its page, and can be taken back.
  await choose(page, 'Spotify', 'Mark as: Live');
  await dialog.getByLabel('Page in the store').fill('https://open.example/album/1');
  await dialog.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(row(page, 'Spotify').getByText('Live', { exact: true })).toBeVisible();
  await choose(page, 'Deezer', 'Mark as: At the store');
  await dialog.getByRole('button', { name: 'Mark', exact: true }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(row(page, 'Deezer').getByText('Ready to upload')).toBeVisible();

  // A file of the store says it was refused.
  const answer = join(folder, 'returns/answers.csv');
  writeFileSync(
    answer,
    'UPC,Store,Status,Reason\n4006381333931,Deezer,Received,\n4006381333931,Deezer,Rejected,Artwork text\n',
  );
  utimesSync(answer, 1_700_000_000, 1_700_000_000);
  await page.getByRole('radio', { name: 'Answers', exact: true }).click();
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect(page.getByRole('table', { name: 'answers.csv' }).getByText('At the store to Rejected')).toBeVisible();
  await page.getByRole('radio', { name: 'Deliveries', exact: true }).click();
  await expect(row(page, 'Deezer').getByText('Rejected')).toBeVisible();

  // The whole way of one, and a takedown.
  await row(page, 'Spotify').getByRole('button', { name: 'Harbour Songs', exact: true }).click();
  await expect(page.getByRole('link', { name: 'https://open.example/album/1' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'History' }).getByRole('listitem')).toHaveCount(6);
  await expectAccessible(page);
  await choose(page, 'Spotify', 'Take down');
  await dialog.getByLabel('Reason').fill('Contract ended');
  await dialog.getByRole('button', { name: 'Build package' }).click();
  await expect(page.getByText('Takedown sent', { exact: true }).first()).toBeVisible({ timeout: 15_000 });
  expect(readdirSync(join(packageOf(folder, 'Spotify'), '4006381333931'))).not.toContain('resources');

  // Everything that was built, by release.
  await page.getByRole('button', { name: 'Open release' }).click();
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await expect(page.getByRole('article', { name: 'Spotify' })).toHaveCount(2);
  await page.getByRole('article', { name: 'Deezer' }).getByRole('button', { name: 'Check files' }).click();
  await expect(page.getByText('All files of this package are as they were sent')).toBeVisible();
  await expectAccessible(page);
});
