import { FolderPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { attempt } from '../features/commands/index.ts';
import { openCueFile } from '../features/cue/index.ts';
import { isExchangeFile, openExchangeFile } from '../features/exchange/index.ts';
import { addDropped } from '../features/folders/index.ts';
import { openJoinFile } from '../features/people/index.ts';
import { useText } from '../messages/use-text.ts';
import styles from './drop-target.module.css';

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** Lets folders and files be dropped anywhere in the window. */
export function DropTarget() {
  const text = useText();
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Something under the pointer takes them itself: a cover.
      if (event.defaultPrevented) return setIsOver(false);
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      // Only out of the window, not from one element to the next.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      setIsOver(false);
      if (!hasFiles(event) || event.defaultPrevented) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const [first] = files;
      // A sheet is no music: it is read.
      const isSheet = files.length === 1 && first !== undefined && /\.cue$/i.test(first.name);
      const isInvitation = files.length === 1 && first !== undefined && /\.ledgerline-join$/i.test(first.name);
      void attempt(() => {
        if (isInvitation) return openJoinFile(first);
        if (files.length === 1 && first && isExchangeFile(first.name)) return openExchangeFile(first);
        return isSheet ? openCueFile(first) : addDropped(files);
      });
    };
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);

  if (!isOver) return null;
  return (
    <div className={styles.over}>
      <p className={styles.text}>
        <FolderPlus size={16} aria-hidden="true" />
        {text('folders.drop')}
      </p>
    </div>
  );
}
