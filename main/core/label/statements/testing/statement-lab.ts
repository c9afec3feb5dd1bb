import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { DraftChoice, StatementDraft } from '#shared/contract/statements.ts';

/** A library with files of statements to look at and import. */
export type StatementLab = {
  core: TestCore;
  path: string;
  /** Writes a file and looks at it. */
  look(name: string, content: string | Uint8Array, choice?: DraftChoice): Promise<StatementDraft>;
  /** Looks at a file and imports it. */
  bring(name: string, content: string | Uint8Array, choice?: DraftChoice): Promise<StatementDraft>;
  draft(id: number): Promise<StatementDraft>;
  sql<Row>(text: string): Row[];
  close(): Promise<void>;
};

export async function openStatementLab(): Promise<StatementLab> {
  const folder = tempFolder('ledgerline-statements-', true);
  const home = join(folder.path, 'home');
  mkdirSync(home);
  const core = await openTestCore(home, { runAnalysis: false });
  const draft = async (id: number) => {
    await core.core.waitForIdle();
    const found = (await core.call('statements.drafts')).find((each) => each.id === id);
    if (!found) throw new Error(`No draft ${id}`);
    return found;
  };
  const look: StatementLab['look'] = async (name, content, choice) => {
    const path = join(folder.path, name);
    writeFileSync(path, content);
    const { ids } = await core.call('statements.look', { files: [{ path }] });
    const id = ids[0] as number;
    if (choice) await core.call('statements.setDraft', { id, choice });
    return draft(id);
  };
  return {
    ...{ core, path: folder.path, look, draft },
    bring: async (name, content, choice) => {
      const { id } = await look(name, content, choice);
      await core.call('statements.import', { ids: [id] });
      return draft(id);
    },
    sql: <Row>(text: string) => {
      const db = new Database(join(home, 'library.db'));
      try {
        if (/^\s*select/i.test(text)) return db.prepare(text).all() as Row[];
        db.exec(text);
        return [];
      } finally {
        db.close();
      }
    },
    close: async () => {
      await core.core.close();
      folder.remove();
    },
  };
}

const distrokidHead =
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)';

type Sale = { month?: string; store?: string; artist?: string; title?: string; isrc?: string; upc?: string } & {
  quantity?: number | string;
  country?: string;
  net?: string;
  kind?: string;
};

/** A file as DistroKid writes it. */
export function distrokid(sales: readonly Sale[]): string {
  const rows = sales.map(({ month = '2026-07', store = 'Spotify', artist = 'Ines Valloria', ...sale }) => {
    const {
      title = 'Low Season',
      isrc = 'ZZLR12600001',
      upc = '',
      quantity = 100,
      country = 'DE',
      net = '0.31',
      kind = 'Song',
    } = sale;
    return ['2026-09-15', month, store, artist, title, isrc, upc, quantity, '100', kind, country, '0', net].join('\t');
  });
  return `${[distrokidHead, ...rows].join('\r\n')}\r\n`;
}
