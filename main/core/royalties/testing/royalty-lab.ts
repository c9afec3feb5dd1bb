import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Db } from '#core/db/query.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import { parseAmount, toParts } from '#shared/amount.ts';
import type { ContractId } from '#shared/contract/contracts.ts';
import type { Input, Output } from '#shared/contract/index.ts';
import type { PayeeId } from '#shared/contract/payees.ts';
import type { RoyaltyPeriodId } from '#shared/contract/royalties.ts';

/** Twelve tracks: an album of the first four, a single of the fifth; the artists are people 101 to 104. */
export const trackIds = Array.from({ length: 12 }, (_, index) => index + 1);
const artistOf = (track: number) => 101 + ((track - 1) % 4);
const artists = ['Ines Valloria', 'Lumen Parish', 'Marrow Coast', 'Jun Harrow'];

export type LabRow = {
  track: number | null;
  release?: number | null;
  store?: string;
  territory?: string;
  saleType?: string;
  month: number;
  units: number;
  net: string;
  gross?: string;
  isIgnored?: boolean;
};

export type LabStatement = {
  id: number;
  name: string;
  currency: string;
  rates?: { from: string; to: string; rate: string; on: string }[];
  rows: LabRow[];
  controlTotal?: string;
};

/** A label with tracks, and statements as they stand in the library after an import. */
export class RoyaltyLab {
  readonly path: string;
  readonly #folder = tempFolder('ledgerline-royalties-', true);
  #now = Date.UTC(2026, 9, 20, 12);
  #opened: TestCore | undefined;
  #file: Db | undefined;

  constructor() {
    this.path = this.#folder.path;
  }

  async open(): Promise<void> {
    const home = join(this.path, 'home');
    this.#opened = await openTestCore(home, { now: () => (this.#now += 1000), runAnalysis: false });
    this.#file = new Database(join(home, 'library.db'));
    this.db.exec(`UPDATE workspace SET name = 'Lantern Row', currency = 'EUR', address = 'Quay 1', tax_id = 'DE 12';`);
    const person = this.db.prepare('INSERT INTO person (id, name, created_at, changed_at) VALUES (?, ?, 0, 0)');
    for (const [index, name] of artists.entries()) person.run(101 + index, name);
    const recording = this.db.prepare(
      `INSERT INTO recording (id, title, artist, artists, isrc, duration_ms, created_at, changed_at)
       VALUES (?, ?, ?, ?, ?, ?, 0, 0)`,
    );
    for (const track of trackIds) {
      const name = artists[(track - 1) % 4] as string;
      const shown = JSON.stringify([{ name, personId: artistOf(track), role: 'main' }]);
      recording.run(track, `Track ${track}`, name, shown, `ZZLR1250${String(track).padStart(4, '0')}`, track * 60_000);
    }
    this.db.exec(`
      INSERT INTO release (id, title, artist, upc, created_at, changed_at) VALUES (1, 'Every Window Lit', 'Ines Valloria', '1', 0, 0),
        (2, 'Quay', 'Ines Valloria', '2', 0, 0);
      INSERT INTO release_track (release_id, position, recording_id) VALUES (1, 0, 1), (1, 1, 2), (1, 2, 3), (1, 3, 4), (2, 0, 5);
      INSERT INTO statement_store (id, name, store_key) VALUES (1, 'Spotify', 'spotify'), (2, 'Bandcamp', 'bandcamp'),
        (3, 'A shop nobody knows', '');
    `);
  }

  /** Answers with the failures that nobody expected. */
  async close(): Promise<readonly string[]> {
    const { core, logged } = this.lab;
    this.db.close();
    await core.close();
    this.#folder.remove();
    return logged;
  }

  get lab(): TestCore {
    return this.#opened as TestCore;
  }

  get db(): Db {
    return this.#file as Db;
  }

  get call(): TestCore['call'] {
    return this.lab.call;
  }

  undo(operation: number | null) {
    return this.call('history.undo', { id: operation as never });
  }

  addStatement({ id, name, currency, rates = [], rows, controlTotal }: LabStatement): void {
    const months = rows.map(({ month }) => month).sort((one, other) => one - other);
    const net = rows.reduce((sum, row) => sum + amount(row.net), 0n);
    const total = { currency, rows: rows.length, units: 0, net: String(Number(net) / 1e12) };
    this.db
      .prepare(
        `INSERT INTO statement (id, name, sha256, size_bytes, format, state, from_month, to_month, reported_month, row_count, totals,
           control_totals, rates, imported_at, changed_at) VALUES (?, ?, ?, 1, 'test', 'counted', ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
      )
      .run(
        ...[id, name, `sha ${id}`, monthText(months[0] as number), monthText(months.at(-1) as number)],
        ...[monthText(months.at(-1) as number), rows.length, JSON.stringify([total])],
        JSON.stringify(controlTotal === undefined ? [] : [{ currency, amount: controlTotal }]),
        ...[JSON.stringify(rates), id],
      );
    for (const [index, row] of rows.entries()) this.#addRow(id, currency, row, index + 2);
  }

  #addRow(statementId: number, currency: string, row: LabRow, line: number): void {
    const { track, release = null, store = 'Spotify', territory = 'DE', saleType = 'stream', isIgnored = false } = row;
    const item = this.#itemOf(track, release, isIgnored);
    const storeId = this.db.prepare('SELECT id FROM statement_store WHERE name = ?').pluck().get(store) as number;
    const net = toParts(amount(row.net));
    const gross = toParts(amount(row.gross ?? '0'));
    const facts = [statementId, item, storeId, territory, saleType, '', row.month, currency];
    this.db
      .prepare(
        `INSERT INTO statement_sum (statement_id, item_id, store_id, territory, sale_type, format, month, currency, line_count, units,
           net_micro, net_pico, gross_micro, gross_pico, fee_micro, fee_pico, withheld_micro, withheld_pico)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, 0, 0, 0, 0)`,
      )
      .run(...facts, row.units, net.micro, net.pico, gross.micro, gross.pico);
    this.db
      .prepare(
        `INSERT INTO statement_line (item_id, store_id, territory, sale_type, format, month, currency, statement_id, line, units,
           net_micro, net_pico) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(...facts.slice(1), statementId, line, row.units, net.micro, net.pico);
  }

  #itemOf(track: number | null, release: number | null, isIgnored: boolean): number {
    const isrc = track === null ? `open ${release} ${isIgnored}` : `ZZLR1250${String(track).padStart(4, '0')}`;
    const known = this.db.prepare('SELECT id FROM statement_item WHERE isrc = ?').pluck().get(isrc);
    if (known !== undefined) return known as number;
    const method = isIgnored ? 'ignored' : track === null && release === null ? '' : 'isrc';
    const { lastInsertRowid } = this.db
      .prepare(
        `INSERT INTO statement_item (isrc, upc, catalogue_number, artist, title, release_title, recording_id, release_id, match_method)
         VALUES (?, '', '', '', ?, '', ?, ?, ?)`,
      )
      .run(isrc, track === null ? 'Nobody knows' : `Track ${track}`, track, release, method);
    return Number(lastInsertRowid);
  }

  async payee(name: string, fields: Partial<Input<'payees.make'>> = {}): Promise<PayeeId> {
    return (await this.call('payees.make', { name, currency: 'EUR', ...fields })).id;
  }

  async contract(
    fields: Partial<Input<'contracts.make'>> & Pick<Input<'contracts.make'>, 'payees'>,
  ): Promise<ContractId> {
    return (await this.call('contracts.make', { ...plainContract, ...fields })).id;
  }

  async period(name: string, fromMonth: string, toMonth: string, fields: Partial<Input<'royalties.makePeriod'>> = {}) {
    const given = { name, fromMonth, toMonth, currency: 'EUR', ...fields };
    return (await this.call('royalties.makePeriod', given)).id;
  }

  /** Counts a period and answers how that ended. */
  async calculate(periodId: RoyaltyPeriodId): Promise<NonNullable<Output<'royalties.getWork'>>> {
    await this.call('royalties.calculate', { periodId });
    await this.lab.core.waitForIdle();
    return (await this.call('royalties.getWork')) as NonNullable<Output<'royalties.getWork'>>;
  }

  /** The rows of payees by name, after the period was counted. */
  async rows(periodId: RoyaltyPeriodId) {
    const work = await this.calculate(periodId);
    if (work.state !== 'done') throw new Error(JSON.stringify(work));
    const { books } = await this.call('royalties.overview', { periodId });
    if (!books?.isExact) throw new Error('It does not add up');
    return new Map(books.rows.map((row) => [row.name, row]));
  }

  async closePeriod(periodId: RoyaltyPeriodId): Promise<void> {
    const { state } = await this.calculate(periodId);
    if (state !== 'done') throw new Error(state);
    const period = (await this.call('royalties.periods')).find(({ id }) => id === periodId);
    await this.call('royalties.close', { periodId, name: period?.name ?? '' });
  }
}

function amount(text: string): bigint {
  return parseAmount(text, { decimal: '.' })?.amount ?? 0n;
}

function monthText(month: number): string {
  return `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`;
}

/** If anything, then that rate of what came in. */
export function term(rate: number, fields: Partial<Input<'contracts.make'>['terms'][number]> = {}) {
  return {
    id: 0,
    ...{ saleTypes: [], storeKeys: [], territories: [], exceptTerritories: [], formats: [] },
    ...{ recordingIds: [], releaseIds: [], fromMonth: '', toMonth: '' },
    ...{ basis: 'net' as const, rate, perUnit: '0', deduction: 0, steps: [], countBy: 'contract' as const },
    reserveRate: null,
    ...fields,
  };
}

/** Half of net receipts of everything. */
export const plainContract = {
  name: 'Contract',
  side: 'master' as const,
  kind: 'royalty' as const,
  currency: 'EUR',
  scope: 'default' as const,
  assets: { artistIds: [], releaseIds: [], recordingIds: [], workIds: [] },
  isAlongside: false,
  ...{ fromMonth: '', toMonth: '', profitRate: 0 },
  terms: [term(500_000)],
  reserve: null,
  note: '',
};
