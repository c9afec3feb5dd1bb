/** Rows of deliveries; part of the schema. */
export type DeliveryTables = {
  store_setting: StoreSettingTable;
  delivery: DeliveryTable;
  delivery_package: DeliveryPackageTable;
  delivery_job: DeliveryJobTable;
  delivery_job_part: DeliveryJobPartTable;
  delivery_return: DeliveryReturnTable;
};

export type StoreSettingTable = {
  id: number;
  store_key: string;
  name: string;
  kind: 'streaming' | 'download' | 'video' | 'social' | 'fitness' | 'radio';
  is_own: 0 | 1;
  is_active: 0 | 1;
  estimate: string;
  threshold: number | null;
  lead_days: number | null;
  method: string;
  distributor: string;
  layout: string;
  ern: string;
  dpid: string;
  party_name: string;
  audio: 'master' | 'wav';
  note: string;
  created_at: number;
  changed_at: number;
};

export type DeliveryTable = {
  id: number;
  release_id: number;
  store_key: string;
  state: string;
  history: string;
  territories: string | null;
  price_tier: string;
  preorder_date: string;
  takedown_date: string;
  store_release_id: string;
  url: string;
  formats: string;
  retry_count: number;
  next_try_at: number | null;
  error_category: string;
  error_text: string;
  scheduled_at: number | null;
  package_id: number | null;
  method: string;
  confirmation: string;
  follow_up_on: string;
  note: string;
  created_at: number;
  changed_at: number;
};

export type DeliveryPackageTable = {
  id: number;
  release_id: number;
  target: string;
  stores: string;
  kind: 'initial' | 'update' | 'takedown';
  path: string;
  batch_id: string;
  message_id: string;
  snapshot: string;
  snapshot_hash: string;
  files: string;
  ern: string | null;
  reason: string;
  size_bytes: number;
  built_at: number;
  built_by: number | null;
};

export type DeliveryJobTable = {
  id: number;
  kind: 'initial' | 'update' | 'takedown';
  priority: 'low' | 'normal' | 'high';
  state: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
  reason: string;
  created_at: number;
  created_by: number | null;
  ended_at: number | null;
};

export type DeliveryJobPartTable = {
  job_id: number;
  position: number;
  delivery_id: number;
  state: 'waiting' | 'working' | 'done' | 'failed' | 'cancelled';
  error_category: string;
  error_code: string;
  error_text: string;
  package_id: number | null;
};

export type DeliveryReturnTable = {
  sha256: string;
  name: string;
  at: number;
  state: 'applied' | 'partly' | 'unmatched' | 'unreadable';
  rows: string;
  problem: string;
  problem_row: number;
};
