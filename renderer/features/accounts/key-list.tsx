import { useState } from 'react';
import type { Permission } from '#shared/permissions/roles.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Field, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import styles from './accounts.module.css';

/** What keys are made for, and the permissions that takes. */
const purposes = {
  readLibrary: ['viewLibrary'],
  editLibrary: ['viewLibrary', 'editLibrary'],
  studio: ['viewStudio', 'editStudio'],
  time: ['viewProjects', 'viewOwnTime', 'editOwnTime'],
  expenses: ['viewProjects', 'viewOwnExpenses', 'editOwnExpenses'],
  reports: ['viewReports', 'exportReports'],
  releases: ['viewReleases', 'editReleases', 'deliverReleases'],
  royalties: ['viewReleases', 'viewRoyalties', 'editRoyalties'],
} as const satisfies Record<string, readonly Permission[]>;
type Purpose = keyof typeof purposes;

const dayMs = 86_400_000;
const lifetimes = ['30', '90', '365', 'never'] as const;

/** Keys for scripts and other programs of one's own. */
export function KeyList() {
  const text = useText();
  const { data: keys = [] } = useCall('accounts.keys');
  return (
    <section aria-label={text('accounts.keys')}>
      <h2 className={styles.heading}>{text('accounts.keys')}</h2>
      <ul className={styles.list}>
        {keys.map(({ id, name, prefix, expiresAt, revokedAt, lastUsedAt }) => (
          <li key={id} className={styles.item}>
            <span className={styles.name}>{name}</span>
            <code>{`${prefix}…`}</code>
            <span className={styles.quiet}>
              {revokedAt !== null
                ? text('accounts.revoked')
                : expiresAt !== null
                  ? text('accounts.until', { time: formatDayAndTime(expiresAt) })
                  : text('accounts.noEnd')}
              {lastUsedAt !== null && ` · ${text('accounts.used', { time: formatDayAndTime(lastUsedAt) })}`}
            </span>
            <span className={styles.actions}>
              {revokedAt === null && (
                <Button size="small" onPress={() => void attempt(() => call('accounts.revokeKey', { id }))}>
                  {text('accounts.revoke', { name })}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <NewKey />
    </section>
  );
}

function NewKey() {
  const text = useText();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Purpose[]>(['readLibrary']);
  const [lifetime, setLifetime] = useState<(typeof lifetimes)[number]>('90');
  const [made, setMade] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const isComplete = name.trim() !== '' && chosen.length > 0;

  const submit = async () => {
    const scopes = [...new Set(chosen.flatMap((purpose): readonly Permission[] => purposes[purpose]))];
    const expiresAt = lifetime === 'never' ? null : Date.now() + Number(lifetime) * dayMs;
    try {
      const { key } = await call('accounts.makeKey', { name: name.trim(), scopes, expiresAt });
      setMade(key);
      setName('');
      setFailure(null);
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };

  return (
    <form
      className={styles.form}
      aria-label={text('accounts.newKey')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) void submit();
      }}
    >
      <Field
        label={text('accounts.keyName')}
        value={name}
        error={failure}
        onChange={(typed) => {
          setName(typed);
          setFailure(null);
        }}
      />
      <fieldset className={styles.purposes}>
        <legend>{text('accounts.purposes')}</legend>
        {(Object.keys(purposes) as Purpose[]).map((purpose) => (
          <Checkbox
            key={purpose}
            isSelected={chosen.includes(purpose)}
            onChange={(isOn) => setChosen(isOn ? [...chosen, purpose] : chosen.filter((other) => other !== purpose))}
          >
            {text(`accounts.purpose.${purpose}`)}
          </Checkbox>
        ))}
      </fieldset>
      <Select
        label={text('accounts.lifetime')}
        value={lifetime}
        options={lifetimes.map((value) => ({ value, text: text(`accounts.lifetime.${value}`) }))}
        onChange={setLifetime}
      />
      <Button type="submit" isDisabled={!isComplete}>
        {text('accounts.makeKey')}
      </Button>
      {made !== null && (
        <p role="status">
          {text('accounts.keyMade')} <code className={styles.key}>{made}</code>
        </p>
      )}
    </form>
  );
}
