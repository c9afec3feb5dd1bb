import { FolderPlus } from 'lucide-react';
import { useCapabilities } from '../../api/capabilities.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import styles from './onboarding.module.css';
import { Staff } from './staff.tsx';

/** True once the library has answered that it has no folder. */
export function useIsEmptyLibrary(): boolean {
  const { data: folders } = useCall('folders.list');
  return folders?.length === 0;
}

/** What a new library shows: where to begin, and what will happen. */
export function Onboarding() {
  const text = useText();
  const capabilities = useCapabilities();
  const steps = [
    { title: text('onboarding.readTitle'), detail: text('onboarding.readText') },
    { title: text('onboarding.listenTitle'), detail: text('onboarding.listenText') },
    { title: text('onboarding.leaveTitle'), detail: text('onboarding.leaveText') },
  ];
  return (
    <div className={styles.view}>
      <Staff />
      <h1 className={styles.title}>{text('onboarding.title')}</h1>
      <p className={styles.text}>
        {capabilities?.canReadDropPaths === false ? text('onboarding.textNoDrop') : text('onboarding.text')}
      </p>
      <div className={styles.actions}>
        <Button
          kind="primary"
          size="large"
          icon={<FolderPlus size={16} />}
          keys="Mod+E"
          onPress={() => runCommand('library.addFolder')}
        >
          {text('onboarding.chooseFolder')}
        </Button>
        {capabilities?.canPickFolder && (
          <Button size="large" keys="Mod+O" onPress={() => runCommand('library.addFiles')}>
            {text('onboarding.addFiles')}
          </Button>
        )}
      </div>
      <section className={styles.next} aria-labelledby="what-happens-next">
        <h2 id="what-happens-next" className={styles.heading}>
          {text('onboarding.next')}
        </h2>
        <ol className={styles.steps}>
          {steps.map(({ title, detail }, index) => (
            <li key={title} className={styles.step}>
              <span className={styles.number} aria-hidden="true">
                {index + 1}
              </span>
              <div>
                <h3 className={styles.stepTitle}>{title}</h3>
                <p className={styles.detail}>{detail}</p>
              </div>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
