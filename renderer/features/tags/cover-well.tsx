import { ClipboardPaste, ImagePlus, RotateCcw, X } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { TagFieldState } from '#shared/contract/tags.ts';
import { uploadPicture } from '../../api/media.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Artwork } from '../tracks/index.ts';
import styles from './tag-editor.module.css';
import { editTagNow, revertTags, type Targets } from './tags.actions.ts';

const artworkHashLength = 32;
const types = ['image/jpeg', 'image/png', 'image/webp'];

type CoverWellProps = { state: TagFieldState | undefined; count: number; targets: Targets };

/** The front cover: dropped, pasted, chosen, or taken away. */
export function CoverWell({ state, count, targets }: CoverWellProps) {
  const text = useText();
  const [isOver, setOver] = useState(false);
  const wellRef = useRef<HTMLFieldSetElement>(null);
  const hash = state?.values?.[0]?.slice(0, artworkHashLength) ?? null;
  const isVarious = state?.values === null;
  const isEdited = (state?.editedCount ?? 0) > 0;
  const take = (files: Iterable<File> | null) => {
    const picture = [...(files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (!picture) return;
    void attempt(async () => {
      const { hash: added } = await uploadPicture(picture);
      await editTagNow(targets, 'cover', [added]);
    });
  };
  const onDrag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return (
    <fieldset
      ref={wellRef}
      className={styles.cover}
      aria-label={text('tags.cover')}
      data-over={isOver || undefined}
      data-drops-pictures
      onDragOver={onDrag}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      onPaste={(event) => take(event.clipboardData.files)}
    >
      <Artwork hash={hash} size={84} radius={6} />
      <div className={styles.coverText}>
        <span className={styles.coverHead}>
          {isEdited && <span className={styles.dot} role="img" aria-label={text('tags.edited')} />}
          {isVarious ? text('tags.coverVarious') : text(hash === null ? 'tags.coverNone' : 'tags.coverHint')}
        </span>
        <span className={styles.coverActions}>
          <FileTrigger acceptedFileTypes={types} onSelect={take}>
            <IconButton label={text('tags.coverChoose', { count })} size="small">
              <ImagePlus size={14} />
            </IconButton>
          </FileTrigger>
          <IconButton label={text('tags.coverPaste')} size="small" onPress={() => void attempt(() => paste(take))}>
            <ClipboardPaste size={14} />
          </IconButton>
          {(hash !== null || isVarious) && (
            <IconButton
              label={text('tags.coverRemove', { count })}
              size="small"
              onPress={() => void attempt(() => editTagNow(targets, 'cover', []))}
            >
              <X size={14} />
            </IconButton>
          )}
          {isEdited && (
            <Button
              kind="link"
              size="small"
              icon={<RotateCcw size={14} />}
              onPress={() => void revertTags(targets, ['cover'])}
            >
              {text('tags.coverReset')}
            </Button>
          )}
        </span>
      </div>
    </fieldset>
  );
}

/** What is in the clipboard, where the system lets a page look; pasting with the keys always works. */
async function paste(take: (files: File[]) => void): Promise<void> {
  const items = await navigator.clipboard.read();
  for (const item of items) {
    const type = item.types.find((each) => each.startsWith('image/'));
    if (type) return take([new File([await item.getType(type)], 'picture', { type })]);
  }
}
