import type { ReactNode } from 'react';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import { useConnection } from '../connectors/index.ts';
import styles from './spotify.module.css';
import { closeSpotify } from './spotify.store.ts';

/** Shows what it holds once Spotify is connected; before, the way there. */
export function SpotifyGate({ children }: { children: ReactNode }) {
  const text = useText();
  const service = useConnection('spotify');
  if (!service) return null;
  if (service.isConnected && !service.needsSignIn) return children;
  const toSettings = () => {
    closeSpotify();
    runCommand('settings.services');
  };
  return (
    <div className={styles.part}>
      <p className={styles.about}>{text('spotify.notConnected')}</p>
      <Button kind="primary" onPress={toSettings}>
        {text('spotify.settings')}
      </Button>
    </div>
  );
}
