import { readableCell } from '#shared/cell-text.ts';
import { dateOrders, type TimeImportPreview } from '#shared/contract/imports.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ProjectId } from '#shared/contract/studio-ids.ts';
import { rangeText } from '#shared/period-text.ts';
import { useText } from '../../messages/use-text.ts';
import { Segmented, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { changeInput } from './time-import.actions.ts';
import styles from './time-import.module.css';

/** What an import would make, and the choices that change it. Nothing is made before. */
export function ImportPreview({ preview }: { preview: TimeImportPreview }) {
  const text = useText();
  const time = readableCell({ kind: 'duration' }, preview.totalMs);
  return (
    <div className={styles.part}>
      <p role="status" className={styles.found}>
        <strong>{text('imports.found', { count: preview.entryCount, time })}</strong>
        <span className={styles.quiet}>
          {[
            text(`imports.format.${preview.format}`),
            preview.from === '' ? '' : rangeText(preview.from, preview.to),
            preview.duplicateCount > 0 ? text('imports.duplicates', { count: preview.duplicateCount }) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {(preview.needsZone || preview.isOrderUnsure) && (
        <div className={styles.line}>
          {preview.needsZone && (
            <Select
              label={text('imports.zone')}
              value={preview.zone}
              options={zonesWith(preview.zone).map((zone) => ({ value: zone, text: zone }))}
              onChange={(zone) => void attempt(() => changeInput({ zone }))}
            />
          )}
          {preview.isOrderUnsure && (
            <div className={styles.order}>
              <span className={styles.legend}>{text('imports.order')}</span>
              <Segmented
                label={text('imports.order')}
                value={preview.dateOrder}
                options={dateOrders.map((value) => ({ value, text: text(`imports.order.${value}`) }))}
                onChange={(dateOrder) => void attempt(() => changeInput({ dateOrder }))}
              />
            </div>
          )}
        </div>
      )}
      <PeopleChoices preview={preview} />
      <ProjectChoices preview={preview} />
      <p className={styles.hint}>
        {text('imports.more', { clients: preview.newClientCount, tasks: preview.newTaskCount })}
      </p>
      <Misses preview={preview} />
    </div>
  );
}

function PeopleChoices({ preview }: { preview: TimeImportPreview }) {
  const text = useText();
  if (preview.people.length === 0) return null;
  const choose = (name: string, value: string) => {
    const others = preview.people.filter((each) => each.name !== name);
    const kept = others.map((each) => ({ name: each.name, personId: each.match }));
    const personId = value === '' ? null : (Number(value) as PersonId);
    void attempt(() => changeInput({ people: [...kept, { name, personId }] }));
  };
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>{text('imports.people')}</legend>
      {preview.people.map(({ name, entryCount, match }) => (
        <div key={name} className={styles.row}>
          <span className={styles.name}>{name === '' ? text('imports.noName') : name}</span>
          <span className={styles.quiet}>{text('imports.entries', { count: entryCount })}</span>
          <Select
            isLabelHidden
            label={text('imports.whoIs', { name })}
            value={String(match ?? '')}
            options={[
              { value: '', text: text('imports.newPerson') },
              ...preview.knownPeople.map((known) => ({ value: String(known.id), text: known.name })),
            ]}
            onChange={(value) => choose(name, value)}
          />
        </div>
      ))}
    </fieldset>
  );
}

function ProjectChoices({ preview }: { preview: TimeImportPreview }) {
  const text = useText();
  if (preview.projects.length === 0) return null;
  const choose = (index: number, value: string) => {
    const projects = preview.projects.map(({ client, name, match }, at) => ({
      client,
      name,
      projectId: at !== index ? match : value === '' ? null : (Number(value) as ProjectId),
    }));
    void attempt(() => changeInput({ projects }));
  };
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>{text('imports.projects')}</legend>
      {preview.projects.map(({ client, name, entryCount, match }, index) => (
        <div key={`${client} ${name}`} className={styles.row}>
          <span className={styles.name}>
            {name}
            {client !== '' && <span className={styles.quiet}> {client}</span>}
          </span>
          <span className={styles.quiet}>{text('imports.entries', { count: entryCount })}</span>
          <Select
            isLabelHidden
            label={text('imports.whichIs', { name })}
            value={String(match ?? '')}
            options={[
              { value: '', text: text('imports.newProject') },
              ...preview.knownProjects.map((known) => ({ value: String(known.id), text: known.name })),
            ]}
            onChange={(value) => choose(index, value)}
          />
        </div>
      ))}
    </fieldset>
  );
}

function Misses({ preview: { misses, missCount } }: { preview: TimeImportPreview }) {
  const text = useText();
  if (missCount === 0) return null;
  return (
    <details className={styles.misses}>
      <summary>{text('imports.misses', { count: missCount })}</summary>
      {misses.length < missCount && (
        <p className={styles.hint}>{text('imports.missesCut', { count: misses.length })}</p>
      )}
      <ul className={styles.missList} aria-label={text('imports.missesList')}>
        {misses.map(({ file, line, reason, text: row }) => (
          <li key={`${file} ${String(line)} ${reason}`}>
            <span>{text('imports.line', { line })}</span>
            <span className={styles.quiet}>{text(`imports.miss.${reason}`)}</span>
            <span className={styles.rowText}>{row}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const zones = Intl.supportedValuesOf('timeZone');

/** The one that is chosen may have a name of its own. */
function zonesWith(zone: string): string[] {
  return zones.includes(zone) ? zones : [zone, ...zones];
}
