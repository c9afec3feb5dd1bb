import type { KeyNotation } from '#shared/music-key.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { formatBpm, KeyLabel, selectedIds, type TracksSummary } from '../tracks/index.ts';
import styles from './analysis-section.module.css';
import { BpmEditor } from './edit/bpm-editor.tsx';
import { EditPopover } from './edit/edit-popover.tsx';
import { resetAll, scaleByHand } from './edit/editing.ts';
import { KeyEditor, keyName } from './edit/key-editor.tsx';
import { MoodEditor } from './edit/mood-editor.tsx';
import { PlainRow } from './measure-row.tsx';
import { Section } from './section.tsx';

type SeveralAnalysisProps = { summary: TracksSummary; notation: KeyNotation };

/** Tempo, key and mood of all selected tracks; only what is touched is set. */
export function SeveralAnalysis({ summary, notation }: SeveralAnalysisProps) {
  const text = useText();
  const { shared, bpmRange } = summary;
  const key = typeof shared.key === 'number' ? shared.key : null;
  const bpm = bpmRange && bpmRange[0] === bpmRange[1] ? bpmRange[0] : null;
  const various = <span className={styles.various}>{text('inspector.various')}</span>;
  const bpmShown = bpmRange === null ? text('inspector.none') : [...new Set(bpmRange.map(formatBpm))].join('–');
  return (
    <Section
      title={text('inspector.analysis')}
      end={
        <Button kind="link" size="small" className={styles.review ?? ''} onPress={() => void resetAll(selectedIds)}>
          {text('inspector.edit.reset')}
        </Button>
      }
    >
      <PlainRow
        name={text('library.column.bpm')}
        note={
          <span className={styles.scale}>
            <Button size="small" kind="ghost" onPress={() => void scaleByHand(selectedIds, 0.5)}>
              {text('inspector.edit.half')}
            </Button>
            <Button size="small" kind="ghost" onPress={() => void scaleByHand(selectedIds, 2)}>
              {text('inspector.edit.double')}
            </Button>
          </span>
        }
      >
        <EditPopover
          name={text('library.column.bpm')}
          spoken={bpmShown}
          isLocked={false}
          editor={(close) => (
            <BpmEditor targets={selectedIds} bpm={bpm} candidates={[]} isLocked={false} close={close} />
          )}
        >
          {bpmShown}
        </EditPopover>
      </PlainRow>
      <PlainRow name={text('library.column.key')}>
        <EditPopover
          name={text('library.column.key')}
          spoken={key === null ? text('inspector.various') : keyName(key, notation)}
          isLocked={false}
          editor={(close) => (
            <KeyEditor targets={selectedIds} musicKey={key} notation={notation} isLocked={false} close={close} />
          )}
        >
          {key === null ? various : <KeyLabel musicKey={key} notation={notation} />}
        </EditPopover>
      </PlainRow>
      <PlainRow name={text('inspector.mood')}>
        <EditPopover
          name={text('inspector.mood')}
          spoken={text('inspector.various')}
          isLocked={false}
          editor={(close) => <MoodEditor targets={selectedIds} chosen={[]} isLocked={false} close={close} />}
        >
          {various}
        </EditPopover>
      </PlainRow>
    </Section>
  );
}
