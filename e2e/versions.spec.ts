import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { endProcess, expect, expectAccessible, startServer, test } from './fixtures.ts';
import { runCommand } from './pages/palette.ts';

/** Chooses a folder in our own picker, by its path. */
async function chooseFolder(page: Page, path: string): Promise<void> {
  const picker = page.getByRole('dialog', { name: 'Choose a folder' });
  await picker.getByRole('textbox', { name: 'Folder' }).fill(path);
  await picker.getByRole('textbox', { name: 'Folder' }).press('Enter');
  await picker.getByRole('button', { name: 'Choose', exact: true }).click();
}

async function makeSong(page: Page, title: string): Promise<void> {
  await runCommand(page, 'Go to Studio');
  await page.getByRole('button', { name: 'New song' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New song' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
}

test.use({ startWithMusic: true });

test('two bounces are versions of a song, heard in turns and talked about; the work goes to somebody else and back', async ({
  app,
  browser,
}) => {
  const { page, home, music } = app;
  await makeSong(page, 'Copper Thread');
  await page.getByRole('banner').getByRole('button', { name: 'Inspector' }).click();
  const inspector = page.getByRole('complementary', { name: 'Song' });
  const versions = inspector.getByRole('list', { name: 'Versions' });
  await expect(inspector.getByText('No version yet. Drop a bounce here')).toBeVisible();

  // This window cannot know where a dropped file lies: it asks for its path.
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'bounce.wav', { type: 'audio/wav' }));
    return transfer;
  });
  await inspector.getByText('No version yet').dispatchEvent('dragover', { dataTransfer: data });
  await inspector.getByText('No version yet').dispatchEvent('drop', { dataTransfer: data });
  const add = page.getByRole('dialog', { name: 'Versions of Copper Thread' });
  const paths = ['harbour-lights-16.wav', 'paper-boats.flac', 'harbour-lights-16.wav'].map((name) => join(music, name));
  await add.getByRole('textbox', { name: 'Files' }).fill(paths.slice(0, 2).join('\n'));
  await add.getByRole('button', { name: 'Add 2 files' }).click();
  await expect(versions.getByText('v2')).toBeVisible();
  await expect(versions.getByText('paper-boats')).toBeVisible();

  // The same sound again is no version.
  await runCommand(page, 'Add version');
  await add.getByRole('textbox', { name: 'Files' }).fill(paths[2] ?? '');
  await add.getByRole('button', { name: 'Add 1 file' }).click();
  await expect(versions.getByText('harbour-lights-16.wav sounds the same as v1')).toBeVisible();
  await inspector.getByRole('button', { name: 'Clear' }).click();

  await inspector.getByRole('button', { name: 'Compare' }).click();
  const compare = page.getByRole('dialog', { name: 'Versions of Copper Thread, compared' });
  await expect(compare.getByText(/Equally loud: the louder one is turned down by \d/)).toBeVisible({ timeout: 15_000 });
  await expect(compare.getByRole('row', { name: /^Length/ })).toContainText('s');
  const player = page.locator('[data-pane="player"]');
  await page.keyboard.press('a');
  await expect(player.getByText('Harbour Lights 16')).toBeAttached();
  await page.keyboard.press('x');
  await expect(player.getByText('Paper Boats')).toBeAttached();

  await compare.getByRole('slider', { name: 'Waveform of v2' }).press('ArrowRight');
  await compare.getByRole('textbox', { name: /Comment on v2 at/ }).fill('The snare is late');
  await page.keyboard.press('Enter');
  const thread = compare.getByRole('listitem').filter({ hasText: 'The snare is late' });
  await expect(compare.getByRole('button', { name: /: The snare is late$/ })).toBeVisible();
  await thread.getByRole('button', { name: 'Reply' }).click();
  await thread.getByRole('textbox', { name: 'Reply' }).fill('Moved it');
  await page.keyboard.press('Enter');
  await expect(thread.getByText('Moved it')).toBeVisible();
  await expectAccessible(page);
  await thread.getByRole('button', { name: 'Resolve' }).click();
  await page.keyboard.press('Escape');
  await runCommand(page, 'Undo');
  await expect(versions.getByRole('img', { name: '1 open comment' })).toBeVisible();

  // A file to somebody else's Ledgerline.
  const post = join(home, '..', 'post');
  await mkdir(post);
  await runCommand(page, 'Share songs as a file');
  const share = page.getByRole('dialog', { name: 'Share 1 song' });
  await expect(share.getByText('This system keeps no secrets')).toBeVisible();
  await share.getByRole('textbox', { name: 'Message' }).fill('Your drums');
  await expectAccessible(page);
  await share.getByRole('button', { name: 'Save file…' }).click();
  await chooseFolder(page, post);
  await expect(page.getByText(/^Saved Copper Thread from /)).toBeVisible();
  const [file = ''] = await readdir(post);

  const other = await startServer(join(home, '..', 'other'), []);
  const context = await browser.newContext({ colorScheme: 'dark', reducedMotion: 'reduce' });
  try {
    const there = await context.newPage();
    await there.goto(other.address);
    await expect(there.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await readFile(there, join(post, file));
    const files = there.getByRole('dialog', { name: 'Exchange files' });
    await expect(files.getByText('Your drums')).toBeVisible();
    await expect(files.getByRole('list', { name: 'Songs of the file' }).getByText('new here')).toBeVisible();
    await expectAccessible(there);
    await files.getByRole('button', { name: 'Take 1 song' }).click();
    await expect(there.getByText('1 song taken')).toBeVisible();
    await there.keyboard.press('Escape');
    await runCommand(there, 'Go to Studio');
    await expect(there.getByText('Copper Thread').first()).toBeVisible();

    // A file that somebody changed on its way is refused, and nothing of it is kept.
    await writeFile(join(post, 'x.ledgerline-exchange'), '{"format":"ledgerline-exchange"}');
    await readFile(there, join(post, 'x.ledgerline-exchange'));
    await expect(files.getByText(/not a file of another Ledgerline/)).toBeVisible();
  } finally {
    await context.close();
    await endProcess(other.child);
  }
});

async function readFile(page: Page, path: string): Promise<void> {
  await runCommand(page, 'Exchange files with other');
  const files = page.getByRole('dialog', { name: 'Exchange files' });
  await files.getByRole('button', { name: 'Read file…' }).click();
  await files.getByRole('textbox', { name: 'Path of the file' }).fill(path);
  await page.keyboard.press('Enter');
}
