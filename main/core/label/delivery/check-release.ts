import type { Db } from '#core/db/query.ts';
import { ArtworkFactsReader } from '#core/label/lint/artwork-facts.ts';
import { gatherInput } from '#core/label/lint/gather-input.ts';
import { lintRelease } from '#core/label/lint/lint-release.ts';
import { requireApproved } from '#core/label/releases/approval.ts';
import { releaseRecord } from '#core/label/releases/release-records.ts';
import type { PackageKind } from '#shared/contract/deliveries.ts';
import { AppError } from '#shared/errors.ts';
import type { PackageTarget } from './package-plan.ts';

/** What has to hold before anything is packed. */
export class ReleaseGate {
  readonly #db: Db;
  readonly #pictures: ArtworkFactsReader;

  /** `pictures`: the folder of those that were added by hand. */
  constructor(db: Db, pictures: string) {
    this.#db = db;
    this.#pictures = new ArtworkFactsReader({ db, pictures });
  }

  /**
   * A takedown needs none of it. Throws RELEASE_NOT_APPROVED, RELEASE_HAS_ERRORS (`rule`, `errors`, and the `track` from 1) where the
   * stores of the target would refuse it, NOT_FOUND.
   */
  async check(releaseId: number, { stores }: PackageTarget, kind: PackageKind, now: number): Promise<void> {
    const { tracks } = releaseRecord.get(this.#db, releaseId);
    if (kind === 'takedown') return;
    requireApproved(this.#db, releaseId);
    if (tracks.length === 0)
      throw new AppError('RELEASE_HAS_ERRORS', 'There are no tracks on this release.', { releaseId });
    const artwork = await this.#pictures.facts(releaseId);
    const input = gatherInput(this.#db, releaseId, { now, artwork });
    // What is out already has a date that is past.
    const release = {
      ...input.release,
      stores: stores.map(({ key }) => key),
      isOut: input.release.isOut || kind === 'update',
    };
    const errors = lintRelease({ ...input, release }).findings.filter(
      ({ ignored, severity }) => ignored === null && severity === 'error',
    );
    const [first] = errors;
    if (!first) return;
    const track = first.place.of === 'track' ? first.place.track + 1 : 0;
    const where = track === 0 ? 'the release' : `track ${track}`;
    throw new AppError('RELEASE_HAS_ERRORS', `${errors.length} errors, the first at ${where}: ${first.rule}`, {
      ...{ releaseId, errors: errors.length, rule: first.rule, track },
    });
  }
}
