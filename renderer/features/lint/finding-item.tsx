import { CircleX, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { DialogTrigger, GridListItem } from 'react-aria-components';
import type { LintFinding } from '#shared/contract/lint.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { storeName } from '#shared/stores.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, Popover } from '../../ui/index.ts';
import { CodeFrame } from './code-frame.tsx';
import { ignoreFinding, stopIgnoring } from './lint.actions.ts';
import { findingText, fixText, placeText, whyText } from './lint-words.ts';
import styles from './problems-panel.module.css';

type FindingItemProps = {
  releaseId: ReleaseId;
  finding: LintFinding;
  isOpen: boolean;
  mayEdit: boolean;
  /** Null where nothing can be done by a button. */
  apply: (() => void) | null;
};

const icons = { error: CircleX, warning: TriangleAlert, note: Info } as const;

/** A line of the problems; the open one also shows its text, where in it, and how it would be. */
export function FindingItem({ releaseId, finding, isOpen, mayEdit, apply }: FindingItemProps) {
  const text = useText();
  const { id, severity, rule, fix, ignored } = finding;
  const Icon = icons[severity];
  const [where, said] = [placeText(text, finding), findingText(text, finding)];
  return (
    <GridListItem
      id={id}
      textValue={`${text(`lint.severity.${severity}`)}: ${where}. ${said}`}
      className={styles.item ?? ''}
    >
      <div className={styles.line} data-ignored={ignored !== null || undefined}>
        <Icon size={14} className={styles[severity]} role="img" aria-label={text(`lint.severity.${severity}`)} />
        <span className={styles.place}>{where}</span>
        <span className={styles.said2} title={said}>
          {said}
        </span>
        <code className={styles.rule}>{rule}</code>
        <span className={styles.button}>
          {fix && apply && !isOpen && ignored === null && (
            <Button size="small" aria-label={`${fixText(text, fix)}: ${where}`} onPress={apply}>
              {fixText(text, fix)}
            </Button>
          )}
        </span>
      </div>
      {isOpen && (
        <div className={styles.frame}>
          <CodeFrame finding={finding} />
          <div className={styles.buttons}>
            {fix && apply && ignored === null && (
              <Button kind="primary" size="small" keys="Enter" onPress={apply}>
                {fixText(text, fix)}
              </Button>
            )}
            {mayEdit && finding.canIgnore && ignored === null && (
              <IgnoreButton releaseId={releaseId} finding={finding} />
            )}
            {ignored !== null && (
              <>
                <span className={styles.reason}>{text('lint.ignoredFor', { reason: ignored })}</span>
                {mayEdit && (
                  <Button kind="ghost" size="small" onPress={() => void stopIgnoring(releaseId, finding)}>
                    {text('lint.unignore')}
                  </Button>
                )}
              </>
            )}
            <span className={styles.space} />
            <WhyButton finding={finding} />
          </div>
        </div>
      )}
    </GridListItem>
  );
}

function WhyButton({ finding }: { finding: LintFinding }) {
  const text = useText();
  const { stores, rule } = finding;
  return (
    <DialogTrigger>
      <Button kind="link" size="small">
        {text('lint.why')}
      </Button>
      <Popover label={text('lint.whyOf', { rule })} placement="top end">
        <div className={styles.why}>
          <p>{whyText(text, finding)}</p>
          {stores.length > 0 && (
            <p className={styles.storesOf}>
              {text('lint.storesOf', { stores: stores.map(({ store }) => storeName(store)).join(', ') })}
            </p>
          )}
        </div>
      </Popover>
    </DialogTrigger>
  );
}

/** Asks why it may stand: whoever looks at the release later wants to know. */
function IgnoreButton({ releaseId, finding }: { releaseId: ReleaseId; finding: LintFinding }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button kind="ghost" size="small">
        {text('lint.ignore')}
      </Button>
      <Popover label={text('lint.ignore')} placement="top start">
        <form
          className={styles.why}
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() === '') return;
            setOpen(false);
            void ignoreFinding(releaseId, finding, reason);
          }}
        >
          <Field label={text('lint.ignoreReason')} value={reason} onChange={setReason} maxLength={500} autoFocus />
          <Button kind="primary" size="small" type="submit" isDisabled={reason.trim() === ''}>
            {text('lint.ignoreSave')}
          </Button>
        </form>
      </Popover>
    </DialogTrigger>
  );
}
