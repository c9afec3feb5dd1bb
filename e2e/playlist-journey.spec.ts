import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { openLibrary } from '../main/core/db/open-library.ts';
import { endProcess, expect, startServer, test } from './fixtures.ts';
import { LibraryPage } from './pages/library-page.ts';
import { PlaylistsPage } from './pages/playlists-page.ts';
import { prepareSetLibrary } from './set-library.ts';

const formats = ['rekordbox XML', 'Traktor NML', 'M3U8 playlist'] as const;
type Format = (typeof formats)[number];

const homeFor = (home: string, format: Format) => join(dirname(home), `into from ${format}`);
const cueNames = ['Intro', 'Drop', 'Break'];

/** A library with cues in every track, and one without for each format. */
async function prepareAll(home: string): Promise<void> {
  await prepareSetLibrary(home);
  for (const format of formats) await cp(home, homeFor(home, format), { recursive: true });
  const { db, close } = openLibrary(home);
  const add = db.prepare(
    "INSERT INTO cue_point (track_id, seq, kind, slot, start_ms, name, colour) VALUES (?, ?, 'cue', ?, ?, ?, '#28e214')",
  );
  const ids = db.prepare('SELECT id FROM track').pluck().all() as number[];
  for (const id of ids) {
    for (const [seq, name] of cueNames.entries()) add.run(id, seq, seq * 2, 1000 * seq * id + 250, name);
  }
  close();
}

type Row = { title: string; cues: unknown[] };

/** What a library holds of its only playlist: tracks in order, each with its cues. It may be in use. */
function readPlaylist(home: string): Row[] {
  const db = new Database(join(home, 'library.db'), { readonly: true });
  const rows = db
    .prepare(
      `SELECT track.id, track.title FROM playlist_entry JOIN track ON track.id = track_id
       ORDER BY playlist_entry.position`,
    )
    .all() as { id: number; title: string }[];
  const cues = db.prepare('SELECT slot, start_ms, name FROM cue_point WHERE track_id = ? ORDER BY start_ms, slot');
  const found = rows.map(({ id, title }) => ({ title, cues: cues.all(id) }));
  db.close();
  return found;
}

async function exportAs(page: Page, format: Format, file: string): Promise<void> {
  await page.getByRole('tree', { name: 'Playlists' }).getByRole('treeitem').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const choice = page.getByRole('button', { name: /Format$/ });
  await choice.click();
  await page.getByRole('option', { name: format }).click();
  await page.getByRole('textbox', { name: 'Where to' }).fill(file);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByText(/^30 new, 0 changed/)).toBeVisible();
}

async function importFrom(page: Page, file: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByText('Import and export').click();
  await page.getByRole('textbox', { name: 'File of the other program' }).fill(file);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await expect(page.getByText('30 of 30 tracks are in your library')).toBeVisible();
  await page.getByRole('button', { name: 'Import 30 tracks' }).click();
  await expect(page.getByText(/^Imported: 30 tracks found/)).toBeVisible();
}

test.use({ before: { prepareHome: prepareAll } });

test('a seed becomes a playlist, a set of thirty, and three files that another library reads back', async ({
  app,
  browser,
}) => {
  test.setTimeout(180_000);
  const { page, home } = app;
  const library = new LibraryPage(page);
  await library.find('title:"Paper Harbour"');
  await library.row('Paper Harbour').click();
  await page.keyboard.press('ControlOrMeta+g');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inspired by Paper Harbour');
  const found = page.getByRole('grid', { name: 'Tracks like the seed' }).getByRole('row');
  await expect(found).toHaveCount(19);
  for (const row of await found.all()) {
    expect(await row.getByRole('list', { name: 'Why' }).getByRole('listitem').count()).toBeGreaterThan(0);
  }
  await page.getByRole('button', { name: 'Save playlist' }).click();

  const playlists = new PlaylistsPage(page);
  await playlists.open('Inspired by Paper Harbour');
  await page.getByRole('radio', { name: 'Set' }).click();
  await page.getByRole('button', { name: 'Set options' }).click();
  await page.getByRole('button', { name: /Take tracks from$/ }).click();
  await page.getByRole('option', { name: 'The library' }).click();
  await page.getByRole('button', { name: /Length$/ }).click();
  await page.getByRole('option', { name: 'Tracks', exact: true }).click();
  await page.getByRole('textbox', { name: 'Tracks', exact: true }).fill('30');
  await page.keyboard.press('Escape');
  const handle = page.getByRole('slider', { name: /^Energy at/ }).nth(3);
  await handle.focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page.getByRole('radio', { name: 'Own' })).toBeChecked();
  await page.keyboard.press('ControlOrMeta+g');
  await expect(page.getByText('Set of 30 tracks built')).toBeVisible();
  await expect(page.getByText('29 transitions')).toBeVisible();

  const files: Record<Format, string> = {
    'rekordbox XML': join(dirname(home), 'set.xml'),
    'Traktor NML': join(dirname(home), 'set.nml'),
    'M3U8 playlist': join(dirname(home), 'Inspired by Paper Harbour.m3u8'),
  };
  for (const format of formats) await exportAs(page, format, files[format]);
  const own = readPlaylist(home);
  expect(own).toHaveLength(30);
  expect(own[7]?.cues).toHaveLength(cueNames.length);

  for (const format of formats) {
    const server = await startServer(homeFor(home, format), []);
    const window = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } });
    await window.goto(server.address);
    await importFrom(window, files[format]);
    const read = readPlaylist(homeFor(home, format));
    await window.close();
    await endProcess(server.child);
    expect(read.map(({ title }) => title)).toEqual(own.map(({ title }) => title));
    // A playlist file knows nothing of cues.
    if (format !== 'M3U8 playlist') expect(read).toEqual(own);
  }
});
