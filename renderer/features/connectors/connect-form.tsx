import { useState } from 'react';
import { type ServiceState, serviceFields } from '#shared/contract/connectors.ts';
import { messages } from '../../messages/index.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Field } from '../../ui/index.ts';
import styles from './connections.module.css';

type ConnectFormProps = {
  service: ServiceState;
  isBusy: boolean;
  onConnect(values: Record<string, string>): void;
};

/** What a service asks for. Secrets are typed unseen and leave the window once. */
export function ConnectForm({ service: { id, settings }, isBusy, onConnect }: ConnectFormProps) {
  const text = useText();
  const [values, setValues] = useState<Record<string, string>>(settings);
  const fields = serviceFields[id];
  const isComplete = fields.every(({ name, isRequired }) => !isRequired || (values[name] ?? '').trim() !== '');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !isBusy) onConnect(values);
      }}
    >
      {fields.map(({ name, isSecret, isRequired }) => {
        const label = text(`connectors.field.${name}` as 'connectors.field.clientId');
        return (
          <Field
            key={name}
            label={isRequired ? label : text('connectors.optional', { field: label })}
            hint={hintOf(text, id, name)}
            type={isSecret ? 'password' : 'text'}
            autoComplete="off"
            spellCheck="false"
            value={values[name] ?? ''}
            onChange={(value) => setValues({ ...values, [name]: value })}
          />
        );
      })}
      <div className={styles.actions}>
        <Button kind="primary" type="submit" isDisabled={!isComplete || isBusy}>
          {text('connectors.connect')}
        </Button>
      </div>
    </form>
  );
}

function hintOf(text: Text, id: ServiceState['id'], name: string): string | undefined {
  const key = `connectors.hint.${id}.${name}`;
  return key in messages ? text(key as 'connectors.hint.spotify.clientId') : undefined;
}
