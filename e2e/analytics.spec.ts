import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLibrary } from '../main/core/db/open-library.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

test.use({
  before: {
    prepareHome: (home) => {
      const { db, close } = openLibrary(home);
      db.exec(`
        INSERT INTO person (id, name, roles, member_role, created_at, changed_at) VALUES (1, 'Mara Elin', '[]', 'owner', 0, 0);
        UPDATE workspace SET active_person_id = 1, currency = 'EUR';
        INSERT INTO recording (id, title, artist, isrc, title_fold, artist_fold, created_at, changed_at) VALUES
          (1, 'Quay', 'Ines Valloria', 'ZZLR12700041', 'quay', 'ines valloria', 0, 0),
          (2, 'Low Season', 'Kit Okafor', 'ZZLR12700042', 'low season', 'kit okafor', 0, 0);
        INSERT INTO statement (id, name, sha256, size_bytes, format, state, source, rates, imported_at, changed_at) VALUES
          (1, 'one', 'a', 1, 'x', 'counted', 'DistroKid', '[]', 0, 0), (2, 'two', 'b', 1, 'x', 'counted', 'Bandcamp', '[]', 0, 0);
        INSERT INTO statement_store (id, name, store_key) VALUES (1, 'Spotify', 'spotify'), (2, 'Bandcamp', 'bandcamp');
        INSERT INTO statement_item (id, isrc, upc, catalogue_number, artist, title, release_title, recording_id, match_method) VALUES
          (1, 'A', '', '', 'Ines Valloria', 'Quay', '', 1, 'isrc'), (2, 'B', '', '', 'Kit Okafor', 'Low Season', '', 2, 'isrc'),
          (3, '', '', '', 'Nobody', 'Who', '', NULL, '');`);
      const add = db.prepare(
        `INSERT INTO statement_sum (statement_id, item_id, store_id, territory, sale_type, format, month, currency, line_count,
           units, net_micro, net_pico, gross_micro, gross_pico, fee_micro, fee_pico, withheld_micro, withheld_pico)
         VALUES (?, ?, ?, ?, ?, '', ?, ?, 1, ?, ?, 0, 0, 0, 0, 0, 0, 0)`,
      );
      for (const [at, month] of [202_605, 202_606, 202_607, 202_608].entries()) {
        add.run(1, 1, 1, 'DE', 'stream', month, 'EUR', 10_000 * (at + 1), 40_005_000 * (at + 1));
        add.run(1, 2, 1, 'US', 'stream', month, 'EUR', 5000, 21_000_000);
        add.run(2, 2, 2, 'JP', 'download', month, 'EUR', 3, 2_700_000);
      }
      add.run(1, 3, 1, 'DE', 'stream', 202_608, 'EUR', 10, 41_180_000);
      add.run(2, 1, 2, 'GB', 'download', 202_608, 'GBP', 1, 7_000_000);
      db.exec(`INSERT INTO statement_line (statement_id, line, item_id, store_id, territory, sale_type, format, month, currency, units,
        net_micro, net_pico) SELECT statement_id, id, item_id, store_id, territory, sale_type, format, month, currency, units,
        net_micro, net_pico FROM statement_sum`);
      close();
    },
  },
});

test('what came in is seen, broken down by pressing it, and written into a file', async ({ app }) => {
  const { page } = app;
  await runCommand(page, 'Go to Analytics');
  const figures = page.getByLabel('Figures');
  await expect(figures).toContainText('536.03');
  await expect(figures).toContainText('41.18');
  await expect(page.getByText('7.00 GBP in 1 row has no rate of exchange')).toBeVisible();
  await expect(page.getByText('Quay brings nothing in United States, where 15.7 % of all money')).toBeVisible();

  // A chart says its values to who moves through it by keys.
  const chart = page.getByRole('slider', { name: 'Net receipts by store, EUR' });
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', 'Aug 2026: Spotify 222.20, Bandcamp 2.70, Total 224.90');
  await page.keyboard.press('ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuetext', /^Jul 2026: Spotify 141\.02/);

  // Growth is against the equal period before.
  await page.getByRole('button', { name: 'Last 12 months' }).click();
  await page.getByRole('option', { name: 'Last month' }).click();
  await expect(figures).toContainText('+56.5 % on the month before: 143.72');
  await expectAccessible(page);

  // By country, with the map; Enter on a row looks into it.
  await page.getByRole('button', { name: /By store/ }).click();
  await page.getByRole('option', { name: 'By country' }).click();
  await expect(page.getByRole('img', { name: /Net receipts by country/ })).toBeVisible();
  const countries = page.getByRole('grid', { name: 'What came in by Country' });
  await expect(countries.getByRole('row', { name: /Germany/ })).toContainText('201.20');
  await expect(countries.getByRole('row', { name: /Total, EUR/ })).toContainText('224.90');
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(page);
  await countries.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const tracks = page.getByRole('grid', { name: 'What came in by Track' });
  await expect(tracks.getByRole('row', { name: /Who/ })).toContainText('not matched');
  await expect(figures).toContainText('201.20');
  await tracks.getByRole('row', { name: /Quay/ }).click();
  await expect(page.getByRole('list', { name: 'Filters' }).getByRole('listitem')).toHaveText([
    'Country Germany',
    'Track Quay',
  ]);
  await expect(figures).toContainText('160.02');

  // Down to the row of the statement.
  await page.getByRole('radio', { name: 'Rows' }).click();
  const source = page.getByRole('table', { name: 'Rows' }).getByRole('row', { name: /Quay/ });
  await expect(source).toHaveText(/one, row 10Aug 2026SpotifyGermanyStreamsInes ValloriaQuay40,000160\.02 EUR/);
  await page.getByRole('radio', { name: 'Breakdown' }).click();

  // What is on screen goes into a file, and nothing is overwritten.
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const path = join(app.home, 'stores.csv');
  await dialog.getByRole('radio', { name: 'CSV' }).click();
  await dialog.getByLabel('Path of the file').fill(path);
  await dialog.getByRole('button', { name: 'Write file' }).click();
  await expect(dialog.getByRole('status')).toContainText('1 row written to');
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toMatch(/Spotify,160\.02/);
  await dialog.getByRole('button', { name: 'Write file' }).click();
  await expect(dialog.getByText('Another file has that name already', { exact: false })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'Remove Track: Quay' }).click();
  await page.getByRole('button', { name: 'Remove Country: Germany' }).click();
  await expect(figures).toContainText('224.90');
  await page.getByRole('radio', { name: 'Estimates' }).click();
  await expect(page.getByRole('table', { name: 'Estimates' }).getByRole('row', { name: /Spotify/ })).toContainText('≈');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Match' }).click();
  await expect(page.getByRole('heading', { name: 'Label' })).toBeVisible();
  await expect(page).toHaveURL(/#\/statements/);
});
