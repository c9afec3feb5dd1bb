import { type DragEvent, useState } from 'react';
import { useText } from '../../messages/use-text.ts';
import { Segmented, showToast, ViewHead } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { ExportPanel } from './export-panel.tsx';
import { ImportPanel } from './import-panel.tsx';
import { dropImport } from './programs.actions.ts';
import styles from './programs.module.css';
import { usePrograms } from './programs.store.ts';

/** What comes from other programs, and what goes to them. */
export function ProgramsView() {
  const text = useText();
  const direction = usePrograms((state) => state.direction);
  const [isOver, setIsOver] = useState(false);
  const drag = (event: DragEvent) => {
    if (direction !== 'import' || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setIsOver(true);
  };
  const drop = (event: DragEvent) => {
    setIsOver(false);
    if (direction !== 'import' || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    void attempt(async () => {
      if (!(await dropImport(files))) showToast({ text: text('programs.noPath') });
    });
  };
  return (
    <>
      <ViewHead title={text('programs.title')} summary={text('programs.summary')}>
        <Segmented
          label={text('programs.direction')}
          value={direction}
          options={[
            { value: 'import', text: text('programs.import') },
            { value: 'export', text: text('programs.export') },
          ]}
          onChange={(value) => usePrograms.setState({ direction: value })}
        />
      </ViewHead>
      {/* Files can be chosen by their path too. */}
      <section
        className={styles.view}
        data-over={isOver}
        aria-label={text(`programs.${direction}`)}
        data-pane-focus
        onDragOver={drag}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        {direction === 'import' ? <ImportPanel /> : <ExportPanel />}
      </section>
    </>
  );
}
