import { Check, Pencil, Reply, RotateCcw, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { SongComment, SongReply } from '#shared/contract/comments.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import type { SongVersion } from '#shared/contract/versions.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Face, Field, IconButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { livePositionMs, usePlayer } from '../player/index.ts';
import { formatDayAndTime, formatPosition } from '../tracks/index.ts';
import styles from './comment-threads.module.css';
import { addComment, editComment, removeComment, replyTo, resolveComment } from './comments.actions.ts';
import { playMatched } from './versions.actions.ts';

type ThreadsProps = {
  songId: SongId;
  /** What is commented on; null for the song as a whole. */
  version: SongVersion | null;
  /** A comment stands where the sound is. */
  hasPlace?: boolean;
};

/** What was said about a song, and a field to say more. */
export function CommentThreads({ songId, version, hasPlace = false }: ThreadsProps) {
  const text = useText();
  const { data: comments = [] } = useCall('comments.list', { songId });
  const { data } = useCall('versions.list', { songId });
  return (
    <section className={styles.threads} aria-label={text('versions.commentsTitle')}>
      <h3>{text('versions.commentsTitle')}</h3>
      <CommentForm key={version?.id ?? 0} {...{ songId, version, hasPlace }} />
      {comments.length === 0 && <p className={styles.quiet}>{text('versions.noComments')}</p>}
      <ul className={styles.list}>
        {comments.map((comment) => (
          <Thread
            key={comment.id}
            comment={comment}
            version={data?.versions.find(({ id }) => id === comment.versionId) ?? null}
          />
        ))}
      </ul>
    </section>
  );
}

function CommentForm({ songId, version, hasPlace }: Required<ThreadsProps>) {
  const text = useText();
  const [said, setSaid] = useState('');
  const isPlaying = usePlayer((state) => state.track !== null && state.track.id === version?.trackId);
  const seconds = usePlayer((state) => Math.floor(state.positionMs / 1000));
  // Where the sound was when they began to type.
  const [heldMs, setHeldMs] = useState<number | null>(null);
  const atMs = hasPlace && version ? (heldMs ?? (isPlaying ? seconds * 1000 : 0)) : null;
  const change = (next: string) => {
    if (said === '' && next !== '') setHeldMs(isPlaying ? livePositionMs() : 0);
    if (next === '') setHeldMs(null);
    setSaid(next);
  };
  const send = async () => {
    await addComment({ songId, versionId: version?.id ?? null, atMs, text: said });
    setSaid('');
    setHeldMs(null);
  };
  const label =
    version && atMs !== null
      ? text('versions.commentAt', { number: version.number, at: formatPosition(atMs) })
      : text('versions.comment');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (said.trim() !== '') void attempt(send);
      }}
    >
      <div className={styles.grow}>
        <Field label={label} value={said} onChange={change} maxLength={5000} />
      </div>
      <Button type="submit" isDisabled={said.trim() === ''}>
        {text('versions.send')}
      </Button>
    </form>
  );
}

function Thread({ comment, version }: { comment: SongComment; version: SongVersion | null }) {
  const text = useText();
  const [isAnswering, setIsAnswering] = useState(false);
  const { id, atMs, versionNumber, isResolved, replies } = comment;
  const place = [
    versionNumber === null ? '' : text('versions.number', { number: versionNumber }),
    atMs === null ? '' : formatPosition(atMs),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <li className={styles.thread} data-resolved={isResolved || undefined}>
      <Said
        said={comment}
        place={
          place !== '' &&
          (version?.trackId && atMs !== null ? (
            <Button kind="link" size="small" onPress={() => void attempt(() => playMatched(version, 0, atMs))}>
              {text('versions.playAt', { place })}
            </Button>
          ) : (
            <span>{place}</span>
          ))
        }
      >
        <IconButton label={text('versions.reply')} size="small" onPress={() => setIsAnswering(!isAnswering)}>
          <Reply size={14} />
        </IconButton>
        <IconButton
          label={text(isResolved ? 'versions.reopen' : 'versions.resolve')}
          size="small"
          onPress={() => void attempt(() => resolveComment(id, !isResolved))}
        >
          {isResolved ? <RotateCcw size={14} /> : <Check size={14} />}
        </IconButton>
      </Said>
      {replies.length > 0 && (
        <ul className={styles.replies}>
          {replies.map((reply) => (
            <li key={reply.id}>
              <Said said={reply} />
            </li>
          ))}
        </ul>
      )}
      {isAnswering && (
        <TextForm
          label={text('versions.reply')}
          value=""
          onSave={async (said) => {
            await replyTo(id, said);
            setIsAnswering(false);
          }}
        />
      )}
    </li>
  );
}

type SaidProps = { said: SongReply; place?: ReactNode; children?: ReactNode };

function Said({ said: { id, person, text: words, createdAt, isEdited, canEdit }, place, children }: SaidProps) {
  const text = useText();
  const [isEditing, setIsEditing] = useState(false);
  const save = async (next: string) => {
    await editComment(id, next);
    setIsEditing(false);
  };
  return (
    <div className={styles.said}>
      <div className={styles.head}>
        {person && <Face name={person.name} size="small" />}
        <b>{person?.name ?? text('versions.somebody')}</b>
        {place}
        <time>{formatDayAndTime(createdAt)}</time>
        {isEdited && <span>{text('versions.isEdited')}</span>}
        <span className={styles.tools}>
          {children}
          {canEdit && (
            <>
              <IconButton label={text('versions.editComment')} size="small" onPress={() => setIsEditing(!isEditing)}>
                <Pencil size={14} />
              </IconButton>
              <IconButton
                label={text('versions.removeComment')}
                size="small"
                onPress={() => void attempt(() => removeComment(id))}
              >
                <Trash2 size={14} />
              </IconButton>
            </>
          )}
        </span>
      </div>
      {isEditing ? (
        <TextForm label={text('versions.editComment')} value={words} onSave={save} />
      ) : (
        <p className={styles.words}>{words}</p>
      )}
    </div>
  );
}

type TextFormProps = { label: string; value: string; onSave: (value: string) => Promise<void> };

function TextForm({ label, value, onSave }: TextFormProps) {
  const text = useText();
  const [typed, setTyped] = useState(value);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== '') void attempt(() => onSave(typed.trim()));
      }}
    >
      <div className={styles.grow}>
        <Field label={label} value={typed} onChange={setTyped} maxLength={5000} autoFocus />
      </div>
      <Button type="submit" isDisabled={typed.trim() === ''}>
        {text('versions.send')}
      </Button>
    </form>
  );
}
