import { Check, CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CueRule, CueSeverity } from '#shared/cue/problem.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import styles from './cue-panel.module.css';
import { problemText } from './problem-text.ts';

export type ShownProblem = {
  rule: CueRule;
  severity: CueSeverity;
  line: number | null;
  values: Readonly<Record<string, string | number>>;
  /** One press puts it right. */
  fix: { text: string; run: () => void } | null;
};

type ProblemListProps = { problems: readonly ShownProblem[]; children?: ReactNode };

const icons = { error: CircleX, warning: TriangleAlert, info: Info } as const;
const mostShown = 200;

/** What is to say about a sheet, the worst first, with how to put it right. */
export function ProblemList({ problems, children }: ProblemListProps) {
  const text = useText();
  const count = (severity: CueSeverity) => problems.filter((problem) => problem.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const sorted = [...problems].sort((a, b) => order[a.severity] - order[b.severity]);
  const shown = sorted.slice(0, mostShown).map((problem, index) => ({ problem, key: `${index} ${problem.rule}` }));
  return (
    <section className={styles.checks} aria-label={text('cue.checks')}>
      <h3 className={styles.checksHead}>
        {text('cue.checks')}
        <span className={styles.space} />
        {errors > 0 && <span className={styles.error}>{text('cue.errors', { count: errors })}</span>}
        {warnings > 0 && <span className={styles.warning}>{text('cue.warnings', { count: warnings })}</span>}
      </h3>
      <ul>
        {shown.map(({ problem, key }) => (
          <ProblemItem key={key} problem={problem} />
        ))}
      </ul>
      {children}
    </section>
  );
}

const order: Readonly<Record<CueSeverity, number>> = { error: 0, warning: 1, info: 2 };

function ProblemItem({ problem: { rule, severity, line, values, fix } }: { problem: ShownProblem }) {
  const text = useText();
  const Icon = icons[severity];
  return (
    <li className={styles.problem}>
      <Icon size={14} className={styles[severity]} role="img" aria-label={text(`cue.severity.${severity}`)} />
      <p>
        {line !== null && <b>{text('cue.line', { line })}: </b>}
        {problemText(text, rule, values)}{' '}
        {fix && (
          <Button kind="link" onPress={fix.run}>
            {fix.text}
          </Button>
        )}
      </p>
    </li>
  );
}

/** A sentence below the problems: that all is right, or what a dialect would lose. */
export function CheckNote({ children, isQuiet = false }: { children: ReactNode; isQuiet?: boolean }) {
  return (
    <p className={styles.note}>
      {isQuiet ? <Info size={14} aria-hidden="true" /> : <Check size={14} className={styles.ok} aria-hidden="true" />}
      <span>{children}</span>
    </p>
  );
}
