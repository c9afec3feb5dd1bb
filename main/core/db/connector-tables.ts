/** Rows of what services are asked to do, and keep; part of the schema. */

export type ServiceTaskTable = {
  id: number;
  service: string;
  kind: string;
  input: string;
  progress: string | null;
  state: 'waiting' | 'running' | 'failed';
  attempts: number;
  run_after: number;
  error_code: string | null;
  created_at: number;
};

export type StoredFileTable = {
  id: number;
  service: string;
  kind: 'audio' | 'artwork' | 'backup';
  item: string;
  url: string;
  name: string;
  size_bytes: number;
  sha256: string;
  track_id: number | null;
  uploaded_at: number;
};
