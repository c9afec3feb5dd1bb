import { FilePen, RotateCcw, Wrench } from 'lucide-react';
import { useState } from 'react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { FileTagsShown } from '#shared/contract/tags.ts';
import { type EditField, editTextFields, isEditField } from '#shared/tags/edit-fields.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { keysOf } from '../commands/index.ts';
import { selectedIds } from '../tracks/index.ts';
import { AddField } from './add-field.tsx';
import { CoverWell } from './cover-well.tsx';
import { FileBlocks } from './file-blocks.tsx';
import styles from './tag-editor.module.css';
import { TagField } from './tag-field.tsx';
import { revertTags, type Targets } from './tags.actions.ts';
import { openTools, openWriting } from './tags.store.ts';
import { type KnownTags, useSelectedTags, useTrackTags } from './use-tags.ts';

/** Fields that are always there; the others where they have something, or when asked for. */
const mainFields = [
  'title',
  'artist',
  'album',
  'albumArtist',
  'genre',
  'label',
  'date',
  'trackNumber',
  'discNumber',
  'remixer',
  'composer',
  'grouping',
  'comment',
  'isrc',
] as const satisfies readonly EditField[];

type EditorProps = { tags: KnownTags; file: FileTagsShown | null; failure: string | null; targets: Targets };

/** The tags of one track, with everything its file says. */
export function TrackTagEditor({ id, modifiedAt }: { id: TrackId; modifiedAt: number }) {
  const text = useText();
  const tags = useTrackTags(id);
  const { data, error } = useCall('tags.readFile', { id, modifiedAt });
  if (!tags) return null;
  const failure = error ? errorText(text, error.code) : null;
  return <Editor key={id} tags={tags} file={data ?? null} failure={failure} targets={async () => [id]} />;
}

/** The tags of all selected tracks. */
export function SelectionTagEditor() {
  const tags = useSelectedTags();
  if (!tags) return null;
  return <Editor tags={tags} file={null} failure={null} targets={selectedIds} />;
}

function Editor({ tags, file, failure, targets }: EditorProps) {
  const text = useText();
  const [added, setAdded] = useState<readonly EditField[]>([]);
  const [showsAll, setShowsAll] = useState(false);
  const named = new Set<EditField>([...mainFields, ...added, ...usedFields(tags, file)]);
  const fields = [
    ...mainFields,
    ...editTextFields.filter((field) => !isMain(field) && (showsAll || named.has(field))),
    ...[...named].filter((field) => field.startsWith('custom:')),
  ];
  return (
    <section className={styles.editor} aria-label={text('tags.editor')}>
      <CoverWell state={tags.fields.get('cover')} count={tags.count} targets={targets} />
      <div className={styles.fields}>
        {fields.map((field) => (
          <TagField
            key={field}
            field={field}
            state={tags.fields.get(field) ?? stateOfFile(field, file)}
            list={listOfFile(field, file, tags)}
            count={tags.count}
            targets={targets}
          />
        ))}
      </div>
      <div className={styles.more}>
        <Button kind="link" size="small" onPress={() => setShowsAll(!showsAll)} aria-expanded={showsAll}>
          {text(showsAll ? 'tags.fewerFields' : 'tags.moreFields')}
        </Button>
        <AddField onAdd={(field) => setAdded([...added, field])} />
      </div>
      {failure && <p className={styles.failure}>{failure}</p>}
      {file && <FileBlocks file={file} />}
      <div className={styles.actions}>
        <Button size="small" icon={<Wrench size={14} />} onPress={() => void openTools(targets)}>
          {text('tags.tools')}
        </Button>
        {tags.editedTracks > 0 && (
          <>
            <Button size="small" icon={<RotateCcw size={14} />} onPress={() => void revertTags(targets)}>
              {text('tags.revertAll')}
            </Button>
            <Button
              size="small"
              kind="primary"
              icon={<FilePen size={14} />}
              keys={keysOf('tags.write')}
              onPress={() => void openWriting(targets)}
            >
              {text('tags.writeTo', { count: tags.editedTracks })}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}

function isMain(field: EditField): boolean {
  return (mainFields as readonly string[]).includes(field);
}

function usedFields(tags: KnownTags, file: FileTagsShown | null): EditField[] {
  const ofFile = file ? [...Object.keys(file.texts), ...Object.keys(file.custom).map((name) => `custom:${name}`)] : [];
  return [...tags.fields.keys(), ...ofFile.filter(isEditField)].filter((field) => field !== 'cover');
}

function valuesInFile(field: EditField, file: FileTagsShown | null): readonly string[] | undefined {
  if (!file) return undefined;
  return field.startsWith('custom:') ? file.custom[field.slice('custom:'.length)] : file.texts[field];
}

/** What the file alone knows of. */
function stateOfFile(field: EditField, file: FileTagsShown | null) {
  const values = valuesInFile(field, file);
  return values && { field, values: [...values], various: [], range: null, editedCount: 0, fileValues: null };
}

/** How the file divides a list, where it says the same as the library. */
function listOfFile(field: EditField, file: FileTagsShown | null, tags: KnownTags): readonly string[] | undefined {
  const values = valuesInFile(field, file);
  const shown = tags.fields.get(field)?.values?.join(', ');
  return values && values.length > 1 && values.join(', ') === shown ? values : undefined;
}
