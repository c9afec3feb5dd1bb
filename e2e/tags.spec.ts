import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { runCommand } from './pages/palette.ts';

test.describe.configure({ timeout: 120_000 });
test.use({ startWithMusic: true });

let library: LibraryPage;
test.beforeEach(async ({ app }) => {
  library = new LibraryPage(app.page);
  await expect(library.row('Night Bus')).toBeVisible();
});

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

async function openTags(page: Page, title: string): Promise<void> {
  await library.row(title).click();
  await page.keyboard.press('ControlOrMeta+i');
  await page.getByRole('tab', { name: 'Tags' }).click();
  await expect(field(page, 'Title')).toHaveValue(title);
}

async function type(input: Locator, value: string): Promise<void> {
  await input.fill(value);
  await input.press('Enter');
}

test('editor, tools and preview have no fault, also on a small window', async ({ app }) => {
  const { page } = app;
  await openTags(page, 'Night Bus');
  await type(field(page, 'Genre'), 'Dub; Ambient');
  await expect(page.getByRole('button', { name: /^Give Genre back/ })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1024, height: 640 });
  await page.getByRole('button', { name: /^Write to 1 file/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Write to files' });
  await expect(dialog.getByText('night-bus.mp3')).toBeVisible();
  await dialog.getByRole('button', { name: /^What is written/ }).click();
  await expectAccessible(page);
  await expect(dialog.getByRole('button', { name: 'Write to 1 file' })).toBeInViewport();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit tags…' }).click();
  const tools = page.getByRole('dialog', { name: 'Edit tags of 1 track' });
  await tools.getByRole('textbox', { name: 'Find' }).fill('Bus');
  await expect(tools.getByText('1 of 1 change')).toBeVisible();
  await expectAccessible(page);
});

test('an edit is in the list at once, in the file when it is written, and undo goes all the way back', async ({
  app,
}) => {
  const { page } = app;
  const file = join(app.music, 'night-bus.mp3');
  const start = sha256(file);
  await openTags(page, 'Night Bus');
  await type(field(page, 'Title'), 'Night Train');
  await expect(library.row('Night Train')).toBeVisible();
  await expect(library.row('Night Train').getByRole('img', { name: 'Edited, not written' })).toBeVisible();
  expect(sha256(file)).toBe(start);
  await page.getByRole('button', { name: '1 edited, not written' }).click();
  await expect(library.rows()).toHaveCount(1);
  expect(await library.titles()).toEqual(['Night Train']);

  await library.row('Night Train').click();
  await page.keyboard.press('ControlOrMeta+s');
  const dialog = page.getByRole('dialog', { name: 'Write to files' });
  await expect(dialog.getByRole('deletion')).toHaveText('Bus');
  await expect(dialog.getByRole('insertion')).toHaveText('Train');
  await dialog.getByRole('button', { name: 'Write to 1 file' }).click();
  await expect(dialog.getByText('One file written')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  expect(sha256(file)).not.toBe(start);
  expect(
    readFileSync(file).includes('Night Train') || readFileSync(file).includes(Buffer.from('Night Train', 'utf16le')),
  ).toBe(true);
  await expect(page.getByRole('button', { name: '1 edited, not written' })).toHaveCount(0);

  await page.keyboard.press('ControlOrMeta+z');
  await expect(async () => expect(sha256(file)).toBe(start)).toPass();
  await expect(page.getByRole('button', { name: '1 edited, not written' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('button', { name: '1 edited, not written' })).toHaveCount(0);
  await library.find('night');
  await expect(library.row('Night Bus')).toBeVisible();
});

test('what cannot stand in a field stays open with the reason, and Esc restores', async ({ app }) => {
  const { page } = app;
  await openTags(page, 'Night Bus');
  const date = field(page, 'Date');
  const before = await date.inputValue();
  await type(date, '2026-13');
  await expect(page.getByText('A date as 2026, 2026-11 or 2026-11-21')).toBeVisible();
  await date.press('Escape');
  await expect(date).toHaveValue(before);
  await expect(page.getByRole('button', { name: /edited, not written/ })).toHaveCount(0);
});

test('several tracks show what differs, and only what is touched changes', async ({ app }) => {
  const { page } = app;
  await library.row('Night Bus').click();
  await library.row('Paper Boats').click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('ControlOrMeta+i');
  const title = field(page, 'Title');
  await expect(title).toHaveAttribute('placeholder', '‹various›');
  await type(field(page, 'Label'), 'Lantern Row');
  await expect(page.getByText('Label set to Lantern Row on 2 tracks')).toBeVisible();
  await page.getByRole('button', { name: 'Add to or remove from Genre of all' }).click();
  const popover = page.getByRole('dialog', { name: 'Add to or remove from Genre of all' });
  await popover.getByRole('textbox', { name: 'Genre' }).fill('Warm-up');
  await popover.getByRole('button', { name: 'Add to all' }).click();
  await expect(page.getByText('Warm-up added to Genre of 2 tracks')).toBeVisible();
  await library.find('genre:warm-up label:lantern');
  await expect(library.rows()).toHaveCount(2);
  expect((await library.titles()).sort()).toEqual(['Night Bus', 'Paper Boats']);
});

test('the list is typed into: F2, Enter down, Tab right, Esc restores', async ({ app }) => {
  const { page } = app;
  await library.find('night bus');
  await expect(library.rows()).toHaveCount(2);
  const [first, second] = await library.titles();
  await library.row(first!).click();
  await page.keyboard.press('F2');
  const cell = library.list.getByRole('textbox', { name: 'Title' });
  await expect(cell).toBeFocused();
  await expectAccessible(page);
  await cell.fill('Changed');
  await cell.press('Enter');
  await expect(cell).toHaveValue(second!);
  await expect(library.row('Changed')).toBeVisible();
  await cell.fill('Not kept');
  await cell.press('Escape');
  await expect(library.list).toBeFocused();
  await expect(library.row(second!)).toBeVisible();
  await page.keyboard.press('F2');
  await cell.press('Tab');
  await expect(library.list.getByRole('textbox', { name: 'Artist' })).toBeFocused();
});

test('a tool changes many with what it changes shown before', async ({ app }) => {
  const { page } = app;
  await library.list.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await runCommand(page, 'edit tags of the selection');
  const dialog = page.getByRole('dialog', { name: /^Edit tags of \d+ tracks/ });
  await dialog.getByRole('textbox', { name: 'Find' }).fill('^(\\w+) Boats');
  await dialog.getByText('Regular expression').click();
  await dialog.getByRole('textbox', { name: 'Replace with' }).fill('$1 Ships');
  await expect(dialog.getByRole('insertion').first()).toContainText('Ships');
  await dialog.getByRole('textbox', { name: 'Find' }).fill('(');
  await expect(dialog.getByText('This pattern cannot be read')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Find' }).fill('Boats');
  await dialog.getByRole('textbox', { name: 'Replace with' }).fill('Ships');
  await dialog.getByRole('button', { name: 'Change 2 tracks' }).click();
  await expect(library.row('Paper Ships')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(library.row('Paper Boats')).toBeVisible();
});

test('a cover is chosen, shown at once, written and undone', async ({ app }) => {
  const { page } = app;
  const file = join(app.music, 'night-bus-dub.ogg');
  const [start, size] = [sha256(file), statSync(file).size];
  await openTags(page, 'Night Bus (Dub)');
  const picture = await page.screenshot({ type: 'jpeg', clip: { x: 0, y: 0, width: 200, height: 200 } });
  const cover = page.getByRole('group', { name: 'Cover' });
  await cover.locator('input[type=file]').setInputFiles({ name: 'cover.jpg', mimeType: 'image/jpeg', buffer: picture });
  await expect(cover.locator('img')).toHaveAttribute('src', /artwork\/[0-9a-f]{32}$/);
  await expect(library.row('Night Bus (Dub)').locator('img[src*="artwork"]')).toBeVisible();
  await page.getByRole('button', { name: /^Write to 1 file/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Write to files' });
  await expect(dialog.getByText('Picture added')).toBeVisible();
  await dialog.getByRole('button', { name: 'Write to 1 file' }).click();
  await expect(dialog.getByText('One file written')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(statSync(file).size).toBeGreaterThan(size + picture.length - 1);
  await library.list.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(async () => expect(sha256(file)).toBe(start)).toPass();
});

test('a read-only file is named before and after, and the others are written', async ({ app }) => {
  const { page } = app;
  chmodSync(join(app.music, 'paper-boats.flac'), 0o444);
  await library.row('Night Bus').click();
  await library.row('Paper Boats').click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('ControlOrMeta+i');
  await type(field(page, 'Label'), 'Lantern Row');
  await page.getByRole('button', { name: /^Write to 2 files/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Write to files' });
  await expect(dialog.getByText('This file is read-only and was not written')).toBeVisible();
  await dialog.getByRole('button', { name: 'Write to 1 file' }).click();
  await expect(dialog.getByText('One file written')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '1 edited, not written' })).toBeVisible();
});

test('a file that cannot be written after all is named with the reason, and shown in the list', async ({ app }) => {
  const { page } = app;
  await library.row('Night Bus').click();
  await library.row('Paper Boats').click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('ControlOrMeta+i');
  await type(field(page, 'Label'), 'Lantern Row');
  await page.getByRole('button', { name: /^Write to 2 files/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Write to files' });
  await expect(dialog.getByText('paper-boats.flac')).toBeVisible();
  chmodSync(join(app.music, 'paper-boats.flac'), 0o444);
  await dialog.getByRole('button', { name: 'Write to 2 files' }).click();
  await expect(dialog.getByText('1 of 2 files not written. The other one was')).toBeVisible();
  await expect(dialog.getByText('This file is read-only and was not written')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Show the one' }).click();
  await expect(library.rows()).toHaveCount(1);
  expect(await library.titles()).toEqual(['Paper Boats']);
  await expect(library.row('Paper Boats')).toHaveAttribute('aria-selected', 'true');
});
