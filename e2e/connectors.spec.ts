import type { Page } from '@playwright/test';
import { FakeMusicBrainz } from '../main/core/testing/fake-musicbrainz.ts';
import { FakeSpotify } from '../main/core/testing/fake-spotify.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

let spotify: FakeSpotify;
let musicbrainz: FakeMusicBrainz;
/** What a test has opened; none where it was skipped. */
const services: { close(): Promise<unknown> }[] = [];
const album = '11111111-1111-4111-8111-111111111111';

test.use({
  startWithMusic: true,
  before: {
    async prepareHome() {
      spotify = await new FakeSpotify().open();
      const known = spotify.add({ id: 'known', name: 'Night Bus', artist: 'Nobody' });
      const wish = spotify.add({ id: 'wish', name: 'Glass Harbour', artist: 'Sable Ohm' });
      spotify.addList({ id: 'friday', name: 'Friday', uris: [known, wish] });
      musicbrainz = await new FakeMusicBrainz().open();
      const artist = 'Ada Vale';
      musicbrainz.recordings.set('r1', {
        id: 'r1',
        title: 'Night Bus',
        artist,
        isrc: 'GBAAA2600001',
        releases: [album],
      });
      musicbrainz.releases.set(album, {
        ...{ id: album, title: 'Last Stop', artist, date: '2026-03-01', label: 'Parallel Harbour' },
        tracks: ['r1'],
      });
      services.push(spotify, musicbrainz);
      process.env.LEDGERLINE_SERVICE_URLS = JSON.stringify({ spotify: spotify.url, musicbrainz: musicbrainz.url });
    },
  },
});
test.afterEach(async () => {
  delete process.env.LEDGERLINE_SERVICE_URLS;
  await Promise.all(services.splice(0).map((service) => service.close()));
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

  await runCommand(page, 'Bring lists from Spotify');
  const dialog = page.getByRole('dialog', { name: 'Bring lists from Spotify' });
  await dialog.getByRole('checkbox', { name: 'Friday' }).focus();
  await page.keyboard.press('Space');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Bring 1 list' }).click();
  await expect(page.getByText('1 list on the way')).toBeVisible();

  const sidebar = page.getByRole('navigation', { name: 'Main' });
  await sidebar.getByText('Friday').click();
  await expect(page.getByText('Glass Harbour')).toBeVisible();
  await lookUpNightBus(page);
});

async function lookUpNightBus(page: Page) {
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Services' }).click();
  const services = page.getByRole('list', { name: 'Services' }).getByRole('listitem');
  const card = services.filter({ hasText: 'MusicBrainz' }).first();
  await card.getByRole('button', { name: 'Connect MusicBrainz' }).click();
  await card.getByLabel('Your e-mail or web address').fill('mara@example.org');
  await page.keyboard.press('Enter');
  await expect(card).toContainText('Connected as mara@example.org');
  await page.keyboard.press('Escape');

  await page.getByRole('navigation', { name: 'Main' }).getByText('Library').click();
  await page.getByText('Night Bus', { exact: true }).first().click();
  await runCommand(page, 'Look up tags');
  const dialog = page.getByRole('dialog', { name: 'Looked up' });
  const label = dialog.getByRole('row').filter({ hasText: 'Parallel Harbour' }).getByRole('checkbox');
  await expect(label).toBeChecked();
  await label.focus();
  await page.keyboard.press('Space');
  await expect(label).not.toBeChecked();
  await expectAccessible(page);
  const count = await dialog.getByRole('checkbox', { checked: true }).count();
  await dialog.getByRole('button', { name: `Take ${count} fields` }).click();
  await expect(page.getByText('1 track changed')).toBeVisible();
  await expect(dialog.getByText('Nothing is looked up')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText(/^Undone/)).toBeVisible();
}
