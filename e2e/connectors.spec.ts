import { FakeSpotify } from '../main/core/testing/fake-spotify.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

let spotify: FakeSpotify;

test.use({
  startWithMusic: true,
  before: {
    async prepareHome() {
      spotify = await new FakeSpotify().open();
      const known = spotify.add({ id: 'known', name: 'Night Bus', artist: 'Nobody' });
      const wish = spotify.add({ id: 'wish', name: 'Glass Harbour', artist: 'Sable Ohm' });
      spotify.addList({ id: 'friday', name: 'Friday', uris: [known, wish] });
      process.env.LEDGERLINE_SERVICE_URLS = JSON.stringify({ spotify: spotify.url });
    },
  },
});
test.afterEach(async () => {
  delete process.env.LEDGERLINE_SERVICE_URLS;
  await spotify.close();
});

test('a list comes from Spotify once it is connected, and nothing is asked before', async ({ app }) => {
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Services' }).click();
  const card = page
    .getByRole('list', { name: 'Services' })
    .getByRole('listitem')
    .filter({ hasText: 'Spotify' })
    .first();
  await expect(card).toContainText('Off');
  await card.getByRole('button', { name: 'Connect Spotify' }).click();
  await card.getByLabel('Client ID').fill('too short');
  await card.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(card.getByRole('alert')).toContainText('Not connected');
  await expectAccessible(page);
  expect(spotify.requests).toEqual([]);

  await card.getByLabel('Client ID').fill('0123456789abcdef0123456789abcdef');
  const opened = page.context().waitForEvent('page');
  await card.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect((await opened).getByText('Go back to Ledgerline')).toBeVisible();
  await (await opened).close();
  await expect(card).toContainText('Connected as Mara Ellery');
  await page.keyboard.press('Escape');

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('Bring lists from Spotify');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Bring lists from Spotify' });
  await dialog.getByRole('checkbox', { name: 'Friday' }).focus();
  await page.keyboard.press('Space');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Bring 1 list' }).click();
  await expect(page.getByText('1 list on the way')).toBeVisible();

  const sidebar = page.getByRole('navigation', { name: 'Main' });
  await sidebar.getByText('Friday').click();
  await expect(page.getByText('Glass Harbour')).toBeVisible();
});
