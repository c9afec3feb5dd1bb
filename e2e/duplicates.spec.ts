import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDuplicates } from './duplicates-library.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { DuplicatesPage } from './pages/duplicates-page.ts';

const names = {
  flac: 'House/Ada Vale - Tin Roof.flac',
  good: 'Downloads/07 - Tin_Roof_320.mp3',
  poor: 'Downloads/tin roof 128.mp3',
};

let lane: DuplicatesPage;

// The first test of each worker has the music analysed, which takes as long as the machine is busy.
test.setTimeout(180_000);
test.use({ before: { prepareHome: prepareDuplicates } });
test.beforeEach(({ app }) => {
  lane = new DuplicatesPage(app.page);
});

test('copies stand side by side with facts, and no screen has a fault', async ({ app }) => {
  const { page } = app;
  await lane.open();
  expect(await lane.titles('Same recording')).toEqual(['Salt Road', 'Tin Roof']);
  expect(await lane.titles('Maybe the same')).toEqual(['Tin Roof']);
  await expect(page.getByText(/^3 groups, .* to win back$/)).toBeVisible();
  await page.keyboard.press('j');
  const table = lane.table('Tin Roof');
  await expect(table.getByRole('columnheader')).toHaveCount(3);
  await expect(lane.file('A')).toBeChecked();
  await expect(lane.file('A')).toHaveAccessibleName(/Ada Vale - Tin Roof\.flac/);
  await expect(table.getByRole('row', { name: /^Format/ })).toContainText('FLAC');
  await expect(table.getByRole('row', { name: /^Bit rate/ })).toContainText('128 kbit/s');
  await expect(table.getByRole('img', { name: /^Spectrum up to/ })).toHaveCount(3);
  await expect(page.getByText(/^A gets what the others have: the album/)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1024, height: 640 });
  await expect(lane.keep).toBeInViewport();
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Table' }).click();
  await expect(page.getByRole('table', { name: 'Groups' }).getByRole('row')).toHaveCount(4);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Compare Salt Road' }).click();
  await expect(lane.table('Salt Road')).toBeVisible();
});

test('letters choose, Enter trashes the others, and undo brings them back', async ({ app }) => {
  const { page, music } = app;
  await lane.open();
  await page.keyboard.press('j');
  await expect(lane.keep).toHaveText(/Keep A, trash 2 files/);
  const [, second] = await lane.table('Tin Roof').getByRole('radio').all();
  const chosen = ((await second?.getAttribute('aria-label')) ?? '').replace(/^Keep B, /, '');
  await page.keyboard.press('b');
  await expect(lane.file('B')).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/2 files to the trash/)).toBeVisible();
  await expect.poll(() => lane.titles('Same recording')).toEqual(['Salt Road']);
  const kept = Object.values(names).filter((name) => name.endsWith(chosen));
  expect(kept).toHaveLength(1);
  const others = Object.values(names).filter((name) => !kept.includes(name));
  await expect.poll(() => others.map((name) => existsSync(join(music, name)))).toEqual([false, false]);
  expect(existsSync(join(music, kept[0]!))).toBe(true);

  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => others.map((name) => existsSync(join(music, name)))).toEqual([true, true]);
  await expect.poll(() => lane.titles('Same recording')).toEqual(['Salt Road', 'Tin Roof']);
  await page.getByRole('link', { name: /^History/ }).click();
  await expect(page.getByText(/duplicates/i).first()).toBeVisible();
});

test('Space listens, and goes on with the next file at the same spot', async ({ app }) => {
  const { page } = app;
  await lane.open();
  await page.keyboard.press('j');
  await expect(lane.table('Tin Roof')).toBeVisible();
  await page.keyboard.press('Space');
  const audio = () =>
    page.evaluate(() => {
      const element = document.querySelector('audio');
      return element ? { src: element.src, at: element.currentTime, isPaused: element.paused } : null;
    });
  await expect.poll(async () => (await audio())?.at ?? 0).toBeGreaterThan(1);
  const before = await audio();
  await page.keyboard.press('Space');
  await expect.poll(async () => (await audio())?.src).not.toBe(before?.src);
  await expect.poll(async () => (await audio())?.at ?? 0).toBeGreaterThan(before?.at ?? 0);
  await page.keyboard.press('Shift+Space');
  await expect.poll(async () => (await audio())?.isPaused).toBe(true);
});

test('what is no duplicate leaves the list for good, until that is taken back', async ({ app }) => {
  const { page } = app;
  await lane.open();
  await page.keyboard.press('End');
  await expect(lane.table('Tin Roof').getByRole('columnheader')).toHaveCount(2);
  await page.keyboard.press('n');
  await expect(page.getByText('Tin Roof: not duplicates')).toBeVisible();
  await expect.poll(() => lane.titles('Maybe the same')).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => lane.titles('Maybe the same')).toEqual(['Tin Roof']);
});

test('all sure groups at once; then nothing is left but what may be the same', async ({ app }) => {
  const { page, music } = app;
  await lane.open();
  await page.getByRole('button', { name: 'Keep suggested in 2 sure groups' }).click();
  await expect(page.getByText(/3 files to the trash/)).toBeVisible();
  await expect.poll(() => lane.titles('Same recording')).toEqual([]);
  await expect.poll(() => existsSync(join(music, names.poor))).toBe(false);
  expect(existsSync(join(music, names.flac))).toBe(true);
  await expect(lane.table('Tin Roof')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByText(/^No duplicates among 3 tracks\. Last look/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByText(/^No duplicates among 3 tracks/)).toBeVisible();
});
