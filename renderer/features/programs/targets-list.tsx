import { RefreshCw, X } from 'lucide-react';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import { baseName, exportAgain, forgetTarget } from './programs.actions.ts';
import styles from './programs.module.css';

/** Exports that can be made again with one press. */
export function TargetsList({ isBusy }: { isBusy: boolean }) {
  const text = useText();
  const { data: targets = [] } = useCall('interop.targets');
  return (
    <section className={styles.section} aria-label={text('programs.targets')}>
      <h2 className={styles.sectionTitle}>{text('programs.targets')}</h2>
      {targets.length === 0 && <p className={styles.hint}>{text('programs.noTargets')}</p>}
      <ul className={styles.rows}>
        {targets.map((target) => (
          <li key={target.id} className={styles.row}>
            <div className={styles.rowHead}>
              <span className={styles.missName}>{baseName(target.path)}</span>
              <span className={styles.quiet}>
                {text('programs.lastAt', {
                  format: text(`programs.format.${target.format}`),
                  when: target.exportedAt === null ? text('programs.never') : formatDayAndTime(target.exportedAt),
                })}
              </span>
              <span className={styles.space} />
              <Button
                size="small"
                icon={<RefreshCw size={14} />}
                isDisabled={isBusy}
                onPress={() => void attempt(() => exportAgain(target))}
              >
                {text('programs.exportAgain')}
              </Button>
              <IconButton
                size="small"
                label={text('programs.forget')}
                onPress={() => void attempt(() => forgetTarget(target))}
              >
                <X size={14} />
              </IconButton>
            </div>
            <code className={styles.path}>{target.path}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
