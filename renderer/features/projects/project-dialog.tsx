import { X } from 'lucide-react';
import { useState } from 'react';
import type { PersonId } from '#shared/contract/people.ts';
import { type Project, projectColours, projectStatuses } from '#shared/contract/projects.ts';
import { currencies } from '#shared/money.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, IconButton, Select, TextArea } from '../../ui/index.ts';
import { usePresentPeople } from '../people/index.ts';
import { type FormProblem, formOf, newForm, type ProjectForm, readForm } from './project-form.ts';
import { editProject, makeProject } from './projects.actions.ts';
import styles from './projects.module.css';
import { closeProjectDialog, useProjects } from './projects.store.ts';

/** The dialog of a project, while one is open. */
export function ProjectDialogs() {
  const dialog = useProjects((state) => state.dialog);
  const { data: workspace } = useCall('workspace.get');
  const id = dialog?.kind === 'edit' ? dialog.id : null;
  const { data } = useCall('projects.get', { id: id ?? (1 as never) }, { enabled: id !== null });
  if (dialog?.kind === 'new' && workspace) return <EditDialog project={null} start={newForm(workspace.currency)} />;
  if (dialog?.kind === 'edit' && data) return <EditDialog project={data.project} start={formOf(data.project)} />;
  return null;
}

const roundings = ['none', 'up 6', 'up 15', 'nearest 5', 'nearest 15', 'down 15'] as const;

function EditDialog({ project, start }: { project: Project | null; start: ProjectForm }) {
  const text = useText();
  const [form, setForm] = useState(start);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [appliesRates, setAppliesRates] = useState(false);
  const change = (patch: Partial<ProjectForm>) => {
    setProblem(null);
    setForm({ ...form, ...patch });
  };
  const says = (which: FormProblem) => (problem === which ? text(`projects.problem.${which}`) : null);
  const hasNewRates =
    project !== null && (form.rate !== start.rate || JSON.stringify(form.members) !== JSON.stringify(start.members));
  const save = async () => {
    const read = readForm(form);
    if ('problem' in read) return setProblem(read.problem);
    try {
      await (project ? editProject(project, read.fields, hasNewRates && appliesRates) : makeProject(read.fields));
      closeProjectDialog();
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      title={project ? text('projects.editTitle', { name: project.name }) : text('projects.new')}
      isOpen
      onClose={closeProjectDialog}
      footer={
        <>
          <Button onPress={closeProjectDialog}>{text('projects.cancel')}</Button>
          <Button kind="primary" type="submit" form="project">
            {text('projects.save')}
          </Button>
        </>
      }
    >
      <form
        id="project"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={text('projects.name')}
          value={form.name}
          onChange={(name) => change({ name })}
          maxLength={200}
          error={says('name')}
          autoFocus
        />
        <div className={styles.pair}>
          <Field label={text('projects.code')} value={form.code} onChange={(code) => change({ code })} maxLength={40} />
          <ClientSelect value={form.clientId} onChange={(clientId) => change({ clientId })} />
          <Select
            label={text('projects.column.status')}
            value={form.status}
            options={projectStatuses.map((value) => ({ value, text: text(`projects.status.${value}`) }))}
            onChange={(status) => change({ status })}
          />
          <Select
            label={text('projects.colour')}
            value={form.colour || 'none'}
            options={(['none', ...projectColours] as const).map((value) => ({
              value,
              text: text(`projects.colour.${value}`),
            }))}
            onChange={(colour) => change({ colour: colour === 'none' ? '' : colour })}
          />
          <Field
            label={text('projects.budgetHours')}
            value={form.hours}
            onChange={(hours) => change({ hours })}
            inputMode="decimal"
            error={says('hours')}
          />
          <Field
            label={text('projects.budgetMoney', { currency: form.currency })}
            value={form.money}
            onChange={(money) => change({ money })}
            inputMode="decimal"
            error={says('money')}
          />
          <Select
            label={text('projects.currency')}
            value={form.currency}
            options={currencies.map((value) => ({ value, text: value }))}
            onChange={(currency) => change({ currency })}
          />
          <Field
            label={text('projects.rateIn', { currency: form.currency })}
            value={form.rate}
            onChange={(rate) => change({ rate })}
            inputMode="decimal"
            error={says('rate')}
          />
          <Field
            label={text('projects.startsOn')}
            type="date"
            value={form.startsOn}
            onChange={(startsOn) => change({ startsOn })}
          />
          <Field
            label={text('projects.endsOn')}
            type="date"
            value={form.endsOn}
            onChange={(endsOn) => change({ endsOn })}
            error={says('dates')}
          />
          <RoundingSelect value={form.rounding} onChange={(rounding) => change({ rounding })} />
        </div>
        <Checkbox isSelected={form.isBillable} onChange={(isBillable) => change({ isBillable })}>
          {text('projects.billable')}
        </Checkbox>
        <MemberRates form={form} error={says('members')} onChange={change} />
        {hasNewRates && (
          <Checkbox isSelected={appliesRates} onChange={setAppliesRates}>
            {text('projects.applyRates')}
          </Checkbox>
        )}
        <TextArea label={text('projects.note')} value={form.note} onChange={(note) => change({ note })} rows={3} />
        {failure && (
          <p role="alert" className={styles.error}>
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  );
}

type ClientSelectProps = { value: PersonId | null; onChange: (id: PersonId | null) => void };

function ClientSelect({ value, onChange }: ClientSelectProps) {
  const text = useText();
  const people = usePresentPeople();
  return (
    <Select
      label={text('projects.client')}
      value={value === null ? '' : String(value)}
      options={[
        { value: '', text: text('projects.nobody') },
        ...people.map(({ id, name }) => ({ value: String(id), text: name })),
      ]}
      onChange={(chosen) => onChange(chosen === '' ? null : (Number(chosen) as PersonId))}
    />
  );
}

type RoundingSelectProps = { value: ProjectForm['rounding']; onChange: (rounding: ProjectForm['rounding']) => void };

function RoundingSelect({ value, onChange }: RoundingSelectProps) {
  const text = useText();
  const own = value === null ? 'none' : `${value.mode} ${value.minutes}`;
  const options = [...new Set([...roundings, own])];
  const say = (option: string) => {
    const [mode = 'none', minutes = '0'] = option.split(' ');
    return text(`projects.rounding.${mode as 'none' | 'up' | 'down' | 'nearest'}`, { minutes });
  };
  return (
    <Select
      label={text('projects.rounding')}
      value={own}
      options={options.map((option) => ({ value: option, text: say(option) }))}
      onChange={(chosen) => {
        const [mode = 'none', minutes = '0'] = chosen.split(' ');
        onChange(mode === 'none' ? null : { mode: mode as 'up' | 'down' | 'nearest', minutes: Number(minutes) });
      }}
    />
  );
}

type MemberRatesProps = { form: ProjectForm; error: string | null; onChange: (patch: Partial<ProjectForm>) => void };

/** What an hour of certain people costs here. */
function MemberRates({ form: { members, currency }, error, onChange }: MemberRatesProps) {
  const text = useText();
  const people = usePresentPeople();
  const free = people.filter(
    ({ id, memberRole }) => memberRole !== null && !members.some(({ personId }) => personId === id),
  );
  const nameOf = (id: PersonId) => people.find((person) => person.id === id)?.name ?? '';
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{text('projects.ownRates')}</legend>
      {members.map(({ personId, rate }) => (
        <div key={personId} className={styles.member}>
          <Field
            label={text('projects.rateOf', { name: nameOf(personId), currency })}
            value={rate}
            inputMode="decimal"
            error={error}
            onChange={(typed) =>
              onChange({
                members: members.map((each) => (each.personId === personId ? { personId, rate: typed } : each)),
              })
            }
          />
          <IconButton
            size="small"
            label={text('projects.removeRate', { name: nameOf(personId) })}
            onPress={() => onChange({ members: members.filter((each) => each.personId !== personId) })}
          >
            <X size={14} />
          </IconButton>
        </div>
      ))}
      {free.length > 0 && (
        <Select
          label={text('projects.addRate')}
          value=""
          options={[
            { value: '', text: text('projects.choosePerson') },
            ...free.map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
          onChange={(value) => {
            if (value !== '') onChange({ members: [...members, { personId: Number(value) as PersonId, rate: '' }] });
          }}
        />
      )}
    </fieldset>
  );
}
