import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';

const distrokid = [
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)',
  '2026-09-15\t2026-07\tSpotify\tInes Valloria\tLow Season\tZZLR12600001\t\t3118\t100\tSong\tDE\t0\t10.913000000001',
  '2026-09-15\t2026-07\tApple Music\tInes Valloria\tQuay\tZZLR12600002\t\t40\t100\tSong\tUS\t0\t0.25',
  '2026-09-15\t2026-06\tSpotify\tInes Valloria\tLow Season\tZZLR12600001\t\t-10\t100\tSong\tDE\t0\t-0.035',
].join('\r\n');

const bandcamp = [
  'date,paid to,item type,item name,artist,currency,item price,quantity,discount code,sub total,tax,shipping,ship from country name,transaction fee,fee type,item total,amount you received,bandcamp transaction id,paypal transaction id,net amount,package,option,item url,sku,catalog number,upc,isrc,buyer name,buyer email,country,country code',
  '7/1/26 4:49am,l,track,Paper Lanterns,Ines Valloria,GBP,1,1,,1,0,0,,0.1,,1,0.9,123,P1,0.85,digital,,http://x,,,,,Jo Buyer,jo@buyer.example,Germany,DE',
].join('\n');

const unknown = ['Artist,Song,ISRC,When,Payout EUR', 'Ines Valloria,Quay,ZZLR12600002,2026-07,3.50'].join('\n');

async function lookAt(page: Page, path: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Or the path of a file on this machine' }).fill(path);
  await page.getByRole('button', { name: 'Look at it' }).click();
}

test('three files of different kinds come in, two titles are matched by hand, and all of it can be undone', async ({
  app,
}) => {
  test.setTimeout(60_000);
  const { page, home } = app;
  const files = { 'dk.tsv': distrokid, 'bandcamp.csv': `\ufeff${bandcamp}`, 'own.csv': unknown };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(home, name), Buffer.from(text, name === 'bandcamp.csv' ? 'utf16le' : 'utf8'));
  }
  await page.getByRole('link', { name: 'Label' }).click();
  await page.getByRole('button', { name: 'Statements' }).click();
  await expect(page.getByText('No statements yet. Drop files of your distributor here')).toBeVisible();
  await page.getByRole('button', { name: 'Import statements' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import statements' });

  await lookAt(page, join(home, 'dk.tsv'));
  await expect(dialog.getByText(/^DistroKid known by Sale Month, Team Percentage/)).toBeVisible();
  await expect(dialog.getByText('Earnings (USD) your share of the team is taken into account already')).toBeVisible();
  const control = dialog.getByRole('textbox', { name: 'Control total in USD' });
  await control.fill('11.13');
  await control.press('Enter');
  await expect(dialog.getByText('total differs')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Import 0 files' })).toBeDisabled();
  await control.fill('11.128000000001');
  await control.press('Enter');
  await expect(dialog.getByRole('cell', { name: 'agrees' })).toBeVisible();

  await lookAt(page, join(home, 'bandcamp.csv'));
  await expect(dialog.getByText(/UTF-16LE/)).toBeVisible();
  await expect(dialog.getByText(/buyer name, buyer email/)).toBeVisible();
  await lookAt(page, join(home, 'own.csv'));
  await expect(dialog.getByText('No known format')).toBeVisible();
  await dialog.getByRole('button', { name: 'none Sold in' }).click();
  await page.getByRole('option', { name: 'When' }).click();
  await dialog.getByRole('textbox', { name: 'Remember these columns as' }).fill('Small shop');
  await dialog.getByRole('textbox', { name: 'Remember these columns as' }).press('Tab');
  await expect(dialog.getByRole('row', { name: /^EUR 1 0 3\.50/ })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Import 3 files' }).click();
  await expect(dialog.getByText('1 row imported')).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  const list = page.getByRole('region', { name: 'List of statements' });
  await expect(
    list.getByRole('row', { name: /dk\.tsv DistroKid Sep 2026 Jun to Jul 2026 3 11\.128000000001 USD agrees/ }),
  ).toBeVisible();
  await expect(list.getByRole('row', { name: /bandcamp\.csv Bandcamp .* 0\.85 GBP/ })).toBeVisible();
  await expect(page.getByText('11.128000000001 of 11.128000000001 USD unmatched')).toBeVisible();

  await page.getByRole('radio', { name: /^What was sold/ }).click();
  await page.getByRole('button', { name: 'Low Season' }).click();
  await page.getByRole('button', { name: 'Make from this' }).click();
  await expect(page.getByText('Made 1 recording and 0 releases')).toBeVisible();
  await expect(page.getByText('0.25 of 11.128000000001 USD unmatched')).toBeVisible();
  await page.getByRole('button', { name: 'Paper Lanterns' }).click();
  await page.getByRole('textbox', { name: 'Search the catalogue' }).fill('low');
  await page.getByRole('button', { name: 'Match to Low Season' }).click();
  await expect(page.getByText('0.00 of 0.85 GBP unmatched')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('0.85 of 0.85 GBP unmatched')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(page.getByText('0.00 of 0.85 GBP unmatched')).toBeVisible();

  await page.getByRole('radio', { name: 'Statements' }).click();
  await list.getByRole('button', { name: 'dk.tsv' }).click();
  const grid = page.getByRole('grid', { name: 'Rows of the statement' });
  await grid.getByRole('row', { name: /Apple Music/ }).click();
  await expect(page.getByText('Row 3 of dk.tsv')).toBeVisible();
  await grid.press('ArrowUp');
  await expect(page.getByText('10.913000000001').last()).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter rows' }).fill('apple');
  await expect(page.getByText('1 row, 0.25 USD')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove statement' }).click();
  await expect(list.getByRole('button', { name: 'dk.tsv' })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(list.getByRole('button', { name: 'dk.tsv' })).toBeVisible();
});
