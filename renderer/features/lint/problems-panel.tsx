import { CircleX, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { GridList } from 'react-aria-components';
import type { LintFinding, LintReport } from '#shared/contract/lint.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { lintSeverities } from '#shared/lint-rules.ts';
import { mayDo } from '#shared/permissions/roles.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { useProfiles } from '../people/index.ts';
import { FindingItem } from './finding-item.tsx';
import { fixAllSafe, fixFinding } from './lint.actions.ts';
import styles from './problems-panel.module.css';

type ProblemsPanelProps = {
  releaseId: ReleaseId;
  /** Opens what chooses another file for a track, by its place from 0. */
  onChooseFile?: (track: number) => void;
  onChooseArtwork?: () => void;
  /** Called when a finding is opened: the track's place, or null for the release, and the field. */
  onShow?: (track: number | null, field: string) => void;
};

/** More would be read by nobody; they come up as others go. */
const mostShown = 200;
const icons = { error: CircleX, warning: TriangleAlert, note: Info } as const;
const counts = { error: 'lint.errors', warning: 'lint.warnings', note: 'lint.notes' } as const;

/** What is wrong with a release, the worst first, each with its button. Arrows open one, Enter applies its fix. */
export function ProblemsPanel({ releaseId, ...doors }: ProblemsPanelProps) {
  const text = useText();
  const { data: report, error } = useCall('lint.run', { releaseId }, { keepsPrevious: true });
  const role = useProfiles()?.role;
  const mayEdit = role !== undefined && role !== null && mayDo(role, 'editReleases');
  const [showsIgnored, setShowsIgnored] = useState(false);
  if (error) return <p className={styles.quiet}>{text('lint.failed', { reason: errorText(text, error.code) })}</p>;
  if (!report) return null;
  const open = report.findings.filter(({ ignored }) => ignored === null);
  const shown = showsIgnored ? report.findings : open;
  const safe = open.filter(({ fix }) => fix?.isSafe && fix.kind === 'patch').length;
  const ignored = report.findings.length - open.length;
  return (
    <section className={styles.panel} aria-label={text('lint.problems')}>
      <header className={styles.head}>
        <h2>{text('lint.problems')}</h2>
        <Counts findings={open} />
        {ignored > 0 && (
          <Button kind="link" size="small" onPress={() => setShowsIgnored(!showsIgnored)}>
            {text(showsIgnored ? 'lint.hideIgnored' : 'lint.showIgnored')}
          </Button>
        )}
        <span className={styles.space} />
        <span className={styles.said}>{text(isBlocked(report) ? 'lint.blocked' : 'lint.free')}</span>
        {mayEdit && safe > 0 && (
          <Button size="small" onPress={() => void fixAllSafe(releaseId)}>
            {text('lint.fixSafe', { count: safe })}
          </Button>
        )}
      </header>
      {open.length === 0 && <p className={styles.quiet}>{text('lint.none')}</p>}
      {shown.length > 0 && <Findings releaseId={releaseId} findings={shown} mayEdit={mayEdit} {...doors} />}
      {shown.length > mostShown && (
        <p className={styles.quiet}>{text('lint.more', { count: shown.length - mostShown })}</p>
      )}
    </section>
  );
}

function isBlocked({ findings }: LintReport): boolean {
  return findings.some(({ severity, ignored }) => severity === 'error' && ignored === null);
}

function Counts({ findings }: { findings: readonly LintFinding[] }) {
  const text = useText();
  return (
    <>
      {lintSeverities.map((severity) => {
        const count = findings.filter((finding) => finding.severity === severity).length;
        const Icon = icons[severity];
        return (
          count > 0 && (
            <span key={severity} className={styles.count}>
              <Icon size={14} className={styles[severity]} aria-hidden="true" />
              {text(counts[severity], { count })}
            </span>
          )
        );
      })}
    </>
  );
}

type FindingsProps = ProblemsPanelProps & { findings: readonly LintFinding[]; mayEdit: boolean };

function Findings({ releaseId, findings, mayEdit, onChooseFile, onChooseArtwork, onShow }: FindingsProps) {
  const text = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = findings.slice(0, mostShown);
  // When one is gone, the one that took its place is open.
  const [place, setPlace] = useState(0);
  const current = shown.find(({ id }) => id === chosen) ?? shown[Math.min(place, shown.length - 1)];
  const show = (id: string) => {
    const at = shown.findIndex((finding) => finding.id === id);
    const finding = shown[at];
    if (!finding) return;
    setChosen(id);
    setPlace(at);
    onShow?.(finding.place.of === 'track' ? finding.place.track : null, finding.place.field);
  };
  const apply = (finding: LintFinding) => {
    const { fix, place: where } = finding;
    if (!fix || !mayEdit) return;
    if (fix.kind === 'patch') void fixFinding(releaseId, finding);
    else if (fix.kind === 'chooseArtwork') onChooseArtwork?.();
    else if (where.of === 'track') onChooseFile?.(where.track);
  };
  const canApply = ({ fix }: LintFinding) =>
    mayEdit &&
    fix !== null &&
    (fix.kind === 'patch' || (fix.kind === 'chooseFile' ? onChooseFile !== undefined : onChooseArtwork !== undefined));
  return (
    <GridList
      className={styles.list ?? ''}
      aria-label={text('lint.problems')}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={current ? [current.id] : []}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : keys;
        if (typeof key === 'string') show(key);
      }}
      onAction={(key) => {
        const finding = shown.find(({ id }) => id === key);
        if (finding) apply(finding);
      }}
      keyboardNavigationBehavior="tab"
      dependencies={[current?.id, mayEdit]}
      items={shown}
    >
      {(finding) => (
        <FindingItem
          releaseId={releaseId}
          finding={finding}
          isOpen={finding === current}
          mayEdit={mayEdit}
          apply={canApply(finding) ? () => apply(finding) : null}
        />
      )}
    </GridList>
  );
}
