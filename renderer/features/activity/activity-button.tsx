import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Popover } from '../../ui/index.ts';
import { showActivity, useActivityPopover } from './activity.store.ts';
import styles from './activity-button.module.css';
import { ActivityPanel } from './activity-panel.tsx';
import { activityButtonText, activityShare, leadingActivity } from './describe-activity.ts';
import { ProgressRing } from './progress-ring.tsx';

const windowGapPx = 8;

/** Says in the top bar what runs, and opens the list of all of it. It is away while nothing runs. */
export function ActivityButton() {
  const text = useText();
  const isOpen = useActivityPopover((state) => state.isOpen);
  const { data: activities = [] } = useCall('activity.list');
  const button = useRef<HTMLButtonElement>(null);
  const leading = leadingActivity(activities);
  if (!leading && !isOpen) return null;

  return (
    <>
      <Button
        ref={button}
        className={styles.button ?? ''}
        data-open={isOpen}
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        onPress={() => showActivity(!isOpen)}
      >
        <ProgressRing share={leading ? activityShare(leading) : 1} />
        <span>{leading ? activityButtonText(text, leading) : text('activity.title')}</span>
      </Button>
      <Popover
        label={text('activity.title')}
        isOpen={isOpen}
        onOpenChange={showActivity}
        triggerRef={button}
        placement="bottom end"
        // At the window's right edge, so that it leaves the waveforms in sight.
        getTargetRect={(target) => {
          const { bottom, height } = target.getBoundingClientRect();
          return new DOMRect(window.innerWidth - windowGapPx, bottom - height, 0, height);
        }}
        containerPadding={windowGapPx}
      >
        <ActivityPanel activities={activities} />
      </Popover>
    </>
  );
}
