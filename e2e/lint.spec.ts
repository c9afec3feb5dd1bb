import { openLibrary } from '../main/core/db/open-library.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

const titles = ['Quay', 'Harbour Light', 'Low Bridge (feat Kit Okafor)', 'Tide Office (Original Mix)'];

test.use({
  before: {
    prepareHome: (home) => {
      const { db, close } = openLibrary(home);
      const writers = JSON.stringify([{ personId: 2, role: 'composer and lyricist', share: 1_000_000 }]);
      const credits = JSON.stringify([{ personId: 2, role: 'producer', share: 10_000 }]);
      const artists = JSON.stringify([{ name: 'Ines Valloria', personId: 2, role: 'main' }]);
      db.exec(`
        INSERT INTO person (id, name, legal_name, store_ids, roles, member_role, created_at, changed_at) VALUES
          (1, 'Mara Elin', '', '{}', '[]', 'owner', 0, 0),
          (2, 'Ines Valloria', 'Ines Maria Valloria', '{"spotify":"0a1"}', '["artist"]', NULL, 0, 0);
        UPDATE workspace SET active_person_id = 1;
        INSERT INTO code_series (kind, prefix, digits, first, created_at) VALUES ('isrc', 'ZZLR1', 5, 41, 0);
        INSERT INTO release (id, title, artist, artists, kind, label, catalogue_number, upc, genre, language, release_date,
          p_line, c_line, ai_content, stores, created_at, changed_at)
        VALUES (1, 'Harbour Songs', 'Ines Valloria', '${artists}', 'ep', 'Lantern Row', 'LR-034', '4260099120345', 'Electronic',
          'en', '2099-02-13', '2027 Lantern Row', '', 'none', '["spotify","tidal","bandcamp"]', 0, 0);`);
      const work = db.prepare(`INSERT INTO work (title, writers, created_at, changed_at) VALUES (?, ?, 0, 0)`);
      const recording = db.prepare(
        `INSERT INTO recording (title, artist, artists, isrc, work_id, language, explicit, ai_content, credits, created_at, changed_at)
         VALUES (?, 'Ines Valloria', ?, ?, ?, 'en', ?, 'none', ?, 0, 0)`,
      );
      const place = db.prepare(
        'INSERT INTO release_track (release_id, position, disc, recording_id) VALUES (1, ?, 1, ?)',
      );
      for (const [index, title] of titles.entries()) {
        const { lastInsertRowid: workId } = work.run(title, writers);
        const isrc = index === 1 ? '' : `ZZLR1270005${index}`;
        const explicit = index === 3 ? 'unset' : 'none';
        const { lastInsertRowid } = recording.run(title, artists, isrc, workId, explicit, credits);
        place.run(index, lastInsertRowid);
      }
      close();
    },
  },
});

test('what is wrong with a release is said, fixed by its buttons, undone, and let stand with a reason', async ({
  app,
}) => {
  const { page } = app;
  await runCommand(page, 'Go to Releases');
  await page.getByRole('link', { name: 'Harbour Songs' }).click();
  const problems = page.getByRole('region', { name: 'Problems' });
  const list = problems.getByRole('grid', { name: 'Problems' });
  await page.keyboard.press('ControlOrMeta+i');
  await expect(problems).toContainText('Packages can be built when the errors are gone');

  // The open one shows its text, carets below what is meant, and the line as it would be. Enter applies it.
  const feat = list.getByRole('row', { name: /Write “feat\.” with a full stop/ });
  await feat.click();
  await expect(feat).toContainText('^^^^');
  await expect(feat).toContainText('Low Bridge (feat. Kit Okafor)');
  await expect(feat).toContainText('Ines Valloria, Kit Okafor (Featuring)');
  await feat.getByRole('button', { name: 'Why this rule' }).click();
  await expect(page.getByRole('dialog', { name: 'Why title-feat' })).toContainText('Matters to Spotify, Tidal');
  await page.keyboard.press('Escape');

  // Beside it: how many days there are, and what each store says.
  const pane = page.getByRole('complementary', { name: 'Stores and dates' });
  await expect(pane.getByRole('heading', { name: /^3 stores, [\d,]+ days to go$/ })).toBeVisible();
  await expect(pane.getByRole('list').first()).toContainText(/Deliver.*by 16 Jan.*Pitch.*by 6 Feb.*Out.*13 Feb/);
  await expect(pane.getByRole('row', { name: /Spotify/ })).toContainText(/28 days.*Blocked/);
  await expect(pane.getByRole('row', { name: /Bandcamp/ })).toContainText('same day');
  await expect(pane.getByRole('region', { name: 'Splits' })).toContainText('4 of 4 tracks add up to 100 %');
  await expectAccessible(page);
  await feat.focus();
  await page.keyboard.press('Enter');
  await expect(feat).toHaveCount(0);
  await expect(page.getByText('1 problem fixed')).toBeVisible();

  // The arrows open the next; a button of a line that is not open does its fix at once.
  await list
    .getByRole('row', { name: /Last digit should be/ })
    .getByRole('button', { name: /^Change to/ })
    .click();
  await expect(list.getByRole('row', { name: /Last digit should be/ })).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'UPC' })).toHaveValue('4260099120348');

  // All that is safe, in one operation that undo takes back whole.
  await problems.getByRole('button', { name: /^Fix \d safe ones$/ }).click();
  await expect(problems.getByRole('button', { name: /safe one/ })).toHaveCount(0);
  await expect(page.getByText('ZZ-LR1-27-00041').or(page.getByText('ZZ-LR1-99-00041')).first()).toBeVisible();
  await expect(list.getByRole('row', { name: /Original Mix/ })).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(list.getByRole('row', { name: /Leave out “\(?Original Mix\)?”/ })).toBeVisible();
  await expect(list.getByRole('row', { name: /No ISRC/ })).toBeVisible();

  // What may stand is ignored with a reason, and counts no more.
  const original = list.getByRole('row', { name: /Original Mix/ });
  await original.click();
  await original.getByRole('button', { name: 'Ignore here' }).click();
  await page.getByRole('textbox', { name: 'Why it may stand' }).fill('Printed so on the sleeve');
  await page.getByRole('button', { name: 'Ignore', exact: true }).click();
  await expect(original).toHaveCount(0);
  await problems.getByRole('button', { name: 'Show ignored' }).click();
  await original.click();
  await expect(original).toContainText('Ignored: Printed so on the sleeve');
  await original.getByRole('button', { name: 'No longer ignore' }).click();
  await expect(original.getByRole('button', { name: 'Ignore here' })).toBeVisible();

  await page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(page);
});
