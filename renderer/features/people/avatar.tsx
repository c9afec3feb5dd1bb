import { type CSSProperties, useState } from 'react';
import type { PersonId } from '#shared/contract/people.ts';
import { mediaUrl } from '../../api/media.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './avatar.module.css';
import { hueOf, initialsOf } from './avatar-look.ts';
import { usePerson } from './people-data.ts';

const pictureHashLength = 32;

type AvatarProps = {
  id: number;
  name: string;
  pictureHash: string | null;
  /** In CSS pixels, both ways. */
  size?: number;
  /** Bands and companies. */
  isSquare?: boolean;
  isRemoved?: boolean;
  /** The name stands beside it: it is decoration. */
  isDecoration?: boolean;
};

/** A picture of somebody, or their initials in a colour of their own. */
export function Avatar({ id, name, pictureHash, size = 22, isSquare, isRemoved, isDecoration = false }: AvatarProps) {
  const [failedHash, setFailedHash] = useState<string | null>(null);
  const look = { '--avatar-hue': hueOf(id), width: size, height: size, fontSize: size * 0.43 } as CSSProperties;
  const hasPicture = pictureHash !== null && pictureHash !== failedHash;
  return (
    <span
      className={styles.avatar}
      style={look}
      data-square={isSquare ?? false}
      data-removed={isRemoved ?? false}
      {...(isDecoration ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name, title: name })}
    >
      {hasPicture ? (
        <img
          className={styles.picture}
          src={mediaUrl(`/artwork/${pictureHash.slice(0, pictureHashLength)}`)}
          alt=""
          draggable={false}
          onError={() => setFailedHash(pictureHash)}
        />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}

type PersonAvatarProps = { personId: PersonId | number; size?: number; isDecoration?: boolean };

/** The same by the number of a person. */
export function PersonAvatar({ personId, ...props }: PersonAvatarProps) {
  const text = useText();
  const person = usePerson(personId);
  return (
    <Avatar
      id={personId}
      name={person?.name ?? text('people.unknown')}
      pictureHash={person?.pictureHash ?? null}
      isSquare={person !== undefined && person.kind !== 'person'}
      isRemoved={person?.isRemoved ?? false}
      {...props}
    />
  );
}
