import { ImagePlus, X } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import { uploadPicture } from '../../api/media.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Artwork } from './artwork.tsx';
import styles from './picture-field.module.css';

const types = ['image/jpeg', 'image/png', 'image/webp'];

type PictureFieldProps = {
  hash: string | null;
  /** In CSS pixels, both ways. */
  size?: number;
  /** Told the hash of a picture that is in the library now, or null for none. */
  onChange: (hash: string | null) => void;
};

/** A picture: chosen from a file, or none. */
export function PictureField({ hash, size = 56, onChange }: PictureFieldProps) {
  const text = useText();
  const take = (files: FileList | null) => {
    const [picture] = files ?? [];
    if (picture) void attempt(async () => onChange((await uploadPicture(picture)).hash));
  };
  return (
    <div className={styles.field}>
      <Artwork hash={hash} size={size} />
      <FileTrigger acceptedFileTypes={types} onSelect={take}>
        <Button size="small" icon={<ImagePlus size={14} />}>
          {text('tracks.choosePicture')}
        </Button>
      </FileTrigger>
      {hash !== null && (
        <IconButton size="small" label={text('tracks.noPicture')} onPress={() => onChange(null)}>
          <X size={14} />
        </IconButton>
      )}
    </div>
  );
}
