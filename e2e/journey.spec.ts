import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { id3Tag, textFrame } from '../main/core/testing/id3-tag.ts';
import { audioFolder, expect, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { runCommand } from './pages/palette.ts';

const count = 500;
/** Bytes of one frame of the song, and as many of them as make a piece that can be analysed. */
const frameBytes = 417;
const frames = 420;

test.use({
  startWithMusic: true,
  before: { prepareHome: (home: string) => writeBadlyNamed(join(dirname(home), 'music', 'unsorted')) },
});

/** Pieces of one song that begin at different frames: different music as far as a computer can tell, badly named. */
async function writeBadlyNamed(folder: string): Promise<void> {
  const song = await readFile(join(audioFolder, 'night-bus.mp3'));
  const start = song.indexOf(Buffer.from([0xff, 0xfb]));
  await mkdir(join(folder, 'deep', 'er'), { recursive: true });
  for (let number = 0; number < count; number += 1) {
    const from = start + (number % 40) * frameBytes;
    const tag = id3Tag([
      textFrame('TIT2', `song number ${number}`),
      textFrame('TPE1', `artist ${number % 17}`),
      textFrame('TCON', number % 2 === 0 ? 'House' : 'Techno'),
      { id: 'PRIV', body: Buffer.from(`OTHER PROGRAM\0${number}`, 'latin1') },
    ]);
    const place = number % 3 === 0 ? join('deep', 'er') : '';
    await writeFile(
      join(folder, place, `${number}__trk_(final)${number % 5}.MP3`),
      Buffer.concat([tag, song.subarray(from, from + frames * frameBytes)]),
    );
  }
}

/** As `sha256sum` would list it, with the time of each file. */
async function sums(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const lines = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length);
    if (entry.isDirectory()) return `${name}/`;
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    return `${hash} ${name} ${(await lstat(path, { bigint: true })).mtimeNs / 1000n}`;
  });
  return (await Promise.all(lines)).sort();
}

test('500 badly named files: analysed, reviewed, tagged, renamed, unplugged, and all of it undone', async ({ app }) => {
  test.setTimeout(300_000);
  const { page, music } = app;
  const start = await sums(music);
  const library = new LibraryPage(page);
  const navigation = page.getByRole('navigation');

  // Lists stay as they were opened: each look is a new one.
  await expect(async () => {
    await library.find('path:unsorted');
    await library.find('is:unanalysed');
    await expect(page.getByText('Nothing matches', { exact: false })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 150_000 });
  await navigation.getByText('Review', { exact: true }).click();
  const acceptAll = page.getByRole('button', { name: 'Accept all over 60 %' });
  if (await acceptAll.isVisible()) await acceptAll.click();

  await page.keyboard.press('ControlOrMeta+Alt+1');
  await library.find('path:unsorted');
  await library.waitForList();
  // The list may still be that of the search before.
  await expect(async () => {
    await library.rows().first().click();
    await page.keyboard.press('ControlOrMeta+a');
    await expect(page.getByText(`${count} selected`)).toBeVisible({ timeout: 2000 });
  }).toPass();
  await runCommand(page, 'Edit tags of the selection');
  const tools = page.getByRole('dialog', { name: /Edit tags of 500 tracks/ });
  await tools.getByRole('button', { name: /Tool/ }).click();
  await page.getByRole('option', { name: 'Capitals' }).click();
  await tools.getByRole('button', { name: `Change ${count} tracks` }).click();
  await expect(tools).toHaveCount(0);

  await page.keyboard.press('ControlOrMeta+s');
  const write = page.getByRole('dialog', { name: 'Write to files' });
  await write.getByRole('button', { name: `Write to ${count} files` }).click({ timeout: 60_000 });
  await expect(write.getByText(`All ${count} files written`)).toBeVisible({ timeout: 120_000 });
  await page.keyboard.press('Escape');

  await navigation.getByText('Organize', { exact: true }).click();
  await page.getByRole('button', { name: /^Rename \d+ files/ }).click({ timeout: 60_000 });
  await expect(async () => {
    const names = await readdir(music, { recursive: true });
    expect(names.filter((name) => name.includes('trk_'))).toEqual([]);
  }).toPass({ timeout: 120_000 });
  await expect(page.getByText(/being renamed/)).toHaveCount(0, { timeout: 60_000 });
  const renamed = await sums(music);
  expect(renamed.some((line) => line.includes('Artist 3 - Song Number 3.MP3'))).toBe(true);

  await page.keyboard.press('ControlOrMeta+Alt+1');
  await rename(music, `${music}-away`);
  await expect(page.getByText('music is not connected', { exact: false })).toBeVisible({ timeout: 30_000 });
  await rename(`${music}-away`, music);
  await expect(page.getByText('music is not connected', { exact: false })).toHaveCount(0, { timeout: 30_000 });
  expect(await sums(music)).toEqual(renamed);

  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+z');
    await expect(page.getByText('Nothing to undo')).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 120_000 });
  await expect(async () => expect(await sums(music)).toEqual(start)).toPass({ timeout: 120_000 });
});
