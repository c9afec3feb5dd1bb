import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './exchange.module.css';

/** Who files are signed by, and that the key is not kept where that is so. */
export function IdentityNote() {
  const text = useText();
  const { data } = useCall('exchange.identity');
  if (!data) return null;
  const { name, fingerprint, isKept } = data;
  return (
    <p className={styles.quiet}>
      {fingerprint === '' ? text('exchange.signedFirst', { name }) : text('exchange.signedAs', { name, fingerprint })}
      {!isKept && ` ${text('exchange.notKept')}`}
    </p>
  );
}
