import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { openLibrary } from '../main/core/db/open-library.ts';
import { foldTitle } from '../shared/song-title.ts';
import { endProcess, expect, expectAccessible, startServer, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';
import {
  buyer,
  catalogue,
  cents,
  controlTotals,
  dollarRate,
  earned,
  netReceipts,
  shown,
  writeStatements,
} from './three-statements.ts';

/** What the payees are to get, reckoned from the rows of the statements alone. */
const owed = { ines: earned({ quay: 50n, season: 50n }), kit: earned({ window: 60n }) };

/** A label with three recordings, and contracts that give parts of them to two payees. */
function prepareBooks(home: string): void {
  const { db, close } = openLibrary(home);
  db.exec(`
    INSERT INTO person (id, name, roles, member_role, created_at, changed_at) VALUES
      (1, 'Mara Elin', '["label"]', 'owner', 0, 0), (2, 'Ines Valloria', '["artist"]', NULL, 0, 0),
      (3, 'Kit Okafor', '["artist"]', NULL, 0, 0);
    UPDATE workspace SET name = 'Lantern Row', currency = 'EUR', active_person_id = 1;`);
  const insert = db.prepare(`INSERT INTO recording
    (title, artist, isrc, title_fold, artist_fold, created_at, changed_at) VALUES (?, ?, ?, ?, ?, 0, 0)`);
  for (const { title, artist, isrc } of Object.values(catalogue)) {
    insert.run(title, artist, isrc, foldTitle(title), foldTitle(artist));
  }
  // Half of what Ines' recordings bring is hers; of Kit's one, sixty percent are his.
  const payee = db.prepare(`INSERT INTO payee (person_id, name, currency, iban, country, created_at, changed_at)
    VALUES (?, ?, 'EUR', 'DE89370400440532013000', 'DE', 0, 0)`);
  payee.run(2, 'Ines Valloria');
  payee.run(3, 'Kit Okafor');
  const contract = db.prepare(`INSERT INTO contract
    (name, side, kind, currency, scope, assets, terms, last_term_id, payees, created_at, changed_at)
    VALUES (?, 'master', 'royalty', 'EUR', 'recording', ?, ?, 1, ?, 0, 0)`);
  for (const [name, recordingIds, rate, payeeId] of [
    ['Ines, recordings', [1, 2], 500_000, 1],
    ['Kit, recording', [3], 600_000, 2],
  ] as const) {
    const assets = { artistIds: [], releaseIds: [], recordingIds, workIds: [] };
    const everything = { saleTypes: [], storeKeys: [], territories: [], exceptTerritories: [], formats: [] };
    const anything = { recordingIds: [], releaseIds: [], fromMonth: '', toMonth: '', steps: [], reserveRate: null };
    const term = { id: 1, basis: 'net', rate, perUnit: '0', deduction: 0, countBy: 'contract' };
    const terms = [{ ...everything, ...anything, ...term }];
    const payees = [{ payeeId, share: 1_000_000 }];
    contract.run(name, JSON.stringify(assets), JSON.stringify(terms), JSON.stringify(payees));
  }
  close();
}

test('three statements in two currencies are matched, counted, closed and paid, and the books add up to the cent', async ({
  page,
}) => {
  test.skip(test.info().project.name !== 'browser', 'It starts the program again, which serves the window.');
  test.setTimeout(120_000);
  const folder = await mkdtemp(join(tmpdir(), 'ledgerline-books-'));
  const home = join(folder, 'home');
  prepareBooks(home);
  try {
    const first = await startServer(home, []);
    // Half-faded dialogs have no contrast to speak of.
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
    await page.goto(first.address);
    await keepBooks(page, folder);
    await endProcess(first.child);

    // Opened again, the books say the same, and nothing of who bought was kept.
    const second = await startServer(home, []);
    await page.goto(second.address);
    await runCommand(page, 'Go to Royalties');
    await expectBooks(page);
    await runCommand(page, 'Go to Statements');
    await page.getByRole('radio', { name: 'Statements', exact: true }).click();
    for (const total of Object.values(controlTotals)) {
      await expect(page.getByRole('region', { name: 'List of statements' }).getByText(total).first()).toBeVisible();
    }
    await endProcess(second.child);
    expect((await readFile(join(home, 'library.db'))).includes(buyer)).toBe(false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** From the files of three senders to what was paid. */
async function keepBooks(page: Page, folder: string): Promise<void> {
  const files = writeStatements(folder);

  // Three files of three senders, one of them UTF-16: known by their columns, held against what was paid.
  await runCommand(page, 'Go to Statements');
  await page.getByRole('button', { name: 'Import statements' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import statements' });
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Choose files' }).click(),
  ]);
  await chooser.setFiles([files.distroKid, files.believe, files.bandcamp]);
  const draft = (name: string) => dialog.getByRole('listitem').filter({ hasText: name });
  for (const [name, currency, total] of [
    ['distrokid-2026-q3.tsv', 'USD', controlTotals.distroKid],
    ['believe-2026-q3.csv', 'EUR', controlTotals.believe],
    ['bandcamp-raw.csv', 'EUR', controlTotals.bandcamp],
  ] as const) {
    await expect(draft(name)).toContainText('ready');
    await draft(name).getByRole('button', { name, exact: true }).click();
    await dialog.getByRole('textbox', { name: `Control total in ${currency}` }).fill(total);
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('row', { name: new RegExp(`^${currency}`) })).toContainText(total);
  }
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Import 3 files' }).click();
  await expect(dialog.getByText('6 rows imported')).toBeVisible();
  await expect(dialog.getByText('3 rows imported')).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  // Two rows that no code names are found by hand.
  await page.getByRole('radio', { name: 'What was sold, 2 open' }).click();
  for (const [told, title] of [
    ['Evry Window Lit', 'Every Window Lit'],
    ['Low Season (Tape)', 'Low Season'],
  ] as const) {
    await page.getByRole('button', { name: told, exact: true }).click();
    await page.getByRole('button', { name: `Match to ${title}`, exact: true }).click();
    await expect(page.getByRole('button', { name: told, exact: true })).toHaveCount(0);
  }
  await expect(page.getByRole('radio', { name: 'What was sold', exact: true })).toBeVisible();

  // One rate for the dollars, fixed for this statement.
  await page.getByRole('radio', { name: 'Statements', exact: true }).click();
  await page.getByRole('button', { name: 'distrokid-2026-q3.tsv' }).click();
  await page.getByRole('radio', { name: 'Details' }).click();
  await page.getByRole('textbox', { name: 'Rate', exact: true }).fill(dollarRate);
  await page.getByRole('textbox', { name: 'On', exact: true }).fill('2026-09-30');
  await page.getByRole('button', { name: 'Set rate' }).click();

  await runCommand(page, 'Go to Royalties');
  await page.getByRole('button', { name: 'New period' }).click();
  const period = page.getByRole('dialog', { name: 'New period' });
  await period.getByRole('textbox', { name: 'Name' }).fill('Q3 2026');
  await period.getByRole('textbox', { name: 'From' }).fill('2026-07');
  await period.getByRole('textbox', { name: 'To' }).fill('2026-09');
  await period.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Calculate' }).click();
  await expectBooks(page);
  await expectAccessible(page);

  // Closed for good, and asked once.
  await page.getByRole('button', { name: 'Close period' }).click();
  const question = page.getByRole('alertdialog', { name: 'Close Q3 2026' });
  await expect(question).toContainText(shown(owed.ines + owed.kit));
  await question.getByRole('button', { name: 'Close Q3 2026' }).click();
  await expect(page.getByText('Q3 2026 is closed')).toBeVisible();

  // One payee's statement says the same.
  await page.getByRole('button', { name: 'Ines Valloria' }).click();
  await page.getByRole('button', { name: 'Statement PDF' }).click();
  const paper = page.getByRole('dialog', { name: 'Write statement' });
  await paper.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await paper.getByRole('button', { name: 'Write', exact: true }).click();
  const written = paper.getByText(/^Wrote /);
  await expect(written).toBeVisible({ timeout: 30_000 });
  const path = (await written.innerText()).replace('Wrote ', '');
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await readFile(path))), {
    mergePages: true,
  });
  expect(text).toContain('Ines Valloria');
  expect(text).toContain(shown(owed.ines));
  await paper.getByRole('button', { name: 'Close' }).last().click();

  // Paid, both of them.
  await page.getByRole('radio', { name: 'Payments' }).click();
  await page.getByRole('button', { name: 'Make 2 payments' }).click();
  await expect(page.getByRole('row', { name: /Ines Valloria/ })).toContainText(shown(owed.ines));
  await page.getByRole('button', { name: 'Mark 2 as paid' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Mark 2 as paid' }).click();
  await expect(page.getByText('2 payments are made')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectAccessible(page);
}

/** The figures of the period, wherever they are looked at. */
async function expectBooks(page: Page): Promise<void> {
  const payees = page.getByRole('table', { name: 'Payees, EUR' });
  await expect(payees.getByRole('row', { name: /Ines Valloria/ })).toContainText(shown(owed.ines), { timeout: 30_000 });
  await expect(payees.getByRole('row', { name: /Kit Okafor/ })).toContainText(shown(owed.kit));
  await expect(payees.getByRole('row', { name: /^Total, EUR/ })).toContainText(shown(owed.ines + owed.kit));
  const receipts = page.getByRole('region', { name: 'Net receipts', exact: true });
  await expect(receipts).toContainText(shown(cents(netReceipts())));
  await expect(page.getByText('Adds up to the cent')).toBeVisible();
}
