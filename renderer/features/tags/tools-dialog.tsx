import { useEffect, useState } from 'react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { Tool } from '#shared/tags/tools/tool.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, EmptyState, Select } from '../../ui/index.ts';
import { ChangeList } from './change-list.tsx';
import { applyTool, tracksPerCall } from './tags.actions.ts';
import { isReady, newTool, toolTypes } from './tool-defaults.ts';
import { ToolOptions } from './tool-options.tsx';
import styles from './tools-dialog.module.css';

/** After the last change of an option. */
const settledMs = 250;
const shownTracks = 100;

type ToolsDialogProps = { ids: readonly TrackId[]; onClose: () => void };

/** Changes many tags at once, with what would change beside it. */
export function ToolsDialog({ ids, onClose }: ToolsDialogProps) {
  const text = useText();
  const [tool, setTool] = useState<Tool>(newTool('replace'));
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const settled = useSettled(tool);
  const canAsk = isReady(settled);
  const { data, error } = useCall(
    'tags.propose',
    { ids: ids.slice(0, tracksPerCall), tool: settled, limit: shownTracks },
    { enabled: canAsk },
  );
  const proposal = canAsk && !error ? data : undefined;
  const apply = async () => {
    setRunning(true);
    try {
      await applyTool(ids, tool);
      onClose();
    } catch (caught) {
      setFailure(errorText(text, asAppError(caught).code));
      setRunning(false);
    }
  };
  const problem = failure ?? (canAsk && error ? errorText(text, error.code) : null);
  return (
    <Dialog
      title={text('tags.tools.title', { count: ids.length })}
      isOpen
      onClose={onClose}
      size="large"
      footer={
        <>
          <span className={styles.note} role="status">
            {problem ?? (proposal && text('tags.tools.changes', { count: proposal.changedCount, total: ids.length }))}
          </span>
          <Button onPress={onClose}>{text('ui.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={!proposal || proposal.changedCount === 0 || settled !== tool || isRunning}
            onPress={() => void apply()}
          >
            {text('tags.tools.apply', { count: proposal?.changedCount ?? 0 })}
          </Button>
        </>
      }
    >
      <div className={styles.columns}>
        <div className={styles.options}>
          <Select
            label={text('tags.tool')}
            value={tool.type}
            options={toolTypes.map((type) => ({ value: type, text: text(`tags.tool.${type}`) }))}
            onChange={(type) => {
              setTool(newTool(type));
              setFailure(null);
            }}
          />
          <ToolOptions
            tool={tool}
            onChange={(changed) => {
              setTool(changed);
              setFailure(null);
            }}
          />
        </div>
        <section className={styles.preview} aria-label={text('tags.tools.preview')}>
          {proposal?.shown.length === 0 && <EmptyState text={text('tags.tools.nothing')} />}
          <ul>
            {proposal?.shown.map((track) => (
              <li key={track.id}>
                <p className={styles.name}>{track.title || track.fileName}</p>
                <ChangeList changes={track.changes} />
              </li>
            ))}
          </ul>
          {proposal && proposal.changedCount > proposal.shown.length && (
            <p className={styles.more}>
              {text('tags.tools.more', { count: proposal.changedCount - proposal.shown.length })}
            </p>
          )}
        </section>
      </div>
    </Dialog>
  );
}

/** A value once it has not changed for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settledMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
