import { ArrowRight, Check, CircleAlert, TriangleAlert } from 'lucide-react';
import { type ComponentProps, memo, useMemo } from 'react';
import type { Proposal } from '#shared/contract/organize.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox } from '../../ui/index.ts';
import { describeConfidence, describeNote } from './describe-proposal.ts';
import { GridCell, GridRow } from './grid-parts.tsx';
import { changeOne } from './organize.actions.ts';
import { useOrganize } from './organize.store.ts';
import { comparePaths, type PathPiece } from './path-diff.ts';
import { PathEditor } from './path-editor.tsx';
import styles from './proposal-table.module.css';
import { Remedy } from './remedy.tsx';

const icons = { conflicts: CircleAlert, warnings: TriangleAlert, ready: Check } as const;

type ProposalRowProps = { index: number; proposal: Proposal | undefined; place: ComponentProps<'div'> };

export function ProposalRow({ index, proposal, place }: ProposalRowProps) {
  const isCurrent = useOrganize((state) => state.current === index);
  return (
    <GridRow
      {...place}
      id={`proposal-${index}`}
      className={`${styles.row} ${styles.placed} ${styles.item}`}
      aria-selected={isCurrent}
      aria-busy={proposal === undefined}
      data-group={proposal?.group}
      data-cluster={proposal && proposal.cluster > 0 ? true : undefined}
      onPointerDown={() => useOrganize.setState({ current: index })}
    >
      {proposal && <Cells proposal={proposal} />}
    </GridRow>
  );
}

const Cells = memo(function Cells({ proposal }: { proposal: Proposal }) {
  const text = useText();
  const isEditing = useOrganize((state) => state.editing === proposal.id);
  const { id, group, from, to, fromRoot, toRoot, isApproved, conflict } = proposal;
  const hasOtherRoot = fromRoot !== toRoot;
  const paths = useMemo(() => {
    const now = hasOtherRoot ? `${fromRoot}/${from}` : from;
    return comparePaths(now, to === null ? '' : hasOtherRoot ? `${toRoot}/${to}` : to);
  }, [from, to, fromRoot, toRoot, hasOtherRoot]);
  const Icon = icons[group];
  const name = from.slice(from.lastIndexOf('/') + 1);
  return (
    <>
      <GridCell className={styles.tick}>
        <Checkbox
          aria-label={text('organize.tick', { name })}
          excludeFromTabOrder
          isSelected={isApproved}
          isDisabled={to === null}
          onChange={(isTicked) => changeOne(proposal, { type: 'approve', isApproved: isTicked })}
        />
      </GridCell>
      <GridCell className={styles.icon}>
        <Icon size={15} aria-label={text(`organize.group.${group}`)} />
      </GridCell>
      <GridCell className={styles.now} title={`${fromRoot}/${from}`}>
        <PathText pieces={to === null ? unchanged(paths.now) : paths.now} side="now" />
      </GridCell>
      <GridCell className={styles.after}>
        <ArrowRight size={14} className={styles.arrow} aria-hidden="true" />
        {isEditing && <PathEditor key={id} proposal={proposal} />}
        {!isEditing && to === null && <span className={styles.noName}>{text('organize.notNamed')}</span>}
        {!isEditing && to !== null && (
          <span className={styles.pathText} title={`${toRoot}/${to}`}>
            <PathText pieces={paths.after} side="after" />
          </span>
        )}
      </GridCell>
      <GridCell
        className={styles.note}
        title={[describeNote(text, proposal), proposal.other].filter(Boolean).join(': ')}
      >
        {describeNote(text, proposal)}
      </GridCell>
      <GridCell className={styles.remedy}>
        {conflict === null ? <Confidence proposal={proposal} /> : <Remedy proposal={proposal} name={name} />}
      </GridCell>
    </>
  );
});

function unchanged(pieces: readonly PathPiece[]): PathPiece[] {
  return pieces.map((piece) => ({ ...piece, isChanged: false }));
}

/** Taken away parts are struck through for screen readers too: `del` and `ins` say what they are. */
function PathText({ pieces, side }: { pieces: readonly PathPiece[]; side: 'now' | 'after' }) {
  let at = 0;
  return pieces.map(({ text, isChanged, isFolder }) => {
    const key = at;
    at += text.length;
    const className = isFolder ? styles.folder : undefined;
    if (!isChanged) {
      return (
        <span key={key} className={className}>
          {text}
        </span>
      );
    }
    return side === 'now' ? (
      <del key={key} className={`${styles.removed} ${className ?? ''}`}>
        {text}
      </del>
    ) : (
      <ins key={key} className={`${styles.added} ${className ?? ''}`}>
        {text}
      </ins>
    );
  });
}

function Confidence({ proposal }: { proposal: Proposal }) {
  const text = useText();
  const percent = Math.round(proposal.confidence * 100);
  const label = describeConfidence(text, proposal);
  return (
    <span className={styles.confidence} title={label}>
      <span className={styles.bar} aria-hidden="true">
        <span className={styles.fill} data-low={percent < 90} style={{ width: `${percent}%` }} />
      </span>
      <span role="img" aria-label={label}>
        {percent}
      </span>
    </span>
  );
}
