import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { audioFolder, expect, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';

test.use({ startWithMusic: true });

type Expected = { file: string; title: string; format: string };

test('every format plays in the window', async ({ app }) => {
  test.setTimeout(180_000);
  const library = new LibraryPage(app.page);
  const expected: Expected[] = JSON.parse(await readFile(join(audioFolder, 'expected.json'), 'utf8'));
  const songs = expected.filter(({ file, title }) => title && !/silence|wma$/.test(file));
  await expect(library.rows().first()).toBeVisible();
  for (const { file, title } of songs) {
    await library.find(`file:"${file}"`);
    await expect(library.rows()).toHaveCount(1);
    await expect(library.row(title)).toBeVisible();
    await library.row(title).dblclick();
    await library.expectPlaying(title);
  }
});

test('next and previous follow the list, and the queue goes first', async ({ app }) => {
  const { page } = app;
  const library = new LibraryPage(page);
  await expect(library.row('Night Bus')).toBeVisible();
  await library.head('Title').click();
  await expect(library.list.getByRole('columnheader', { name: 'Title' })).toHaveAttribute('aria-sort', 'ascending');
  await library.waitForList();
  const titles = await library.titles();
  await library.rows().nth(0).dblclick();
  await library.expectPlaying(titles[0] as string);
  await library.player.getByRole('button', { name: 'Next' }).click();
  await library.expectPlaying(titles[1] as string);
  // These pieces are short: paused, none of them ends by itself in between.
  await library.player.getByRole('button', { name: 'Pause' }).click();
  await library.row('Night Bus').click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('1 track added to the queue')).toBeVisible();
  await library.player.getByRole('button', { name: 'Next' }).click();
  await library.expectPlaying('Night Bus');
});

test('space pauses and goes on, and the position can be set by keys', async ({ app }) => {
  const { page } = app;
  const library = new LibraryPage(page);
  await library.row('Night Bus').dblclick();
  await library.expectPlaying('Night Bus');
  await page.keyboard.press('Space');
  await expect(library.player.getByRole('button', { name: 'Play' })).toBeVisible();
  const position = library.player.getByRole('slider', { name: 'Position' });
  const value = async () => Number(await position.getAttribute('aria-valuenow'));
  const before = await value();
  await position.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(value).toBeGreaterThan(before + 1);
});

test('a click on the waveform seeks', async ({ app }) => {
  const library = new LibraryPage(app.page);
  await library.row('Night Bus').dblclick();
  await library.expectPlaying('Night Bus');
  const position = library.player.getByRole('slider', { name: 'Position' });
  const box = await position.boundingBox();
  await position.click({ position: { x: (box?.width ?? 0) * 0.75, y: (box?.height ?? 0) / 2 } });
  await expect.poll(async () => Number(await position.getAttribute('aria-valuenow'))).toBeGreaterThan(10);
});
