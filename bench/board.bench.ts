import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { browserLaunch } from '../e2e/chromium.ts';
import type { Call } from '../shared/client.ts';
import type { SongStatus } from '../shared/contract/songs.ts';
import { benchFolder, openCore, quantile, report, round } from './measure.ts';

const count = 10_000;
const root = join(import.meta.dirname, '..');
const statuses: readonly SongStatus[] = ['planned', 'inProgress', 'inProgress', 'inProgress', 'released'];

/** Songs of a hundred artists, most of them in progress, over all stages. */
async function fill(call: Call): Promise<void> {
  const songs = Array.from({ length: count }, (_, index) => ({
    title: `Song number ${index}`,
    artist: `Artist ${index % 97}`,
    status: statuses[index % statuses.length] as SongStatus,
    deadline: index % 7 === 0 ? `2027-0${1 + (index % 9)}-15` : '',
  }));
  const started = performance.now();
  for (let start = 0; start < count; start += 5000) {
    await call('songs.createMany', { songs: songs.slice(start, start + 5000) });
  }
  report(
    `${count.toLocaleString('en')} songs made, 6,000 of them started`,
    `${round((performance.now() - started) / 1000)} s`,
  );
  const { ids } = await call('songs.list', { text: 'status:inprogress' });
  for (const [place, stage] of ['Recording', 'Mixing', 'Mastering'].entries()) {
    await call('songs.moveToStage', { ids: ids.filter((_, index) => index % 4 === place + 1), stage });
  }
}

async function measureCore(call: Call): Promise<void> {
  const { columns } = await call('songs.board', {});
  const shown = columns.flatMap(({ ids }) => ids.slice(0, 12));
  const questions: readonly [string, () => Promise<unknown>][] = [
    ['the board', () => call('songs.board', {})],
    ['the cards in sight', () => call('songs.getMany', { ids: shown })],
    ['a search', () => call('songs.board', { text: 'step:vocals number 77' })],
    ['the table by title', () => call('songs.list', { sort: { field: 'title', direction: 'ascending' } })],
    ['what is late and waits', () => call('songs.count', {})],
  ];
  for (const [name, ask] of questions) {
    const times: number[] = [];
    for (let turn = 0; turn < 9; turn += 1) {
      const at = performance.now();
      await ask();
      times.push(performance.now() - at);
    }
    report(`${count.toLocaleString('en')} songs: ${name}`, `${round(quantile(times, 0.5), 0)} ms`, '≤ 100 ms');
  }
  const some = (columns[1]?.ids ?? []).slice(0, 1);
  const at = performance.now();
  await call('songs.moveToStage', { ids: some, stage: 'Mixing' });
  report('one song moved', `${round(performance.now() - at, 0)} ms`, '≤ 50 ms');
}

/** The board in the window as it was built last: how long until cards are there, and what a frame of scrolling takes. */
async function measureWindow(home: string): Promise<void> {
  const { child, address } = await serve(home);
  const browser = await chromium.launch(await browserLaunch());
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(address);
    await page.getByRole('link', { name: 'Studio' }).waitFor();
    const started = performance.now();
    await page.getByRole('link', { name: 'Studio' }).click();
    await page
      .getByText(/^Song number/)
      .first()
      .waitFor();
    report('until cards are on the board', `${round(performance.now() - started, 0)} ms`, '≤ 1000 ms');
    await page.waitForTimeout(500);
    const frames = await page.evaluate<number[]>(scrollColumn);
    report(
      'a frame while a column of 1,500 scrolls',
      `p50 ${round(quantile(frames, 0.5))}, p99 ${round(quantile(frames, 0.99))} ms`,
      'p99 ≤ 50 ms',
    );
    report('cards that are in the page', String(await page.getByRole('row').count()));
  } finally {
    await browser.close();
    child.kill('SIGTERM');
  }
}

/** Runs in the page, which has what this program has not; so it is text here. */
const scrollColumn = `(async () => {
  const column = document.querySelectorAll('[data-board-column] [role=grid]')[1];
  const frames = [];
  let last = performance.now();
  for (let turn = 0; turn < 200; turn += 1) {
    column.scrollTop += 300;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames;
})()`;

function serve(home: string): Promise<{ child: ChildProcess; address: string }> {
  const script = join(root, 'main/headless/ledgerline.mjs');
  const child = spawn(process.execPath, [script, 'serve', '--port', '0', '--home', home], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const address = text.match(/http:\/\/127\.0\.0\.1:\d+\S*/)?.[0];
      if (address) resolve({ child, address });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => reject(new Error(`The server ended:\n${text}`)));
  });
}

const folder = benchFolder('board');
try {
  const { core, call } = await openCore(folder.path);
  await fill(call);
  await measureCore(call);
  await core.close();
  await measureWindow(folder.path);
} finally {
  folder.remove();
}
