import { EventEmitter } from 'node:events';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import type { FSWatcher } from 'chokidar';
import { afterEach, describe, expect, test } from 'vitest';
import { scanThree, song } from '#core/testing/three-songs.ts';
import { WatchLab } from '#core/testing/watch-lab.ts';
import type { FileSystemFacts } from './file-system-kind.ts';

let lab: WatchLab;
afterEach(async () => {
  expect(lab.logged.filter((line) => !line.startsWith('Watching a folder failed'))).toEqual([]);
  await lab.close();
});

/** A watcher that fails as a system does. */
class FailingWatcher extends EventEmitter {
  isClosed = false;

  /** Ready soon, as chokidar is. */
  opened(): FSWatcher {
    setTimeout(() => this.emit('ready'), 5);
    return this as unknown as FSWatcher;
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: no more`), { code });
}

const linux: FileSystemFacts = { platform: 'linux', magicOf: async () => 0xef53, mounts: async () => '' };

describe('events that cannot be had', () => {
  // chokidar#887, spool#83, groovebasin#220: a large tree took all handles, and everything failed.
  test.each([
    ['ENOSPC', 'limit'],
    ['EMFILE', 'handles'],
    ['ENFILE', 'handles'],
  ])('%s: this root is looked at every few minutes, and says why', async (code, reason) => {
    const watchers: FailingWatcher[] = [];
    lab = new WatchLab({
      open: () => {
        const watcher = new FailingWatcher();
        watchers.push(watcher);
        setTimeout(() => watcher.emit('error', failure(code)), 20);
        return watcher as unknown as FSWatcher;
      },
    });
    await scanThree(lab);
    await lab.start();
    await lab.until(() => lab.watcher.stateOf(1).mode === 'polling', 5000);
    expect(lab.watcher.stateOf(1)).toEqual({ mode: 'polling', reason });
    expect([watchers.length, watchers[0]?.isClosed]).toEqual([1, true]);
    expect(lab.changes).toContain('polling');
    lab.write('d.mp3', song('D', 4));
    await lab.until(() => lab.tracks().length === 4);
  });

  test('another root keeps its events', async () => {
    lab = new WatchLab();
    const other = `${lab.root}-other`;
    await scanThree(lab);
    const id = lab.addFolder(other);
    mkdirSync(other);
    await lab.close();
    lab = new WatchLab({ facts: { ...linux, magicOf: async (path) => (path.endsWith('-other') ? 0x6969 : 0xef53) } });
    const second = `${lab.root}-other`;
    mkdirSync(second);
    const networkId = lab.addFolder(second);
    await lab.start();
    expect([lab.watcher.stateOf(1).mode, lab.watcher.stateOf(networkId)]).toEqual([
      'events',
      { mode: 'polling', reason: 'network' },
    ]);
    lab.write('../music-other/n.mp3', song('N', 5));
    await lab.until(() => lab.tracks().length === 1);
    expect(id).toBe(networkId);
  });

  // chokidar#1088: a network disk that went away flooded the process with errors.
  test('a storm of errors is logged once a second and ends in polling; what was missed is found', async () => {
    const watcher = new FailingWatcher();
    lab = new WatchLab({ open: () => watcher.opened() });
    await scanThree(lab);
    await lab.start();
    lab.write('d.mp3', song('D', 4));
    for (let index = 0; index < 500; index += 1) watcher.emit('error', failure('EIO'));
    expect(lab.logged).toHaveLength(1);
    expect(lab.watcher.stateOf(1)).toEqual({ mode: 'polling', reason: 'error' });
    await lab.until(() => lab.tracks().length === 4);
  });

  test('a few errors cost a look at everything and no more', async () => {
    const watcher = new FailingWatcher();
    lab = new WatchLab({ open: () => watcher.opened() });
    await scanThree(lab);
    await lab.start();
    lab.write('d.mp3', song('D', 4));
    watcher.emit('error', failure('EIO'));
    await lab.until(() => lab.tracks().length === 4);
    expect(lab.watcher.stateOf(1)).toEqual({ mode: 'events', reason: null });
  });

  test('more events than the system keeps mean a look at everything', async () => {
    const watcher = new FailingWatcher();
    lab = new WatchLab({ open: () => watcher.opened() });
    await scanThree(lab);
    await lab.start();
    lab.write('unheard of/d.mp3', song('D', 4));
    for (let index = 0; index < 9000; index += 1) watcher.emit('raw', 'rename', 'same.mp3', { watchedPath: lab.root });
    await lab.until(() => lab.tracks().length === 4);
  });

  test('asked to look again, it tries events again', async () => {
    let isFailing = true;
    const opened: FailingWatcher[] = [];
    lab = new WatchLab({
      open: () => {
        const watcher = new FailingWatcher();
        opened.push(watcher);
        setTimeout(() => (isFailing ? watcher.emit('error', failure('ENOSPC')) : watcher.emit('ready')), 5);
        return watcher as unknown as FSWatcher;
      },
    });
    await scanThree(lab);
    lab.watcher.start();
    await lab.until(() => lab.watcher.stateOf(1).mode === 'polling');
    isFailing = false;
    lab.watcher.retry(1);
    await lab.until(() => lab.watcher.stateOf(1).mode === 'events');
    expect(opened).toHaveLength(2);
  });
});

describe('roots that go and come', () => {
  test('a root that is renamed away is offline by itself and comes back by itself, with what changed meanwhile', async () => {
    lab = new WatchLab();
    await scanThree(lab);
    await lab.start();
    for (let round = 0; round < 3; round += 1) {
      renameSync(lab.root, `${lab.root}-away`);
      if (round === 1) mkdirSync(lab.root);
      await lab.until(() => lab.folderState() === 'offline');
      expect(lab.tracks().filter(({ isMissing }) => isMissing)).toEqual([]);
      expect(lab.watcher.stateOf(1).mode).toBe('off');
      rmSync(lab.root, { recursive: true, force: true });
      lab.write(`../music-away/while-away-${round}.mp3`, song(`Away ${round}`, 40 + round));
      renameSync(`${lab.root}-away`, lab.root);
      await lab.until(() => lab.folderState() === 'online' && lab.tracks().length === 4 + round);
      await lab.until(() => lab.watcher.stateOf(1).mode === 'events');
    }
    await lab.scanner.waitForIdle();
    lab.write('after.mp3', song('After', 50));
    await lab.until(() => lab.tracks().length === 7);
  });

  test('after sleep everything is looked at', async () => {
    let now = Date.now();
    lab = new WatchLab({ now: () => now });
    await scanThree(lab);
    await lab.start();
    lab.library.db.exec('UPDATE folder SET scanned_at = NULL');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(lab.library.db.prepare('SELECT scanned_at FROM folder').pluck().get()).toBe(null);
    now += 3_600_000;
    await lab.until(() => lab.library.db.prepare('SELECT scanned_at FROM folder').pluck().get() !== null);
  });

  test('every hour everything is looked at, whether or not something was heard', async () => {
    lab = new WatchLab({ times: { reconcileMs: 150 } });
    await scanThree(lab);
    await lab.start();
    const { db } = lab.library;
    for (let round = 0; round < 3; round += 1) {
      db.exec('UPDATE folder SET scanned_at = NULL');
      await lab.until(() => db.prepare('SELECT scanned_at FROM folder').pluck().get() !== null);
    }
  });

  test('switched off for all or for one folder, nothing is heard', async () => {
    let isOn = true;
    lab = new WatchLab({ isOn: () => isOn });
    await scanThree(lab);
    await lab.start();
    isOn = false;
    lab.watcher.update();
    expect(lab.watcher.stateOf(1)).toEqual({ mode: 'off', reason: null });
    isOn = true;
    lab.library.db.exec('UPDATE folder SET follows_changes = 0');
    lab.watcher.update();
    lab.write('d.mp3', song('D', 4));
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect([lab.watcher.stateOf(1).mode, lab.tracks().length]).toEqual(['off', 3]);
  });
});

// museeks#964, navidrome#5431: half a file was read, and never again.
test('a file that is slowly copied into a watched folder comes in whole', { timeout: 20_000 }, async () => {
  lab = new WatchLab({ settleMs: 250 });
  await lab.start();
  const bytes = song('Slow', 1);
  const { db } = lab.library;
  db.exec(`CREATE TEMP TABLE seen (size INTEGER);
    CREATE TEMP TRIGGER seen_insert AFTER INSERT ON track BEGIN INSERT INTO seen VALUES (new.size_bytes); END;
    CREATE TEMP TRIGGER seen_update AFTER UPDATE ON track BEGIN INSERT INTO seen VALUES (new.size_bytes); END;`);
  // Longer than a scan waits, with pauses longer than the watcher waits for quiet.
  for (let at = 0; at < bytes.length; at += 1000) {
    lab.write('slow.mp3', bytes.subarray(0, at + 1000));
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  await lab.until(() => lab.tracks().length === 1);
  expect(db.prepare('SELECT DISTINCT size FROM seen').pluck().all()).toEqual([bytes.length]);
  expect(lab.problems()).toEqual({});
});
