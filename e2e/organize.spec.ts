import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './fixtures.ts';
import { OrganizePage } from './pages/organize-page.ts';

/** Every file with its hash and time, and every folder. */
function treeOf(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) return [path, 'folder'];
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
    return [path, `${hash} ${statSync(path, { bigint: true }).mtimeNs}`];
  });
  return Object.fromEntries(entries.sort());
}

test.use({ startWithMusic: true });

test('the view has no fault, also on a small window', async ({ app }) => {
  const organize = new OrganizePage(app.page);
  await organize.open();
  await organize.usePattern('%genre%/%artist% - %title%[ %[%label%%]]');
  await expect(organize.rows().first()).toBeVisible();
  await expectAccessible(app.page);
  await organize.pattern.fill('%artist% - %titel%');
  await expect(app.page.getByText('There is no field “titel”')).toBeVisible();
  await expectAccessible(app.page);
  await app.page.setViewportSize({ width: 1024, height: 640 });
  await organize.pattern.press('Escape');
  await expectAccessible(app.page);
  await expect(organize.apply).toBeInViewport();
});

test.describe('with music', () => {
  test.use({ startWithMusic: true });

  test('files are renamed by a pattern without a mouse, and undo brings back every byte', async ({ app }) => {
    test.setTimeout(120_000);
    const { page, music } = app;
    const organize = new OrganizePage(page);
    writeFileSync(join(music, 'night-bus.cue'), 'FILE "night-bus.mp3" MP3');
    const before = treeOf(music);
    await organize.open();
    await organize.useOneRule();

    await organize.pattern.fill('Sorted/%artist% - %titel%');
    await page.getByRole('button', { name: 'Use title' }).click();
    await expect(organize.pattern).toHaveValue('Sorted/%artist% - %title%');
    await expect(page.getByText(/^music \/ Sorted \/ .+ - .+\.\w+$/)).toBeVisible();
    await organize.pattern.press('Enter');
    const row = organize.row('night-bus.mp3');
    await expect(row).toContainText('Sorted/');
    await expect(row.getByRole('insertion').first()).toBeVisible();
    await expect(row.getByRole('deletion').first()).toBeVisible();

    const ticked = await organize.tickedCount();
    await organize.table.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('s');
    await expect(organize.apply).toHaveText(new RegExp(`Rename ${ticked - 1} files`));
    await expect(page.getByText('Left out by you')).toBeVisible();
    await page.keyboard.press('K');
    await page.keyboard.press('F2');
    const editor = page.getByRole('textbox', { name: /^New path of/ });
    await expect(editor).toBeFocused();
    await editor.fill('../../escape');
    await editor.press('Enter');
    await expect(page.getByText('Leads out of the folder')).toBeVisible();
    await page.getByRole('button', { name: 'Edit path' }).click();
    await editor.fill('By hand/Mine');
    await editor.press('Enter');
    await expect(page.getByText('Edited by you')).toBeVisible();

    await page.getByRole('button', { name: 'Dry run' }).click();
    await expect(page.getByText(/^Dry run: .*would move into 2 folders, with 1 that belongs to them/)).toBeVisible();
    expect(treeOf(music)).toEqual(before);

    await organize.table.focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByText(/files are being renamed/)).toBeVisible();
    // A folder that is not made yet, a file that leaves while the tree is read, and the last one's
    // moment with both its names all pass: only a poll that tries again after a throw is right here.
    await expect(async () => {
      expect(readdirSync(join(music, 'Sorted'))).toHaveLength(ticked - 1);
      expect(readdirSync(join(music, 'By hand'))).toHaveLength(1);
      const contents = Object.values(treeOf(music)).filter((value) => value !== 'folder');
      expect(contents.sort()).toEqual(Object.values(before).sort());
    }).toPass({ timeout: 20_000 });

    await expect(page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: /Undo/ })).toBeVisible();
    // The operation ends a moment after its last file.
    await expect(async () => {
      await page.keyboard.press('ControlOrMeta+z');
      await expect(page.getByText(/^Undone|^Undoing/)).toBeVisible({ timeout: 3000 });
    }).toPass();
    await expect(async () => expect(treeOf(music)).toEqual(before)).toPass({ timeout: 20_000 });
    await expect(row).toBeVisible();
  });

  test('conflicts are told, filtered and solved for all at once; nothing left to do is said', async ({ app }) => {
    const { page, music } = app;
    const organize = new OrganizePage(page);
    await organize.open();
    await organize.useOneRule();
    await organize.usePattern('same');
    await expect(page.getByText('A pattern needs a field')).toBeVisible();
    await organize.usePattern('%format%');
    await page.getByRole('radio', { name: /^Conflicts/ }).click();
    await expect(page.getByText('Two files end here').first()).toBeVisible();
    await page.getByRole('button', { name: /Same rule for all/ }).click();
    await page.getByRole('option', { name: /^Number them/ }).click();
    await expect(organize.rows().filter({ hasText: '(2)' }).first()).toBeVisible();
    await page.getByRole('radio', { name: /^All/ }).click();
    await organize.apply.click();
    await expect(page.getByText('Every file matches your pattern')).toBeVisible();
    await expect.poll(() => readdirSync(music)).toContain('flac (2).flac');
  });
});
