import { type Db, prepare } from '#core/db/query.ts';
import type { DeliveryId, DeliveryJob, DeliveryJobId, PackageId, PackageKind } from '#shared/contract/deliveries.ts';
import { storeMap } from './deliveries.repository.ts';
import type { DeliveryFailure } from './failure-category.ts';

export type JobRow = {
  id: DeliveryJobId;
  kind: PackageKind;
  priority: DeliveryJob['priority'];
  state: DeliveryJob['state'];
  reason: string;
  createdAt: number;
  createdBy: number | null;
  endedAt: number | null;
};

export type NewJob = Pick<JobRow, 'kind' | 'priority' | 'reason' | 'createdAt' | 'createdBy'>;

const select = `SELECT id, kind, priority, state, reason, created_at AS createdAt, created_by AS createdBy, ended_at AS endedAt
  FROM delivery_job`;

export function insertJob(db: Db, job: NewJob, deliveryIds: readonly number[]): DeliveryJobId {
  return db
    .transaction(() => {
      const id = prepare(
        db,
        `INSERT INTO delivery_job (kind, priority, reason, created_at, created_by)
         VALUES (@kind, @priority, @reason, @createdAt, @createdBy) RETURNING id`,
      )
        .pluck()
        .get(job) as DeliveryJobId;
      const insert = prepare(db, 'INSERT INTO delivery_job_part (job_id, position, delivery_id) VALUES (?, ?, ?)');
      for (const [position, deliveryId] of deliveryIds.entries()) insert.run(id, position, deliveryId);
      return id;
    })
    .immediate();
}

/** The next one to do: the most urgent first, then the oldest. */
export function nextJob(db: Db): JobRow | undefined {
  return prepare(
    db,
    `${select} WHERE state IN ('pending', 'processing')
     ORDER BY state = 'processing' DESC, CASE priority WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, created_at, id LIMIT 1`,
  ).get() as JobRow | undefined;
}

export function findJob(db: Db, id: number): JobRow | undefined {
  return prepare(db, `${select} WHERE id = ?`).get(id) as JobRow | undefined;
}

export function setJobState(db: Db, id: number, state: JobRow['state'], endedAt: number | null): void {
  prepare(db, 'UPDATE delivery_job SET state = ?, ended_at = ? WHERE id = ?').run(state, endedAt, id);
}

export type PartRow = { position: number; deliveryId: DeliveryId; state: DeliveryJob['parts'][number]['state'] };

export function listParts(db: Db, id: number): PartRow[] {
  return prepare(
    db,
    'SELECT position, delivery_id AS deliveryId, state FROM delivery_job_part WHERE job_id = ? ORDER BY position',
  ).all(id) as PartRow[];
}

export function setParts(
  db: Db,
  id: number,
  positions: readonly number[],
  state: PartRow['state'],
  facts: { failure?: DeliveryFailure; packageId?: PackageId } = {},
): void {
  const { category = '', code = '', text = '' } = facts.failure ?? {};
  prepare(
    db,
    `UPDATE delivery_job_part SET state = ?, error_category = ?, error_code = ?, error_text = ?, package_id = ?
     WHERE job_id = ? AND position IN (SELECT value FROM json_each(?))`,
  ).run(state, category, code, text, facts.packageId ?? null, id, JSON.stringify(positions));
}

/** What a process that ended was in the middle of is done again. */
export function recoverParts(db: Db): void {
  prepare(db, "UPDATE delivery_job_part SET state = 'waiting' WHERE state = 'working'").run();
}

/** Whether a delivery waits in a job already. */
export function isWaiting(db: Db, deliveryId: number): boolean {
  const found = prepare(
    db,
    "SELECT 1 FROM delivery_job_part WHERE delivery_id = ? AND state IN ('waiting', 'working') LIMIT 1",
  ).get(deliveryId);
  return found !== undefined;
}

type ListedPart = Omit<DeliveryJob['parts'][number], 'storeName'> & { storeKey: string };

export function listJobs(db: Db, limit: number): DeliveryJob[] {
  const jobs = prepare(db, `${select} ORDER BY id DESC LIMIT ?`).all(limit) as JobRow[];
  const stores = storeMap(db);
  const parts = prepare(
    db,
    `SELECT delivery_id AS deliveryId, coalesce(release.title, '') AS title, coalesce(store_key, '') AS storeKey,
       delivery_job_part.state, delivery_job_part.error_category AS errorCategory, error_code AS errorCode,
       delivery_job_part.error_text AS errorText
     FROM delivery_job_part LEFT JOIN delivery ON delivery.id = delivery_id LEFT JOIN release ON release.id = release_id
     WHERE job_id = ? ORDER BY position`,
  );
  return jobs.map(({ reason: _reason, createdBy: _createdBy, ...job }) => ({
    ...job,
    parts: (parts.all(job.id) as ListedPart[]).map(({ storeKey, ...part }) => ({
      ...part,
      storeName: stores.get(storeKey)?.name ?? storeKey,
    })),
  }));
}
