import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { randomNumbers } from '#core/testing/sound-sketches.ts';
import { song } from '#core/testing/three-songs.ts';
import { WatchLab } from '#core/testing/watch-lab.ts';

/** Changes to a folder while it is watched; `npm run torture` asks for more. */
const changes = Number(process.env.LEDGERLINE_WATCHED_CHANGES ?? 80);

let lab: WatchLab;
afterEach(() => lab.close());

function filesBelow(folder: string, way = ''): string[] {
  return readdirSync(join(folder, way), { withFileTypes: true }).flatMap((entry) => {
    const path = way === '' ? entry.name : `${way}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}

const presentPaths = () =>
  lab
    .tracks()
    .filter(({ isMissing }) => !isMissing)
    .map(({ path }) => path)
    .sort();

test('random changes at random moments end in what is on the disk, by events alone', { timeout: 300_000 }, async () => {
  lab = new WatchLab();
  const random = randomNumbers(11);
  const some = (count: number) => Math.floor(random() * count);
  for (let index = 0; index < 30; index += 1) lab.write(`${index % 5}/${index}.mp3`, song(`${index}`, index));
  await lab.start();
  await lab.until(() => lab.watcher.stateOf(1).mode === 'events');
  await lab.scanner.waitForIdle();
  let made = 100;
  for (let step = 0; step < changes; step += 1) {
    const files = filesBelow(lab.root).sort();
    const folders = readdirSync(lab.root).sort();
    const file = files[some(files.length)];
    const kind = random();
    made += 1;
    if (kind < 0.3 || !file) lab.write(`${some(7)}/${some(3)}/new ${made}.mp3`, song(`${made}`, made));
    else if (kind < 0.5) lab.move(file, `${some(7)}/moved ${made}.mp3`);
    else if (kind < 0.65) lab.remove(file);
    else if (kind < 0.8) lab.write(file, song(`again ${made}`, made));
    else if (kind < 0.9) lab.move(folders[some(folders.length)] as string, `folder ${made}`);
    else mkdirSync(join(lab.root, `empty ${made}`));
    if (random() < 0.4) await new Promise((resolve) => setTimeout(resolve, random() * 80));
  }
  await lab.until(() => JSON.stringify(presentPaths()) === JSON.stringify(filesBelow(lab.root).sort()), 20_000);
  const byEvents = lab.snapshot();
  await lab.scan();
  expect(lab.snapshot()).toEqual(byEvents);
  expect(lab.logged).toEqual([]);
});
