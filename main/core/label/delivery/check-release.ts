import type { Db } from '#core/db/query.ts';
import { requireApproved } from '#core/label/releases/approval.ts';
import { releaseRecord } from '#core/label/releases/release-records.ts';
import type { PackageKind } from '#shared/contract/deliveries.ts';
import { AppError } from '#shared/errors.ts';
import type { PackageTarget } from './package-plan.ts';

/** What has to hold before anything is packed. A takedown needs none of it. Throws RELEASE_NOT_APPROVED, RELEASE_HAS_ERRORS, NOT_FOUND. */
export async function checkRelease(
  db: Db,
  releaseId: number,
  _target: PackageTarget,
  kind: PackageKind,
  _now: number,
): Promise<void> {
  const { tracks } = releaseRecord.get(db, releaseId);
  if (kind === 'takedown') return;
  requireApproved(db, releaseId);
  if (tracks.length === 0)
    throw new AppError('RELEASE_HAS_ERRORS', 'There are no tracks on this release.', { releaseId });
}
