import { openLibrary } from '../main/core/db/open-library.ts';

const term = {
  id: 1,
  ...{
    saleTypes: [],
    storeKeys: [],
    territories: [],
    exceptTerritories: [],
    formats: [],
    recordingIds: [],
    releaseIds: [],
  },
  ...{ fromMonth: '', toMonth: '', basis: 'net', rate: 500_000, perUnit: '0', deduction: 0, steps: [] },
  ...{ countBy: 'contract', reserveRate: null },
};

/** Two payees who share a track by half of net receipts, an advance of one of them, and a quarter's sales in two currencies. */
export function prepareRoyalties(home: string): void {
  const { db, close } = openLibrary(home);
  db.exec(`
    INSERT INTO person (id, name, roles, member_role, created_at, changed_at) VALUES (1, 'Mara Elin', '["artist"]', 'owner', 0, 0);
    UPDATE workspace SET name = 'Lantern Row', currency = 'EUR', address = 'Quay Street 4', active_person_id = 1;
    INSERT INTO recording (id, title, artist, isrc, created_at, changed_at) VALUES (1, 'Low Season', 'Ines Valloria', 'ZZLR12500017', 0, 0);
    INSERT INTO payee (id, name, currency, iban, created_at, changed_at)
      VALUES (1, 'Ines Valloria', 'EUR', 'DE89370400440532013000', 0, 0), (2, 'Lumen Parish', 'EUR', '', 0, 0);
    INSERT INTO statement_store (id, name, store_key) VALUES (1, 'Spotify', 'spotify'), (2, 'Bandcamp', 'bandcamp');
    INSERT INTO statement_item (id, isrc, upc, catalogue_number, artist, title, release_title, recording_id, match_method)
      VALUES (1, 'ZZLR12500017', '', '', 'Ines Valloria', 'Low Season', '', 1, 'isrc'), (2, '', '', '', '', 'Nobody', '', NULL, '');`);
  db.prepare(
    `INSERT INTO contract (id, name, side, kind, currency, scope, assets, terms, last_term_id, payees, created_at, changed_at)
     VALUES (1, 'Low Season', 'master', 'royalty', 'EUR', 'default', ?, ?, 1, ?, 0, 0)`,
  ).run(
    JSON.stringify({ artistIds: [], releaseIds: [], recordingIds: [], workIds: [] }),
    JSON.stringify([term]),
    JSON.stringify([
      { payeeId: 1, share: 750_000 },
      { payeeId: 2, share: 250_000 },
    ]),
  );
  db.exec(`INSERT INTO ledger_entry (contract_id, payee_id, kind, date, amount_minor, note, created_at)
    VALUES (1, 1, 'advance', '2026-07-02', 10000, 'On signing', 0);`);
  const statement = db.prepare(
    `INSERT INTO statement (id, name, sha256, size_bytes, format, state, from_month, to_month, row_count, rates, imported_at, changed_at)
     VALUES (?, ?, ?, 1, 'test', 'counted', '2026-07', '2026-09', 1, ?, 0, 0)`,
  );
  statement.run(1, 'spotify-2026-q3.csv', 'a', '[]');
  statement.run(2, 'bandcamp-2026-q3.csv', 'b', '[{"from":"USD","to":"EUR","rate":"0.9182","on":"2026-09-30"}]');
  const sum = db.prepare(
    `INSERT INTO statement_sum (statement_id, item_id, store_id, territory, sale_type, format, month, currency, line_count, units,
       net_micro, net_pico, gross_micro, gross_pico, fee_micro, fee_pico, withheld_micro, withheld_pico)
     VALUES (?, ?, ?, ?, ?, '', ?, ?, 1, ?, ?, ?, 0, 0, 0, 0, 0, 0)`,
  );
  sum.run(1, 1, 1, 'DE', 'stream', 202607, 'EUR', 41_280, 800_000_001, 500_000);
  sum.run(1, 1, 1, 'FR', 'stream', 202608, 'EUR', 9000, 200_000_000, 0);
  sum.run(1, 2, 1, 'FR', 'stream', 202608, 'EUR', 12, 41_180_000, 0);
  sum.run(2, 1, 2, 'US', 'download', 202609, 'USD', 40, 100_000_000, 0);
  close();
}
