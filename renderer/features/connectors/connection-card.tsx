import { useEffect, useRef, useState } from 'react';
import { type ServiceState, serviceFields } from '#shared/contract/connectors.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { call } from '../../api/client.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Dialog, showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatTime } from '../tracks/index.ts';
import { ConnectForm } from './connect-form.tsx';
import styles from './connections.module.css';

/** One service: what it is for and would be sent, how it stands, and connecting or disconnecting it. */
export function ConnectionCard({ service }: { service: ServiceState }) {
  const text = useText();
  const { id, isConnected, isConnecting, needsSignIn, connectError } = service;
  const [isOpen, setIsOpen] = useState(false);
  const { signInUrl, error, connect } = useConnecting(service);
  const name = text(`connectors.name.${id}`);
  const failure = error ?? connectError;
  const showsForm = (isOpen || isConnecting || failure !== null) && (!isConnected || needsSignIn);
  const card = useFocusKept([showsForm, isConnected, isConnecting].join());
  return (
    <li className={styles.service} ref={card} tabIndex={-1}>
      <div className={styles.line}>
        <span className={styles.name}>
          <b>{name}</b>
          <span className={styles.note} data-state={needsSignIn ? 'warning' : 'plain'}>
            {serviceState(text, service)}
          </span>
        </span>
        {(!isConnected || needsSignIn) && !showsForm && (
          <Button
            size="small"
            aria-label={text('connectors.connectNamed', { name })}
            onPress={() => (hasNothingToAsk(service) ? void connect({ ...service.settings }) : setIsOpen(true))}
          >
            {text(needsSignIn ? 'connectors.signInAgain' : 'connectors.connect')}
          </Button>
        )}
        {isConnected && <Disconnecting service={service} name={name} />}
      </div>
      <p className={styles.about}>{text(`connectors.about.${id}`)}</p>
      {showsForm && (
        <ConnectForm service={service} isBusy={isConnecting} onConnect={(values) => void connect(values)} />
      )}
      {isConnecting && (
        <p className={styles.about} role="status">
          {text(signInUrl === null ? 'connectors.connecting' : 'connectors.signingIn', { name })}{' '}
          {signInUrl !== null && (
            <a href={signInUrl} target="_blank" rel="noreferrer">
              {text('connectors.openPage')}
            </a>
          )}
        </p>
      )}
      {failure !== null && !isConnecting && (
        <p className={styles.failure} role="alert">
          {text('connectors.failed', { reason: errorText(text, failure) })}
        </p>
      )}
    </li>
  );
}

/** What had the focus may go when a service is connected or let go: its card takes it then, so that keys work on. */
function useFocusKept(state: string) {
  const card = useRef<HTMLLIElement>(null);
  const known = useRef(state);
  useEffect(() => {
    if (known.current === state) return;
    known.current = state;
    if (document.activeElement === document.body) card.current?.focus();
  }, [state]);
  return card;
}

/** Signing in again on the service's page takes nothing the user has not typed before. */
function hasNothingToAsk({ id, needsSignIn, settings }: ServiceState): boolean {
  return needsSignIn && serviceFields[id].every(({ name, isSecret }) => !isSecret && settings[name] !== undefined);
}

function useConnecting({ id, isConnecting }: ServiceState) {
  const [signInUrl, setSignInUrl] = useState<string | null>(null);
  const [error, setError] = useState<ErrorCode | null>(null);
  const wasConnecting = useRef(false);
  useEffect(() => {
    if (wasConnecting.current && !isConnecting) setSignInUrl(null);
    wasConnecting.current = isConnecting;
  }, [isConnecting]);
  const connect = async (values: Record<string, string>) => {
    setError(null);
    try {
      const { signInUrl: url } = await call('connectors.connect', { service: id, values });
      setSignInUrl(url);
      if (url !== null) window.open(url, '_blank', 'noreferrer');
    } catch (failure) {
      setError(failure instanceof AppError ? failure.code : 'INTERNAL');
    }
  };
  return { signInUrl, error, connect };
}

function Disconnecting({ service: { id }, name }: { service: ServiceState; name: string }) {
  const text = useText();
  const [isAsked, setIsAsked] = useState(false);
  const disconnect = (purge: boolean) =>
    attempt(async () => {
      await call('connectors.disconnect', { service: id, purge });
      showToast({ text: textNow(purge ? 'connectors.purged' : 'connectors.disconnected', { name }) });
    });
  return (
    <>
      <Button
        size="small"
        aria-label={text('connectors.disconnectNamed', { name })}
        onPress={() => void disconnect(false)}
      >
        {text('connectors.disconnect')}
      </Button>
      <Button size="small" aria-label={text('connectors.purgeNamed', { name })} onPress={() => setIsAsked(true)}>
        {text('connectors.purge')}
      </Button>
      <Dialog
        title={text('connectors.purgeTitle', { name })}
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        role="alertdialog"
        size="small"
        footer={
          <>
            <Button onPress={() => setIsAsked(false)} autoFocus>
              {text('ui.cancel')}
            </Button>
            <Button
              kind="primary"
              onPress={() => {
                setIsAsked(false);
                void disconnect(true);
              }}
            >
              {text('connectors.purge')}
            </Button>
          </>
        }
      >
        <p>{text(`connectors.purgeText.${id}`)}</p>
      </Dialog>
    </>
  );
}

function serviceState(text: Text, service: ServiceState): string {
  const { isConnected, needsSignIn, account, breaker, busyUntil, lastError } = service;
  if (!isConnected) return text('connectors.off');
  const parts = [
    account === '' ? text('connectors.connected') : text('connectors.connectedAs', { account }),
    needsSignIn ? text('connectors.needsSignIn') : '',
    busyUntil === null ? '' : text('connectors.busyUntil', { time: formatTime(busyUntil) }),
    breaker === 'open' ? text('connectors.resting') : '',
    lastError === null || needsSignIn ? '' : text('connectors.lastError', { reason: errorText(text, lastError) }),
  ];
  return parts.filter(Boolean).join(' · ');
}
