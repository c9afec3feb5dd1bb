import { openLibrary } from '../main/core/db/open-library.ts';
import { endProcess, expect, expectAccessible, startServer, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

/** Songs in all states, one of them due, one nearly done; two members. */
function prepareStudio(home: string): void {
  const { db, close } = openLibrary(home);
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  db.exec(`
    INSERT INTO person (id, name, roles, member_role, created_at, changed_at) VALUES
      (1, 'Mara', '["artist"]', 'owner', 0, 0), (2, 'Kit Okafor', '[]', 'employee', 0, 0);
    UPDATE workspace SET active_person_id = 1;
    INSERT INTO song (id, title, artist, status, year, album, owner_id, deadline, released_at, created_at, changed_at) VALUES
      (1, 'Copper Thread', 'Ines', 'inProgress', 2020, 'Harbour', 1, '${inDays(1)}', NULL, 0, 0),
      (2, 'Tide Office', 'Ines', 'inProgress', 2021, 'Harbour', 1, '', NULL, 0, 0),
      (3, 'Quay', 'Ines', 'released', 1999, 'Rooms', 1, '', ${Date.UTC(2026, 9, 5)}, 0, 0),
      (4, 'Abbey', 'Lumen', 'released', 2004, 'Rooms', 1, '', ${Date.UTC(2026, 10, 5)}, 0, 0);
    INSERT INTO song_step (song_id, position, key, name, is_done) VALUES
      (1, 0, 'sketch', 'Sketch', 1), (1, 1, 'mix', 'Mix', 0), (1, 2, 'master', 'Master', 0);
  `);
  close();
}

test.describe('the overview', () => {
  test.use({ before: { prepareHome: prepareStudio } });

  test('says what comes next and why, what is out by year, and what was earned', async ({ app: { page } }) => {
    await page.getByRole('link', { name: 'Studio' }).click();
    const views = page.getByRole('navigation', { name: 'Views of Studio' });
    await views.getByRole('button', { name: 'Overview' }).click();
    const next = page.getByRole('region', { name: 'What next' });
    const due = next.getByRole('button', { name: /Copper Thread/ });
    await expect(due).toContainText('Due');
    await expect(due).toContainText('Only Mix and Master left');
    await expectAccessible(page);

    await views.getByRole('button', { name: 'Statistics' }).click();
    await expect(page.getByRole('figure', { name: 'Songs released by month' })).toContainText('2026-11');
    await page.getByRole('button', { name: /2000s/ }).click();
    await expect(page.getByRole('list', { name: 'Artists of 2000–2009' })).toContainText('Lumen');
    await expectAccessible(page);

    await views.getByRole('button', { name: 'Achievements' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: 'First Release' })).toContainText('Found');
    await expect(page.getByRole('row', { name: /Mara/ })).toContainText('1');
    await page.getByRole('radio', { name: 'Earned' }).click();
    await expect(page.getByRole('heading', { name: 'Together' })).toHaveCount(0);
    await expectAccessible(page);

    // What was there before is told in one sentence, and so is what is due.
    await page.getByRole('link', { name: /^Notifications/ }).click();
    const inbox = page.getByRole('grid', { name: 'Notifications' });
    await expect(inbox.getByRole('row')).toHaveCount(2);
    await expect(inbox).toContainText('achievements found in what was done');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await inbox.getByRole('row', { name: /Copper Thread is due/ }).press('Enter');
    await expect(page).toHaveURL(/#\/studio\/1/);
  });

  test('who is told what is chosen kind by kind', async ({ app: { page } }) => {
    await runCommand(page, 'Notification settings');
    const dialog = page.getByRole('dialog');
    const inInbox = dialog.getByRole('checkbox', { name: 'In the inbox: Comments' });
    await expect(inInbox).toBeChecked();
    await dialog.getByText('Quiet hours').click();
    await expect(dialog.getByLabel('From')).toHaveValue('22:00');
    await inInbox.press('Space');
    await expect(inInbox).not.toBeChecked();
    await expect(dialog.getByRole('checkbox', { name: 'Shown by the system: Comments' })).toBeDisabled();
    await expectAccessible(page);
  });
});

test.describe('sharing', () => {
  test.use({ before: { prepareHome: prepareStudio } });

  test('a member with an account signs in from elsewhere, and sees what their role allows', async ({
    browser,
  }, info) => {
    test.skip(info.project.metadata.host === 'electron', 'Only the browser host shares.');
    const home = info.outputPath('shared');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(home, { recursive: true });
    prepareStudio(home);
    const server = await startServer(home, ['--share', '--bind', '127.0.0.1', '--share-port', '0']);
    try {
      await expect(async () => expect(server.output()).toContain('Members with accounts')).toPass();
      const shared = /come in at (\S+)/.exec(server.output())?.[1] ?? '';
      const owner = await browser.newPage({ reducedMotion: 'reduce' });
      await owner.goto(server.address);
      await expect(owner.getByRole('navigation', { name: 'Main' })).toBeVisible();
      await owner.keyboard.press('ControlOrMeta+,');
      await owner.getByRole('tab', { name: 'Sharing' }).click();
      await owner.getByRole('button', { name: 'Set password of Kit Okafor' }).click();
      const form = owner.getByRole('form', { name: 'Set password of Kit Okafor' });
      await form.getByLabel('Name or e-mail').fill('kit');
      await form.getByLabel('New password').fill('a sentence to sign in');
      await form.getByRole('button', { name: 'Save password' }).click();
      await expect(owner.getByRole('button', { name: 'Remove account of Kit Okafor' })).toBeVisible();
      await expectAccessible(owner);

      const context = await browser.newContext({ reducedMotion: 'reduce' });
      const member = await context.newPage();
      await member.goto(shared);
      await expectAccessible(member);
      await member.getByLabel('Name or e-mail').fill('kit');
      await member.getByLabel('Password').fill('wrong words here');
      await member.getByRole('button', { name: 'Sign in' }).click();
      await expect(member.getByText('The name or the password is wrong')).toBeVisible();
      await member.getByLabel('Password').fill('a sentence to sign in');
      await member.getByRole('button', { name: 'Sign in' }).click();
      await expect(member.getByRole('navigation', { name: 'Main' })).toBeVisible();
      await member.keyboard.press('ControlOrMeta+,');
      await member.getByRole('tab', { name: 'Sharing' }).click();
      await expect(member.getByText('Signed in as kit')).toBeVisible();
      await expect(member.getByRole('button', { name: /Set password of/ })).toHaveCount(1);
      await member.getByRole('button', { name: 'Sign out', exact: true }).click();
      await expect(member.getByRole('button', { name: 'Sign in' })).toBeVisible();
      await context.close();
      await owner.close();
    } finally {
      await endProcess(server.child);
    }
  });
});
