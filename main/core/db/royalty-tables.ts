/** Rows of payees, contracts and what is calculated of them; part of the schema. */
export type RoyaltyTables = {
  payee: PayeeTable;
  contract: ContractTable;
  contract_group: ContractGroupTable;
  ledger_entry: LedgerEntryTable;
  royalty_cost: RoyaltyCostTable;
  release_spread: ReleaseSpreadTable;
  royalty_period: RoyaltyPeriodTable;
  royalty_result: RoyaltyResultTable;
  royalty_balance: RoyaltyBalanceTable;
  royalty_payout: RoyaltyPayoutTable;
  royalty_used: RoyaltyUsedTable;
  payment: PaymentTable;
  royalty_scenario: RoyaltyScenarioTable;
};

export type PayeeTable = {
  id: number;
  person_id: number | null;
  name: string;
  currency: string;
  minimum_minor: number;
  withholding: number;
  withholding_territories: string;
  address: string;
  country: string;
  tax_note: string;
  iban: string;
  bic: string;
  email: string;
  is_on_hold: 0 | 1;
  is_self_billed: 0 | 1;
  note: string;
  archived_at: number | null;
  created_at: number;
  changed_at: number;
};

export type ContractTable = {
  id: number;
  name: string;
  side: 'master' | 'composition';
  kind: 'royalty' | 'flexible' | 'classic';
  currency: string;
  scope: 'default' | 'artist' | 'release' | 'recording' | 'work';
  assets: string;
  is_alongside: 0 | 1;
  from_month: string;
  to_month: string;
  profit_rate: number;
  terms: string;
  last_term_id: number;
  payees: string;
  reserve: string | null;
  note: string;
  archived_at: number | null;
  created_at: number;
  changed_at: number;
};

export type ContractGroupTable = {
  id: number;
  name: string;
  rule: string;
  contract_ids: string;
  main_contract_id: number | null;
  created_at: number;
};

export type LedgerEntryTable = {
  id: number;
  contract_id: number;
  payee_id: number | null;
  kind: string;
  date: string;
  amount_minor: number;
  note: string;
  payment_id: number | null;
  created_at: number;
};

export type RoyaltyCostTable = {
  id: number;
  category: string;
  description: string;
  date: string;
  amount_minor: number;
  currency: string;
  recoupable: number;
  target: string;
  sharing: 'full' | 'proRata';
  expense_id: number | null;
  receipt_hash: string | null;
  receipt_name: string;
  created_at: number;
};

export type ReleaseSpreadTable = {
  id: number;
  release_id: number;
  spread: 'duration' | 'weights';
  weights: string;
};

export type RoyaltyPeriodTable = {
  id: number;
  name: string;
  from_month: string;
  to_month: string;
  currency: string;
  rates: string;
  created_at: number;
  calculated_at: number | null;
  stamp: string;
  closed_at: number | null;
  closed_by: number | null;
};

export type RoyaltyResultTable = {
  period_id: number;
  input_hash: string;
  base_hash: string;
  output_hash: string;
  input: Uint8Array;
  output: Uint8Array;
  books: string;
};

export type RoyaltyBalanceTable = {
  period_id: number;
  contract_id: number;
  payee_id: number;
  currency: string;
  opening: number;
  royalties: number;
  costs: number;
  advances: number;
  reserves_taken: number;
  reserves_released: number;
  transfers: number;
  adjustments: number;
  prior_adjustments: number;
  payments: number;
  closing: number;
};

export type RoyaltyPayoutTable = {
  period_id: number;
  payee_id: number;
  currency: string;
  gross: number;
  withheld: number;
  payable: number;
  carried: number;
  reason: string;
};

export type RoyaltyUsedTable = {
  period_id: number;
  kind: 'statement' | 'entry' | 'cost';
  item_id: number;
};

export type PaymentTable = {
  id: number;
  period_id: number;
  payee_id: number;
  currency: string;
  payable_minor: number;
  withheld_minor: number;
  reference: string;
  paid_on: string;
  bank_reference: string;
  created_at: number;
};

export type RoyaltyScenarioTable = {
  id: number;
  period_id: number;
  name: string;
  changes: string;
  created_at: number;
};
