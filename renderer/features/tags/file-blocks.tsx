import type { FileTagsShown } from '#shared/contract/tags.ts';
import { isEditField } from '#shared/tags/edit-fields.ts';
import { useText } from '../../messages/use-text.ts';
import { formatBytes } from '../tracks/index.ts';
import { fieldName } from './field-name.ts';
import { foreignNames } from './foreign-names.ts';
import styles from './tag-editor.module.css';

/** What else the file holds, and that it stays. */
export function FileBlocks({ file }: { file: FileTagsShown }) {
  const text = useText();
  const names = foreignNames(file.foreign.map(({ id }) => id));
  const others = otherTexts(file);
  if (file.pictures.length === 0 && !file.rating && names.length === 0 && others.length === 0) return null;
  return (
    <div className={styles.blocks}>
      <h3>{text('tags.inFile')}</h3>
      <ul>
        {others.map(([field, values]) => (
          <li key={field}>{text('tags.otherValue', { name: fieldName(text, field), value: values.join('; ') })}</li>
        ))}
        {file.pictures.map((picture) => (
          <li key={`${picture.kind} ${picture.description} ${picture.sizeBytes}`}>
            {text('tags.picture', {
              type: picture.mimeType.replace('image/', '').toUpperCase(),
              size: formatBytes(picture.sizeBytes),
              isCover: picture.kind === 3 ? 'yes' : 'no',
            })}
          </li>
        ))}
        {file.rating && <li>{text(`tags.fileRating.${file.rating.family}`, { stars: file.rating.stars })}</li>}
        {names.length > 0 && <li>{text('tags.untouched', { names: names.join(', ') })}</li>}
      </ul>
    </div>
  );
}

/** What the editor has no field for: what is measured, and free fields with names that no other format could hold. */
function otherTexts({ texts, custom }: FileTagsShown): [string, string[]][] {
  const named = Object.entries(custom).map(([name, values]): [string, string[]] => [`custom:${name}`, values]);
  return [...Object.entries(texts), ...named].filter(([field]) => !isEditField(field));
}
