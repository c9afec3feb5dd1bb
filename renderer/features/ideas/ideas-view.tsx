import { ArrowBigUp, Ellipsis, Lightbulb, Plus } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import type { Idea } from '#shared/contract/ideas.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Menu, MenuItem, Tag } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDay } from '../tracks/index.ts';
import { IdeaDialogs } from './idea-dialogs.tsx';
import { decide, removeIdea, vote } from './ideas.actions.ts';
import styles from './ideas.module.css';
import { openIdeaDialog } from './ideas.store.ts';

/** What the people of the workspace wish for, by votes. */
export function IdeasView() {
  const text = useText();
  const { data: ideas } = useCall('ideas.list');
  const open = ideas?.filter(({ state }) => state === 'open') ?? [];
  const decided = ideas?.filter(({ state }) => state !== 'open') ?? [];
  const create = () => openIdeaDialog({ kind: 'write', idea: null });
  return (
    <>
      <AreaHead
        area="studio"
        summary={
          ideas && ideas.length > 0 ? text('ideas.count', { open: open.length, decided: decided.length }) : undefined
        }
      >
        {ideas && ideas.length > 0 && (
          <Button kind="primary" icon={<Plus size={16} />} keys="Mod+N" onPress={create}>
            {text('ideas.new')}
          </Button>
        )}
      </AreaHead>
      {ideas?.length === 0 && (
        <EmptyState
          icon={<Lightbulb size={24} />}
          text={text('ideas.empty')}
          action={<Button onPress={create}>{text('ideas.new')}</Button>}
        />
      )}
      {ideas && ideas.length > 0 && (
        <div className={styles.page} data-pane-focus tabIndex={-1}>
          <IdeaList title={text('ideas.openTitle')} ideas={open} />
          <IdeaList title={text('ideas.decided')} ideas={decided} />
        </div>
      )}
      <IdeaDialogs />
    </>
  );
}

function IdeaList({ title, ideas }: { title: string; ideas: readonly Idea[] }) {
  if (ideas.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.list}>
        {ideas.map((idea) => (
          <IdeaItem key={idea.id} idea={idea} />
        ))}
      </ul>
    </section>
  );
}

function IdeaItem({ idea }: { idea: Idea }) {
  const text = useText();
  const { title, state, reason, votes, hasVoted, personName, createdAt } = idea;
  return (
    <li className={styles.idea} data-decided={state !== 'open' || undefined}>
      <ToggleButton
        className={styles.vote ?? ''}
        aria-label={text('ideas.vote', { title, count: votes })}
        isSelected={hasVoted}
        isDisabled={state !== 'open'}
        onChange={() => void attempt(() => vote(idea))}
      >
        <ArrowBigUp size={16} aria-hidden="true" />
        <span>{votes}</span>
      </ToggleButton>
      <div className={styles.words}>
        <h3 className={styles.name}>
          {title}{' '}
          {state !== 'open' && <Tag tone={state === 'done' ? 'ok' : 'plain'}>{text(`ideas.state.${state}`)}</Tag>}
        </h3>
        {idea.text !== '' && <p className={styles.text}>{idea.text}</p>}
        {reason !== '' && <p className={styles.reason}>{reason}</p>}
        <p className={styles.quiet}>{text('ideas.by', { name: personName, day: formatDay(createdAt, Date.now()) })}</p>
      </div>
      <IdeaMenu idea={idea} />
    </li>
  );
}

function IdeaMenu({ idea }: { idea: Idea }) {
  const text = useText();
  const { title, state, mayEdit, mayDecide } = idea;
  if (!mayEdit && !mayDecide) return null;
  const run = (work: () => Promise<void>) => () => void attempt(work);
  return (
    <Menu
      label={text('ideas.more', { title })}
      trigger={
        <IconButton size="small" label={text('ideas.more', { title })}>
          <Ellipsis size={16} />
        </IconButton>
      }
    >
      {mayDecide && state === 'open' && (
        <MenuItem text={text('ideas.done')} onAction={run(() => decide(idea, 'done'))} />
      )}
      {mayDecide && state === 'open' && (
        <MenuItem text={text('ideas.reject')} onAction={() => openIdeaDialog({ kind: 'reject', idea })} />
      )}
      {mayDecide && state !== 'open' && (
        <MenuItem text={text('ideas.reopen')} onAction={run(() => decide(idea, 'open'))} />
      )}
      {mayEdit && <MenuItem text={text('ideas.edit')} onAction={() => openIdeaDialog({ kind: 'write', idea })} />}
      {mayEdit && <MenuItem text={text('ideas.remove')} onAction={run(() => removeIdea(idea))} />}
    </Menu>
  );
}
