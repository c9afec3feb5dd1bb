import { Star } from 'lucide-react';
import { type ComponentProps, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { foldText } from '#shared/fold-text.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './target-list.module.css';
import { projectTone, targetKey, targetLines } from './time-values.ts';

export type FoundTarget = Output<'time.targets'>[number];

type TargetListProps = {
  label: string;
  onChoose: (target: FoundTarget) => void;
  /** Takes the focus when it appears. */
  isFocused?: boolean;
};

/** Finds what time can be spent on: type, move with the arrows, choose with Enter. */
export function TargetList({ label, onChoose, isFocused = false }: TargetListProps) {
  const text = useText();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const { data: targets } = useCall('time.targets', { text: words, limit: 40 }, { keepsPrevious: true });
  useEffect(() => {
    if (isFocused) input.current?.focus();
  }, [isFocused]);
  // The answer to fewer letters is shown until the next one is here; Enter must not choose what was not meant.
  const found = (targets ?? []).filter((target) => isMeant(target, words));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const target = found[chosen];
    if (event.key === 'ArrowDown') setChosen(Math.min(found.length - 1, chosen + 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1));
    else if (event.key === 'Enter' && target) onChoose(target);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.picker}>
      <input
        ref={input}
        className={styles.input}
        role="combobox"
        aria-label={label}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={found[chosen] ? `${listId}-${chosen}` : undefined}
        placeholder={text('time.pick.placeholder')}
        spellCheck={false}
        autoComplete="off"
        maxLength={200}
        value={words}
        onChange={({ target }) => {
          setWords(target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Part id={listId} role="listbox" aria-label={text('time.pick.found')} className={styles.list}>
        {found.map((target, index) => (
          <TargetOption
            key={targetKey(target)}
            id={`${listId}-${index}`}
            target={target}
            isChosen={index === chosen}
            onChoose={() => onChoose(target)}
          />
        ))}
      </Part>
      {targets && found.length === 0 && <p className={styles.nothing}>{text('time.pick.nothing')}</p>}
    </div>
  );
}

function isMeant({ names }: FoundTarget, words: string): boolean {
  const searched = foldText([names.project, names.task, names.song, names.step, names.client, names.pack].join(' '));
  return foldText(words)
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

type TargetOptionProps = { id: string; target: FoundTarget; isChosen: boolean; onChoose: () => void };

function TargetOption({ id, target, isChosen, onChoose }: TargetOptionProps) {
  const { names } = target;
  const { title, detail } = targetLines(names);
  const isProject = title === names.project && detail === '';
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <Part
      ref={option}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className={styles.option}
      onPointerUp={onChoose}
    >
      <span className={styles.mark} style={{ background: projectTone(names.colour, target.projectId) }} />
      <span className={styles.title}>{title}</span>
      <span className={styles.detail}>{detail}</span>
      <span className={styles.project}>{isProject ? names.client : names.project}</span>
      {target.isFavourite && <Star size={12} className={styles.star} aria-hidden="true" />}
    </Part>
  );
}

/** A part of a list whose field has the focus. */
function Part(props: ComponentProps<'div'>) {
  return <div {...props} />;
}
