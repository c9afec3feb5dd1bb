import { useText } from '../../messages/use-text.ts';
import styles from './programs.module.css';
import { usePrograms } from './programs.store.ts';

/** What is to be done in the other program: without it "nothing happens" there. */
export function ExportSteps() {
  const text = useText();
  const format = usePrograms((state) => state.form.format);
  const own = format === 'rekordbox' || format === 'traktor' || format === 'serato' ? format : 'other';
  const title = text('programs.steps');
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.sectionTitle}>{title}</h2>
      <ol className={styles.steps}>
        {text(`programs.steps.${own}`)
          .split('\n')
          .map((step) => (
            <li key={step}>{step}</li>
          ))}
      </ol>
    </section>
  );
}
