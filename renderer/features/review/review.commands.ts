import { ListChecks } from 'lucide-react';
import type { MessageId } from '../../messages/index.ts';
import { type Command, registerCommands } from '../commands/index.ts';
import { currentDetails } from './lane-data.ts';
import { listen, questionPart } from './listening.ts';
import { accept, chooseNumber, goBack, goNext, lock, nudgeGrid, scaleTempo, skip, tap } from './review.actions.ts';
import { useLane } from './review.store.ts';
import { nudgeMs } from './tempo-question.tsx';

const mostChoices = 7;

const hasQuestion = () => useLane.getState().cursor !== null;
const isAbout = (kind: 'tempo' | 'key') => () => useLane.getState().cursor?.kind === kind;

/** Letters typed into a menu or a list of choices look for an entry there. */
function isFree(): boolean {
  const menu = document.activeElement?.closest('[role="menu"], [role="dialog"], [role="listbox"]');
  return menu == null || menu.hasAttribute('data-review-lane');
}

function laneCommand(
  id: string,
  text: MessageId,
  keys: string,
  run: Command['run'],
  isPossible = hasQuestion,
): Command {
  return { id, text, group: 'selection', keys: [keys], isAvailable: () => isFree() && isPossible(), run };
}

/** Moves the beats: the first of a bar where the part in question begins, until another one was moved. */
function nudge(differenceMs: number): void {
  const { cursor } = useLane.getState();
  const details = cursor ? currentDetails(cursor.id) : undefined;
  if (details) nudgeGrid(differenceMs, questionPart(details, 'tempo').startMs);
}

const commands: readonly Command[] = [
  // The name by which the player and the menus of the host play what is on screen.
  laneCommand('player.toggle', 'review.listen', 'Space', listen),
  {
    ...laneCommand('review.accept', 'review.accept', 'Enter', accept),
    keys: ['Enter', 'Mod+Enter'],
    scope: 'list',
    icon: ListChecks,
  },
  laneCommand('review.next', 'review.next', 'J', goNext),
  laneCommand('review.back', 'review.back', 'K', goBack),
  laneCommand('review.skip', 'review.skip', 'S', skip),
  laneCommand('review.lock', 'review.lock', 'L', lock),
  laneCommand('review.halve', 'review.halve', 'H', () => scaleTempo(0.5), isAbout('tempo')),
  laneCommand('review.double', 'review.double', 'D', () => scaleTempo(2), isAbout('tempo')),
  laneCommand('review.tap', 'review.tap', 'T', () => tap(performance.now()), isAbout('tempo')),
  laneCommand('review.click', 'review.click', 'C', toggleClick, isAbout('tempo')),
  laneCommand('review.chord', 'review.chord', 'C', toggleChord, isAbout('key')),
  {
    ...laneCommand('review.gridEarlier', 'review.gridEarlier', 'ArrowLeft', () => nudge(-nudgeMs), isAbout('tempo')),
    scope: 'list',
  },
  {
    ...laneCommand('review.gridLater', 'review.gridLater', 'ArrowRight', () => nudge(nudgeMs), isAbout('tempo')),
    scope: 'list',
  },
  ...Array.from(
    { length: mostChoices },
    (_, index): Command => ({
      ...laneCommand(`review.choose${index + 1}`, 'review.choose', String(index + 1), () => chooseNumber(index + 1)),
      isListed: false,
    }),
  ),
];

export function toggleClick(): void {
  useLane.setState(({ isClickOn }) => ({ isClickOn: !isClickOn }));
}

export function toggleChord(): void {
  useLane.setState(({ isChordOn }) => ({ isChordOn: !isChordOn }));
}

/** Adds what the lane can do to keys, menus and the palette, until the returned function is called. */
export function registerReviewCommands(): () => void {
  return registerCommands(commands);
}
