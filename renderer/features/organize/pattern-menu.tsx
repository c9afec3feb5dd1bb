import { useState } from 'react';
import type { NameTemplate } from '#shared/contract/organize.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { messages } from '../../messages/index.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Menu, MenuItem, MenuSection, MenuSeparator } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './pattern-bar.module.css';
import { MenuButton } from './pattern-bar.tsx';

function templateName(text: Text, { id, name, isBuiltIn }: NameTemplate): string {
  const message = `organize.template.${id}`;
  return isBuiltIn && message in messages ? text(message as keyof typeof messages) : name;
}

/** The library of patterns. */
export function PatternMenu({ pattern, onChoose }: { pattern: string; onChoose: (pattern: string) => void }) {
  const text = useText();
  const [isNaming, setIsNaming] = useState(false);
  const { data: templates = [] } = useCall('organize.templates', {});
  const chosen = templates.find((template) => template.pattern === pattern);
  return (
    <>
      <Menu
        label={text('organize.patterns')}
        placement="bottom end"
        trigger={
          <MenuButton label={text('organize.patterns')}>
            {chosen ? templateName(text, chosen) : text('organize.customPattern')}
          </MenuButton>
        }
      >
        <MenuSection label={text('organize.patterns')}>
          {templates.map((template) => (
            <MenuItem
              key={template.id}
              text={templateName(text, template)}
              note={text('organize.usedTimes', { count: template.useCount })}
              onAction={() => onChoose(template.pattern)}
            />
          ))}
        </MenuSection>
        <MenuSeparator />
        {chosen && !chosen.isBuiltIn ? (
          <MenuItem
            text={text('organize.removePattern', { name: chosen.name })}
            onAction={() => void attempt(() => call('organize.removeTemplate', { id: chosen.id }))}
          />
        ) : (
          <MenuItem text={text('organize.savePattern')} onAction={() => setIsNaming(true)} />
        )}
      </Menu>
      {isNaming && <NameDialog pattern={pattern} onClose={() => setIsNaming(false)} />}
    </>
  );
}

function NameDialog({ pattern, onClose }: { pattern: string; onClose: () => void }) {
  const text = useText();
  const [name, setName] = useState('');
  const keep = () => {
    if (name.trim() === '') return;
    onClose();
    void attempt(async () => {
      await call('organize.saveTemplate', { name, pattern });
    });
  };
  return (
    <Dialog
      title={text('organize.keep')}
      isOpen
      onClose={onClose}
      size="small"
      footer={
        <Button kind="primary" isDisabled={name.trim() === ''} onPress={keep}>
          {text('organize.keep')}
        </Button>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <Field label={text('organize.patternName')} value={name} onChange={setName} maxLength={80} autoFocus />
      </form>
    </Dialog>
  );
}
