import { useState } from 'react';
import type { NameRule, OrganizeRules } from '#shared/contract/organize.ts';
import { useCall } from '../../api/query.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Menu, MenuItem, MenuSection, MenuSeparator, Select, Switch } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { saveRule, saveRules } from './organize.actions.ts';
import { useOrganize } from './organize.store.ts';
import styles from './pattern-bar.module.css';
import { MenuButton } from './pattern-bar.tsx';

function ruleName(text: Text, { formats, query }: NameRule, isOnly: boolean): string {
  const words = [formats.map((format) => format.toUpperCase()).join(', '), query].filter((part) => part !== '');
  return words.length > 0 ? words.join(' · ') : text(isOnly ? 'organize.ruleAll' : 'organize.ruleOthers');
}

const switches = [
  ['system', 'organize.anySystem'],
  ['hasPlainPunctuation', 'organize.plainPunctuation'],
  ['hasShortPaths', 'organize.shortPaths'],
] as const;

/** Which rule's pattern is shown, and what holds for all names. */
export function RuleMenu({ rules, rule }: { rules: OrganizeRules; rule: NameRule }) {
  const text = useText();
  const [edited, setEdited] = useState<NameRule | null>(null);
  const isOnly = rules.rules.length === 1;
  const isOn = { ...rules, system: rules.system === 'windows' };
  const fresh = (): NameRule => ({ ...rule, id: crypto.randomUUID(), formats: [], query: '' });
  return (
    <>
      <Menu
        label={text('organize.rule')}
        trigger={<MenuButton label={text('organize.rule')}>{ruleName(text, rule, isOnly)}</MenuButton>}
      >
        <MenuSection
          label={text('organize.rule')}
          selectionMode="single"
          selectedKeys={[rule.id]}
          onSelectionChange={(keys) => {
            const [ruleId] = keys;
            if (ruleId !== undefined) useOrganize.setState({ ruleId });
          }}
        >
          {rules.rules.map((one) => (
            <MenuItem key={one.id} id={one.id} text={ruleName(text, one, isOnly)} />
          ))}
        </MenuSection>
        <MenuSeparator />
        <MenuItem text={text('organize.editRule')} onAction={() => setEdited(rule)} />
        <MenuItem text={text('organize.newRule')} onAction={() => setEdited(fresh())} />
        <MenuSeparator />
        <MenuSection
          label={text('organize.note')}
          selectionMode="multiple"
          selectedKeys={switches.filter(([key]) => isOn[key]).map(([key]) => key)}
          onSelectionChange={(keys) =>
            void attempt(() =>
              saveRules({
                ...rules,
                system: keys.has('system') ? 'windows' : 'posix',
                hasPlainPunctuation: keys.has('hasPlainPunctuation'),
                hasShortPaths: keys.has('hasShortPaths'),
              }),
            )
          }
        >
          {switches.map(([key, message]) => (
            <MenuItem key={key} id={key} text={text(message)} />
          ))}
        </MenuSection>
      </Menu>
      {edited && <RuleDialog rules={rules} rule={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

type RuleDialogProps = { rules: OrganizeRules; rule: NameRule; onClose: () => void };

function RuleDialog({ rules, rule, onClose }: RuleDialogProps) {
  const text = useText();
  const [draft, setDraft] = useState(rule);
  const [formats, setFormats] = useState(rule.formats.join(', '));
  const { data: folders = [] } = useCall('folders.list');
  const isKnown = rules.rules.some(({ id }) => id === rule.id);
  const keep = () => {
    onClose();
    useOrganize.setState({ ruleId: rule.id });
    const wanted = formats
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter((format) => format !== '');
    void attempt(() => saveRule(rules, { ...draft, formats: wanted.slice(0, 40) }));
  };
  const remove = () => {
    onClose();
    useOrganize.setState({ ruleId: null });
    void attempt(() => saveRules({ ...rules, rules: rules.rules.filter(({ id }) => id !== rule.id) }));
  };
  const folderOptions = [
    { value: '', text: text('organize.ruleOwnFolder') },
    ...folders.map(({ id, name }) => ({ value: String(id), text: name })),
  ];
  return (
    <Dialog
      title={text('organize.rule')}
      isOpen
      onClose={onClose}
      size="small"
      footer={
        <>
          {isKnown && rules.rules.length > 1 && <Button onPress={remove}>{text('organize.removeRule')}</Button>}
          <Button kind="primary" onPress={keep}>
            {text('organize.saveRule')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field
          label={text('organize.ruleFormats')}
          hint={text('organize.ruleFormatsHint')}
          value={formats}
          onChange={setFormats}
        />
        <Field
          label={text('organize.ruleQuery')}
          hint={text('organize.ruleQueryHint')}
          value={draft.query}
          onChange={(query) => setDraft({ ...draft, query })}
        />
        <Select
          label={text('organize.ruleFolder')}
          value={draft.folderId === null ? '' : String(draft.folderId)}
          options={folderOptions}
          onChange={(id) =>
            setDraft({ ...draft, folderId: folders.find((folder) => String(folder.id) === id)?.id ?? null })
          }
        />
        <Switch isSelected={draft.hasFallbacks} onChange={(hasFallbacks) => setDraft({ ...draft, hasFallbacks })}>
          {text('organize.ruleFallbacks')}
        </Switch>
      </div>
    </Dialog>
  );
}
