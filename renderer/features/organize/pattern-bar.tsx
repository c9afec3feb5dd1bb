import { ChevronDown, Plus } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { NameRule, OrganizeRules } from '#shared/contract/organize.ts';
import { templateFields } from '#shared/name-template/index.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Menu, MenuItem, MenuSection } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { saveRule } from './organize.actions.ts';
import { useOrganize } from './organize.store.ts';
import styles from './pattern-bar.module.css';
import { PatternInput } from './pattern-input.tsx';
import { PatternMenu } from './pattern-menu.tsx';
import { RuleMenu } from './rule-menu.tsx';

/** The rule whose pattern is on screen. */
export function useShownRule(rules: OrganizeRules): NameRule {
  const ruleId = useOrganize((state) => state.ruleId);
  return rules.rules.find(({ id }) => id === ruleId) ?? (rules.rules.at(-1) as NameRule);
}

/** The pattern of a rule, to be typed or put together, and what becomes of a real file by it. */
export function PatternBar({ rules }: { rules: OrganizeRules }) {
  const text = useText();
  const rule = useShownRule(rules);
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(rule.pattern);
  const errorId = useId();
  const kept = useRef(rule);
  useEffect(() => {
    const isSame = kept.current.id === rule.id && kept.current.pattern === rule.pattern;
    kept.current = rule;
    if (!isSame) setDraft(rule.pattern);
  }, [rule]);
  const { data: preview } = useCall('organize.previewPattern', { pattern: draft, rule }, { keepsPrevious: true });

  const isChanged = draft !== rule.pattern;
  const keep = () => {
    if (isChanged && preview && !preview.error) void attempt(() => saveRule(rules, { ...rule, pattern: draft }));
  };
  const insert = (piece: string) => {
    const field = input.current;
    const at = field?.selectionStart ?? draft.length;
    const end = field?.selectionEnd ?? at;
    setDraft(draft.slice(0, at) + piece + draft.slice(end));
    // The menu gives the focus back first.
    setTimeout(() => {
      field?.focus();
      field?.setSelectionRange(at + piece.length, at + piece.length);
    }, 50);
  };
  return (
    <div className={styles.bar}>
      <span className={styles.label} aria-hidden="true">
        {text('organize.pattern')}
      </span>
      <div className={styles.row}>
        <RuleMenu rules={rules} rule={rule} />
        <PatternInput
          value={draft}
          preview={preview}
          input={input}
          errorId={preview?.error ? errorId : undefined}
          onChange={setDraft}
          onKeep={keep}
          onReset={() => setDraft(rule.pattern)}
        />
        <PatternMenu
          pattern={draft}
          onChoose={(pattern) => {
            setDraft(pattern);
            void attempt(() => saveRule(rules, { ...rule, pattern }));
          }}
        />
        {isChanged ? (
          <Button isDisabled={!preview || preview.error !== null} onPress={keep} keys="Enter">
            {text('organize.usePattern')}
          </Button>
        ) : (
          <InsertMenu onInsert={insert} />
        )}
      </div>
      <span className={styles.label} aria-hidden="true">
        {text('organize.becomes')}
      </span>
      <Becomes pattern={draft} preview={preview} errorId={errorId} onFix={setDraft} />
    </div>
  );
}

function InsertMenu({ onInsert }: { onInsert: (piece: string) => void }) {
  const text = useText();
  return (
    <Menu
      label={text('organize.insertField')}
      placement="bottom end"
      trigger={<Button icon={<Plus size={14} />}>{text('organize.insertField')}</Button>}
    >
      <MenuItem text={text('organize.insertFolder')} note="/" onAction={() => onInsert('/')} />
      <MenuItem text={text('organize.insertOptional')} note="[ ]" onAction={() => onInsert('[ %[%label%%]]')} />
      <MenuSection label={text('organize.insertField')}>
        {templateFields.map((field) => {
          const piece = `%${field}${field === 'track' ? ':02' : field === 'bpm' ? ':0' : field === 'key' ? ':camelot' : ''}%`;
          return (
            <MenuItem
              key={field}
              text={text(`organize.field.${field}`)}
              note={piece}
              onAction={() => onInsert(piece)}
            />
          );
        })}
      </MenuSection>
    </Menu>
  );
}

type BecomesProps = {
  pattern: string;
  preview: Parameters<typeof PatternInput>[0]['preview'];
  errorId: string;
  onFix: (pattern: string) => void;
};

/** A real file under its new name, or what is wrong with the pattern. */
function Becomes({ pattern, preview, errorId, onFix }: BecomesProps) {
  const text = useText();
  if (!preview) return <span className={styles.becomes} />;
  const { error, examples, parts } = preview;
  if (error) {
    const { suggestion, start, end } = error;
    return (
      <span className={styles.becomes}>
        <span id={errorId} className={styles.error} role="status">
          {text(`organize.error.${error.kind}`, { word: error.word })}
        </span>
        {suggestion && (
          <Button
            size="small"
            kind="link"
            onPress={() => onFix(pattern.slice(0, start) + suggestion + pattern.slice(end))}
          >
            {text('organize.meant', { field: suggestion })}
          </Button>
        )}
      </span>
    );
  }
  const example = examples.find(({ path }) => path !== null) ?? examples[0];
  const optional = parts.find(({ type }) => type === 'optional');
  const optionalFields = optional
    ? parts.filter(({ type, start, end }) => type === 'field' && start > optional.start && end < optional.end)
    : [];
  const names = (fields: readonly (typeof templateFields)[number][]) =>
    fields.map((field) => text(`organize.field.${field}`).toLowerCase()).join(', ');
  return (
    <span className={styles.becomes}>
      <span className={styles.path} role="status">
        {!example && text('organize.noExample')}
        {example?.path && [example.root, ...example.path.split('/')].join(' / ')}
        {example && example.path === null && text('organize.exampleMissing', { fields: names(example.missing) })}
      </span>
      {optionalFields.length > 0 && (
        <span className={styles.hint}>
          {text('organize.dashed', { fields: names(optionalFields.flatMap(({ fields }) => fields.slice(0, 1))) })}
        </span>
      )}
    </span>
  );
}

/** Something that opens a menu and says what is chosen. */
export function MenuButton({ children, label }: { children: string; label: string }) {
  return (
    <Button className={styles.menuButton ?? ''} aria-label={`${label}: ${children}`}>
      <span className={styles.menuText}>
        <span>{children}</span>
        <ChevronDown size={14} aria-hidden="true" />
      </span>
    </Button>
  );
}
