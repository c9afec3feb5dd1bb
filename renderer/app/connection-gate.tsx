import { PlugZap, ShieldX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useConnection } from '../api/connection.store.ts';
import { tryAgain } from '../api/http-bridge.ts';
import { SignInForm } from '../features/accounts/index.ts';
import { useText } from '../messages/use-text.ts';
import { Button } from '../ui/index.ts';
import styles from './connection-gate.module.css';

/** Shows the window once it may ask, and what to do when it no longer can. What was open stays as it is below. */
export function ConnectionGate({ children }: { children: ReactNode }) {
  const text = useText();
  const state = useConnection((connection) => connection.state);
  const [wasReady, setWasReady] = useState(false);
  if (state === 'ready' && !wasReady) setWasReady(true);
  const isStopped = state === 'lost' || state === 'refused';
  if (state === 'signIn') return <SignInForm />;

  return (
    <>
      {wasReady && <div inert={isStopped}>{children}</div>}
      {isStopped && (
        <div className={styles.gate} role="alert">
          {state === 'lost' ? <PlugZap size={24} aria-hidden="true" /> : <ShieldX size={24} aria-hidden="true" />}
          <h1 className={styles.title}>{text(state === 'lost' ? 'app.lostTitle' : 'app.refusedTitle')}</h1>
          <p className={styles.text}>{text(state === 'lost' ? 'app.lostText' : 'app.refusedText')}</p>
          <Button kind="primary" onPress={() => void tryAgain()}>
            {text('app.tryAgain')}
          </Button>
        </div>
      )}
    </>
  );
}
