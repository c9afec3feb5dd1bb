import type { Page } from '@playwright/test';
import { openLibrary } from '../main/core/db/open-library.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

/** Opens a select by its label and chooses. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test.use({
  before: {
    prepareHome: (home) => {
      const { db, close } = openLibrary(home);
      db.exec(`
        INSERT INTO person (id, name, roles, member_role, created_at, changed_at) VALUES
          (1, 'Mara Elin', '[]', 'owner', 0, 0), (2, 'Ines Valloria', '["artist"]', NULL, 0, 0),
          (3, 'Kit Okafor', '["artist"]', NULL, 0, 0);
        UPDATE workspace SET active_person_id = 1, currency = 'EUR';
        INSERT INTO recording (title, artist, isrc, title_fold, artist_fold, created_at, changed_at)
          VALUES ('Quay', 'Ines Valloria', 'ZZLR12700041', 'quay', 'ines valloria', 0, 0);`);
      close();
    },
  },
});

test('rights are written down, contested, settled and licensed', async ({ app }) => {
  const { page } = app;
  await runCommand(page, 'Go to Rights');
  await expect(page.getByText('Nobody is named yet')).toBeVisible();
  await page.getByRole('button', { name: 'Add rights' }).first().click();
  await page.getByRole('textbox', { name: 'Title, artist, ISRC, ISWC or UPC' }).fill('zzlr12700041');
  await page.getByRole('option', { name: 'Quay' }).click();

  // What is missing is said before anything is kept.
  const dialog = page.getByRole('dialog', { name: 'Add holder' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Choose who holds it')).toBeVisible();
  await choose(page, 'Holder', 'Ines Valloria');
  await dialog.getByLabel('Share in percent').fill('101');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('A share is over 0 and up to 100')).toBeVisible();
  await dialog.getByLabel('Share in percent').fill('75,5');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save' }).click();
  const claims = page.getByRole('table', { name: 'Who holds what' });
  await expect(claims.getByRole('row', { name: /Ines Valloria/ })).toContainText('75.5 %');
  await expect(page.getByText('Not all claimed').first()).toBeVisible();

  // More than there is: only beside the others, with a dispute.
  await page.getByRole('button', { name: 'Add holder' }).click();
  await choose(page, 'Holder', 'Kit Okafor');
  await dialog.getByLabel('Share in percent').fill('50');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('125.5 %');
  await expect(dialog.getByRole('alert')).toContainText('Ines Valloria');
  await dialog.getByRole('button', { name: 'Keep as contested' }).click();
  await expect(page.getByRole('list', { name: 'Conflicts' })).toContainText(
    'Master: 125.5 % claimed by Ines Valloria, Kit Okafor. World, Without end',
  );
  await expectAccessible(page);

  // Settled: the first keeps half, the second counts, and the dispute says why.
  await claims.getByRole('button', { name: 'Actions for Ines Valloria' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const change = page.getByRole('dialog', { name: 'Change holder' });
  await change.getByLabel('Share in percent').fill('50');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(claims.getByRole('row', { name: /Ines Valloria/ })).toContainText('50 %');
  await claims.getByRole('button', { name: 'Actions for Kit Okafor' }).click();
  await page.getByRole('menuitem', { name: 'Count it' }).click();
  await expect(page.getByRole('list', { name: 'Conflicts' })).toHaveCount(0);
  await page.getByRole('list', { name: 'Disputes' }).getByRole('button', { name: 'Edit' }).click();
  const dispute = page.getByRole('dialog', { name: 'Change dispute' });
  await choose(page, 'State', 'Resolved');
  await dispute.getByRole('button', { name: 'Save' }).click();
  await expect(dispute.getByRole('alert')).toContainText('Say what came of the dispute');
  await dispute.getByRole('textbox', { name: 'What came of it' }).fill('Half each');
  await dispute.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('list', { name: 'Disputes' })).toContainText('Half each');

  await page.getByRole('button', { name: 'Add licence' }).click();
  const licence = page.getByRole('dialog', { name: 'Add licence' });
  await licence.getByRole('textbox', { name: 'Film, spot or game' }).fill('Harbour, the film');
  await licence.getByRole('textbox', { name: 'Fee' }).fill('2,500.00');
  await licence.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('radio', { name: 'Licences' }).click();
  await expect(page.getByRole('row', { name: /Harbour, the film/ })).toContainText('2,500.00');
  await expectAccessible(page);
  await page.keyboard.press('Control+z');
  await expect(page.getByText('No licences. Offers for films, spots and games are kept here')).toBeVisible();
});
