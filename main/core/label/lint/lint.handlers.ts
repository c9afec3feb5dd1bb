import { join } from 'node:path';
import type { Context } from '#core/context.ts';
import { editRelease } from '#core/label/releases/edit-release.ts';
import { releaseRecord } from '#core/label/releases/release-records.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { lintContract } from '#shared/contract/lint.ts';
import { AppError } from '#shared/errors.ts';
import { applyFixes, applySafeFixes } from './apply-fix.ts';
import { ArtworkFactsReader } from './artwork-facts.ts';
import { keepFixes } from './fix-release.ts';
import { fixedFindings } from './fixed-findings.ts';
import { gatherInput } from './gather-input.ts';
import { ignoreKey, lintRelease } from './lint-release.ts';
import { lintReport } from './run-lint.ts';

export function lintHandlers(context: Context): Handlers<typeof lintContract> {
  const { db, platform } = context;
  const pictures = new ArtworkFactsReader({ db, pictures: join(platform.home, 'pictures') });
  /** Commands do not wait for pictures; no fix of theirs is the lint's to do. */
  const gather = (releaseId: number) =>
    gatherInput(db, releaseId, { now: platform.now(), artwork: pictures.known(releaseId) });
  const findIn = (releaseId: number, id: string) => {
    const found = lintRelease(gather(releaseId)).findings.find((finding) => finding.id === id);
    if (!found) throw new AppError('NOT_FOUND', 'That is not found any more.', { id });
    return found;
  };

  return {
    'lint.run': async ({ releaseId }) => {
      const artwork = await pictures.facts(releaseId);
      return lintReport(db, releaseId, gatherInput(db, releaseId, { now: platform.now(), artwork }));
    },

    'lint.fix': ({ releaseId, findings }) => {
      const before = gather(releaseId);
      const asked = new Set(findings);
      const { input, done } = applyFixes(
        before,
        lintRelease(before).findings.filter(({ id }) => asked.has(id)),
      );
      return { ...keepFixes(context, releaseId, before, input), count: done.length };
    },

    'lint.fixAll': ({ releaseId }) => {
      const before = gather(releaseId);
      const { input } = applySafeFixes(before);
      return { ...keepFixes(context, releaseId, before, input), count: fixedFindings(before, input) };
    },

    'lint.ignore': ({ releaseId, finding, reason }) => {
      const found = findIn(releaseId, finding);
      if (!found.canIgnore) throw new AppError('STATE_REFUSED', 'This cannot be ignored.', { rule: found.rule });
      const key = ignoreKey(found);
      const others = releaseRecord
        .get(db, releaseId)
        .ignoredFindings.filter(({ rule, place }) => rule !== key.rule || place !== key.place);
      return editRelease(context, releaseId, { ignoredFindings: [...others, { ...key, reason }] });
    },

    'lint.unignore': ({ releaseId, finding }) => {
      const kept = releaseRecord
        .get(db, releaseId)
        .ignoredFindings.filter(({ rule, place }) => `${rule} ${place}` !== finding);
      return editRelease(context, releaseId, { ignoredFindings: kept });
    },
  };
}
