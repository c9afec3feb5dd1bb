import { useState } from 'react';
import { signIn } from '../../api/http-bridge.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field } from '../../ui/index.ts';
import styles from './accounts.module.css';

/** What a member of a team sees first in their browser. */
export function SignInForm() {
  const text = useText();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isComplete = login.trim() !== '' && password !== '';

  const submit = async () => {
    setIsBusy(true);
    setFailure(null);
    try {
      await signIn(login, password);
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
      setPassword('');
      setIsBusy(false);
    }
  };

  return (
    <main className={styles.gate}>
      <form
        className={styles.form}
        aria-label={text('accounts.signIn')}
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete && !isBusy) void submit();
        }}
      >
        <h1 className={styles.title}>{text('app.name')}</h1>
        <p className={styles.about}>{text('accounts.signInAbout')}</p>
        <Field
          label={text('accounts.login')}
          name="username"
          autoComplete="username"
          autoFocus
          value={login}
          onChange={setLogin}
        />
        <Field
          label={text('accounts.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          error={failure}
          value={password}
          onChange={(typed) => {
            setPassword(typed);
            // A field that counts as wrong keeps its form from being sent.
            if (typed !== '') setFailure(null);
          }}
        />
        <Button kind="primary" type="submit" isDisabled={!isComplete || isBusy}>
          {text('accounts.signIn')}
        </Button>
      </form>
    </main>
  );
}
