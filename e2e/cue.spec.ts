import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { runCommand } from './pages/palette.ts';

const sheet = `PERFORMER "Mara Ellery"
TITLE "Night Bus Tapes"
FILE "night-bus.mp3" MP3
  TRACK 01 AUDIO
    TITLE "Tolbooth"
    PERFORMER "Kessler & Wren"
    ISRC ZZLR1260019
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Second Tide"
    PERFORMER "Ada Quill"
    INDEX 00 00:05:00
    INDEX 01 00:06:40
  TRACK 03 AUDIO
    TITLE "ID"
    INDEX 01 00:11:00
`;

/** Every file below a folder with its hash. */
function hashesOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  return Object.fromEntries(files.map((entry) => join(entry.parentPath, entry.name)).map((path) => [path, hash(path)]));
}

test.use({ startWithMusic: true });

test('a CUE sheet becomes a tracklist, is put right, saved in a dialect, and its mix split; undo takes all back', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page, home, music } = app;
  await expect(new LibraryPage(page).row('Night Bus').first()).toBeVisible();
  const before = hashesOf(music);
  const trackCount = async () =>
    Number(/\d+/.exec(await page.getByRole('link', { name: /^Library/ }).innerText())?.[0] ?? 0);
  const tracks = await trackCount();
  writeFileSync(join(home, 'tapes.cue'), sheet);

  await runCommand(page, 'Open CUE');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Choose a file…' })).toBeVisible();
  await dialog.locator('input[type=file]').setInputFiles(join(home, 'tapes.cue'));
  await expect(dialog.getByRole('region', { name: 'Checks' })).toContainText('ISRC has 11 characters, 12 are needed');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make a tracklist' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Night Bus Tapes');

  const panel = page.getByRole('complementary', { name: 'CUE sheet' });
  if (!(await panel.isVisible())) await page.keyboard.press('ControlOrMeta+i');
  const text = panel.getByRole('region', { name: 'Text of the sheet' });
  await expect(text).toContainText('FILE "night-bus.mp3" MP3');
  await panel.getByRole('button', { name: 'Use ZZLR12600019' }).press('Enter');
  await expect(text).toContainText('ISRC ZZLR12600019');
  await panel.getByRole('radio', { name: 'Traktor' }).click();
  await expect(text).toContainText('CUE 01 00:06:40');
  await expect(panel).toContainText('As Traktor it keeps 70 %: it loses the ISRC of track 1');
  await expectAccessible(page);

  await panel.getByRole('button', { name: 'Save as' }).press('Enter');
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'Beside the mix' }).press('Enter');
  const saved = join(music, 'night-bus.traktor.cue');
  await expect(async () => expect(readFileSync(saved, 'utf8')).toContain('CUE 01 00:11:00')).toPass();
  await expect(panel.getByText('up to date')).toBeVisible();

  await panel.getByRole('button', { name: 'Split into files…' }).press('Enter');
  await expect(dialog).toContainText('02 - Ada Quill - Second Tide.mp3');
  await expect(dialog).toContainText('nothing is encoded again');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make 3 files' }).press('Enter');
  const folder = join(music, 'Night Bus Tapes');
  const parts = () =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith('.mp3'))
          .sort()
      : [];
  await expect(async () =>
    expect(parts()).toEqual([
      '01 - Kessler & Wren - Tolbooth.mp3',
      '02 - Ada Quill - Second Tide.mp3',
      '03 - Mara Ellery - ID.mp3',
    ]),
  ).toPass();
  await expect(page.getByText('Making 3 files of Night Bus Tapes')).toBeVisible();
  // They are in the library once all of them are made.
  await expect.poll(trackCount).toBe(tracks + 3);

  for (let step = 0; step < 2; step += 1) {
    await page.locator('body').press('ControlOrMeta+z');
    await expect(page.getByText(/^Undo(ne|ing): /).first()).toBeVisible();
    await expect(async () => expect([parts().length, existsSync(saved)]).toEqual([0, step === 0])).toPass();
  }
  expect(hashesOf(music)).toEqual(before);
  expect(existsSync(folder)).toBe(false);
});
