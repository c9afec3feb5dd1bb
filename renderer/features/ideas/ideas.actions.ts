import type { Idea, IdeaState } from '#shared/contract/ideas.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { showUndoable } from '../undo/index.ts';

export async function saveIdea(idea: Idea | null, words: { title: string; text: string }): Promise<void> {
  const { operation } = idea
    ? await call('ideas.edit', { id: idea.id, patch: words })
    : await call('ideas.create', words);
  const said = idea ? 'ideas.edited' : 'ideas.made';
  if (operation !== null) showUndoable({ text: text(said, { title: words.title.trim() }), operations: [operation] });
}

export async function vote({ id }: Idea): Promise<void> {
  await call('ideas.vote', { id });
}

export async function decide({ id, title }: Idea, state: IdeaState, reason = ''): Promise<void> {
  const { operation } = await call('ideas.decide', { id, state, reason });
  if (operation !== null) showUndoable({ text: text('ideas.edited', { title }), operations: [operation] });
}

export async function removeIdea({ id, title }: Idea): Promise<void> {
  const { operation } = await call('ideas.remove', { id });
  showUndoable({ text: text('ideas.removed', { title }), operations: [operation] });
}
