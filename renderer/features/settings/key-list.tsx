import { useText } from '../../messages/use-text.ts';
import { Kbd, keyNames } from '../../ui/index.ts';
import { useCommands } from '../commands/index.ts';
import styles from './settings-dialog.module.css';

/** Every command that has keys, and the keys. */
export function KeyList() {
  const text = useText();
  const commands = useCommands((state) => state.commands);
  const withKeys = [...commands.values()].filter(({ keys }) => keys && keys.length > 0);
  return (
    <table className={styles.keys}>
      <thead className={styles.hiddenHead}>
        <tr>
          <th scope="col">{text('settings.commandColumn')}</th>
          <th scope="col">{text('settings.keyColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {withKeys.map((command) => (
          <tr key={command.id} className={styles.keyRow}>
            <td>{text(command.text)}</td>
            <td className={styles.keyCell}>
              {command.keys?.map((keys) => (
                <span key={keys}>
                  <Kbd keys={keys} />
                  <span className={styles.hidden}>{keyNames(keys).join(' ')}</span>
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
