/** Rows of statements; part of the schema. */
export type StatementTables = {
  statement: StatementTable;
  statement_store: StatementStoreTable;
  statement_item: StatementItemTable;
  statement_line: StatementLineTable;
  statement_rows: StatementRowsTable;
  statement_sum: StatementSumTable;
  statement_item_sum: StatementItemSumTable;
  statement_problem: StatementProblemTable;
  statement_mapping: StatementMappingTable;
  stream_count: StreamCountTable;
};

export type StatementTable = {
  id: number;
  name: string;
  sha256: string;
  size_bytes: number;
  fingerprint: string;
  kind: 'sales' | 'streams';
  format: string;
  mapping_id: number | null;
  plan: string;
  source: string;
  state: 'importing' | 'counted' | 'removed';
  replaces_id: number | null;
  corrects_id: number | null;
  from_month: string;
  to_month: string;
  reported_month: string;
  row_count: number;
  problem_count: number;
  totals: string;
  control_totals: string;
  is_difference_known: 0 | 1;
  rates: string;
  note: string;
  imported_at: number;
  changed_at: number;
};

export type StatementStoreTable = {
  id: number;
  name: string;
  store_key: string;
};

export type StatementItemTable = {
  id: number;
  isrc: string;
  upc: string;
  catalogue_number: string;
  artist: string;
  title: string;
  release_title: string;
  fold: string;
  recording_id: number | null;
  release_id: number | null;
  match_method: '' | 'isrc' | 'upc' | 'catalogue' | 'alias' | 'hand' | 'ignored';
};

export type StatementLineTable = {
  statement_id: number;
  line: number;
  item_id: number;
  store_id: number;
  territory: string;
  sale_type: string;
  format: string;
  month: number;
  currency: string;
  units: number;
  net_micro: number;
  net_pico: number;
  gross_micro: number | null;
  gross_pico: number | null;
  fee_micro: number | null;
  fee_pico: number | null;
  withheld_micro: number | null;
  withheld_pico: number | null;
};

export type StatementRowsTable = {
  statement_id: number;
  first_line: number;
  rows: Uint8Array;
};

export type StatementSumTable = {
  id: number;
  statement_id: number;
  item_id: number;
  store_id: number;
  territory: string;
  sale_type: string;
  format: string;
  month: number;
  currency: string;
  line_count: number;
  units: number;
  net_micro: number;
  net_pico: number;
  gross_micro: number;
  gross_pico: number;
  fee_micro: number;
  fee_pico: number;
  withheld_micro: number;
  withheld_pico: number;
};

export type StatementItemSumTable = {
  id: number;
  statement_id: number;
  item_id: number;
  currency: string;
  line_count: number;
  units: number;
  net_micro: number;
  net_pico: number;
};

export type StatementProblemTable = {
  statement_id: number;
  position: number;
  line: number;
  code: string;
  column_name: string;
  text: string;
};

export type StatementMappingTable = {
  id: number;
  name: string;
  header: string;
  mapping: string;
  created_at: number;
};

export type StreamCountTable = {
  statement_id: number;
  line: number;
  item_id: number | null;
  store_key: string;
  from_day: string;
  to_day: string;
  streams: number | null;
  listeners: number | null;
  saves: number | null;
  playlist_adds: number | null;
  followers: number | null;
  subject: string;
};
