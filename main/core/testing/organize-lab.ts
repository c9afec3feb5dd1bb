import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Platform } from '#core/platform.ts';
import type { Operation } from '#shared/contract/operation.ts';
import type { NameRule, OrganizeRules, OrganizeScope, Proposal } from '#shared/contract/organize.ts';
import { mp3File } from './audio-files.ts';
import { type Id3Frame, id3Tag, textFrame } from './id3-tag.ts';
import { tempFolder } from './temp-library.ts';
import { openTestCore, type TestCore } from './test-core.ts';

export type Song = { artist?: string; title?: string; album?: string; genre?: string; label?: string; track?: number };

let made = 1;

/** A small MP3 with these tags and, unless a seed is named, music of its own. */
export function songFile({ artist, title, album, genre, label, track }: Song, seed = made++): Buffer {
  const values = { TPE1: artist, TIT2: title, TALB: album, TCON: genre, TPUB: label, TRCK: track?.toString() };
  const frames = Object.entries(values).flatMap(([id, text]): Id3Frame[] => (text ? [textFrame(id, text)] : []));
  return mp3File(id3Tag(frames), { seed, payloadBytes: 2000 });
}

/** A library over a folder of music, to be put in order. */
export class OrganizeLab {
  readonly folder = tempFolder();
  readonly music = join(this.folder.path, 'Music');
  core!: TestCore;

  /** Path below the music to what lies there: a song, or the text of another file. */
  add(files: Record<string, Song | string>, root = this.music): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' ? content : songFile(content));
    }
  }

  async open(options: Partial<Platform> = {}): Promise<void> {
    mkdirSync(this.music, { recursive: true });
    this.core = await openTestCore(join(this.folder.path, 'home'), {
      runAnalysis: false,
      trash: { dataHome: join(this.folder.path, 'user') },
      ...options,
    });
    await this.core.call('folders.add', { path: this.music });
    await this.core.core.waitForIdle();
  }

  async close(): Promise<void> {
    await this.core.core.close();
    this.folder.remove();
  }

  async setPattern(
    pattern: string,
    change: Partial<NameRule> = {},
    others: Partial<OrganizeRules> = {},
  ): Promise<void> {
    const rules = await this.core.call('organize.rules', undefined);
    const rule = { id: 'all', query: '', formats: [], pattern, folderId: null, hasFallbacks: false, ...change };
    await this.core.call('organize.saveRules', { ...rules, ...others, rules: [rule] });
  }

  async propose(scope: OrganizeScope = { type: 'all' }): Promise<Proposal[]> {
    await this.core.call('organize.propose', { scope });
    await this.core.core.waitForIdle();
    return await this.list();
  }

  async list(text = '', filter: 'all' | 'conflicts' | 'warnings' | 'ready' = 'all'): Promise<Proposal[]> {
    const rows: Proposal[] = [];
    for (;;) {
      const page = await this.core.call('organize.list', { filter, text, start: rows.length, count: 200 });
      rows.push(...page.rows);
      if (rows.length >= page.total) return rows;
    }
  }

  /** Applies what is ticked, waits, and answers with the operation. */
  async apply(): Promise<Operation> {
    const { operation } = await this.core.call('organize.apply', { isDryRun: false });
    await this.core.core.waitForIdle();
    const [newest] = await this.core.call('history.operations', { count: 1 });
    if (!newest || newest.id !== operation) throw new Error('Expected the operation to be the newest');
    return newest;
  }

  async undo(): Promise<void> {
    await this.core.call('history.undo', {});
    await this.core.core.waitForIdle();
  }

  /** Files below the music in order. */
  paths(root = this.music): string[] {
    return Object.keys(this.tree(root)).filter((path) => !path.endsWith('/'));
  }

  /** Every file with its hash, time and mode, and every folder. */
  tree(root = this.music): Record<string, string> {
    const entries = readdirSync(root, { recursive: true, withFileTypes: true }).map((entry): [string, string] => {
      const path = join(entry.parentPath, entry.name);
      const { mtimeNs, mode } = statSync(path, { bigint: true });
      if (entry.isDirectory()) return [`${relative(root, path)}/`, ''];
      return [
        relative(root, path),
        `${createHash('sha256').update(readFileSync(path)).digest('hex')} ${mtimeNs} ${mode}`,
      ];
    });
    return Object.fromEntries(entries.sort());
  }
}
