import { type FormEvent, useId, useState } from 'react';
import { CheckboxGroup, Label, Checkbox as RacCheckbox } from 'react-aria-components';
import { create } from 'zustand';
import type { DepartmentId, PersonId } from '#shared/contract/people.ts';
import type { Department, Team } from '#shared/contract/teams.ts';
import { formatMoney, parseMoney } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import { Failure } from './failure.tsx';
import { useProfiles } from './people-data.ts';
import styles from './person-details.module.css';

type TeamDialog = { kind: 'department'; department?: Department } | { kind: 'team'; team?: Team };

const useTeamDialog = create<{ dialog: TeamDialog | null }>(() => ({ dialog: null }));

export function openTeamDialog(dialog: TeamDialog): void {
  useTeamDialog.setState({ dialog });
}

const close = () => useTeamDialog.setState({ dialog: null });

export function TeamDialogs({ departments }: { departments: readonly Department[] }) {
  const dialog = useTeamDialog((state) => state.dialog);
  if (dialog?.kind === 'department') {
    return (
      <DepartmentDialog departments={departments} {...(dialog.department ? { department: dialog.department } : {})} />
    );
  }
  if (dialog?.kind === 'team')
    return <TeamDialog departments={departments} {...(dialog.team ? { team: dialog.team } : {})} />;
  return null;
}

/** What is typed is kept until it is saved; a failure says why, and nothing is lost. */
function useSaving(save: () => Promise<void>) {
  const text = useText();
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save().then(close, (failure: unknown) => setError(errorText(text, asAppError(failure).code)));
  };
  return { error, submit };
}

function DepartmentDialog({
  departments,
  department,
}: {
  departments: readonly Department[];
  department?: Department;
}) {
  const text = useText();
  const form = useId();
  const { data: workspace } = useCall('workspace.get');
  const currency = workspace?.currency ?? 'EUR';
  const [name, setName] = useState(department?.name ?? '');
  const [parentId, setParentId] = useState<DepartmentId | null>(department?.parentId ?? null);
  const [headId, setHeadId] = useState<PersonId | null>(department?.headId ?? null);
  const [budget, setBudget] = useState<string | null>(null);
  const kept = department?.budgetMinor ?? null;
  const typed = budget ?? (kept === null ? '' : formatMoney(kept, currency));
  const amount = typed.trim() === '' ? null : parseMoney(typed, currency);
  const isWrong = typed.trim() !== '' && (amount === null || amount < 0);
  const { error, submit } = useSaving(async () => {
    const facts = { name, parentId, headId, budgetMinor: amount };
    const { operation } = department
      ? await call('teams.editDepartment', { id: department.id, change: facts })
      : await call('teams.makeDepartment', facts);
    showUndoable({ text: textNow('people.departmentSaved', { name }), operations: [operation] });
  });
  return (
    <Dialog
      title={text(department ? 'people.editDepartment' : 'people.newDepartment')}
      isOpen
      onClose={close}
      footer={<SaveButtons isOff={name.trim() === '' || isWrong} form={form} />}
    >
      <form id={form} className={styles.plain} onSubmit={submit}>
        <Field autoFocus label={text('people.fact.name')} value={name} onChange={setName} />
        <Failure text={error} />
        <DepartmentSelect
          label={text('people.departmentAbove')}
          departments={departments.filter(({ id }) => id !== department?.id)}
          value={parentId}
          onChange={setParentId}
        />
        <MemberSelect label={text('people.head')} value={headId} onChange={setHeadId} />
        <Field
          label={text('people.budgetIn', { currency })}
          value={typed}
          onChange={setBudget}
          error={isWrong ? text('people.noAmount') : null}
        />
      </form>
    </Dialog>
  );
}

function TeamDialog({ departments, team }: { departments: readonly Department[]; team?: Team }) {
  const text = useText();
  const form = useId();
  const members = useProfiles()?.members ?? [];
  const [name, setName] = useState(team?.name ?? '');
  const [departmentId, setDepartmentId] = useState<DepartmentId | null>(team?.departmentId ?? null);
  const [leadId, setLeadId] = useState<PersonId | null>(team?.leadId ?? null);
  const [chosen, setChosen] = useState((team?.members ?? []).map(({ personId }) => String(personId)));
  const { error, submit } = useSaving(async () => {
    const roleOf = (id: number) => team?.members.find(({ personId }) => personId === id)?.role ?? '';
    const facts = {
      ...{ name, departmentId, leadId },
      members: chosen.map((id) => ({ personId: Number(id) as PersonId, role: roleOf(Number(id)) })),
    };
    const { operation } = team
      ? await call('teams.editTeam', { id: team.id, change: facts })
      : await call('teams.makeTeam', facts);
    showUndoable({ text: textNow('people.teamSaved', { name }), operations: [operation] });
  });
  return (
    <Dialog
      title={text(team ? 'people.editTeam' : 'people.newTeam')}
      isOpen
      onClose={close}
      footer={<SaveButtons isOff={name.trim() === ''} form={form} />}
    >
      <form id={form} className={styles.plain} onSubmit={submit}>
        <Field autoFocus label={text('people.fact.name')} value={name} onChange={setName} />
        <Failure text={error} />
        <DepartmentSelect
          label={text('people.fact.department')}
          departments={departments}
          value={departmentId}
          onChange={setDepartmentId}
        />
        <MemberSelect label={text('people.lead')} value={leadId} onChange={setLeadId} />
        <CheckboxGroup className={styles.roles ?? ''} value={chosen} onChange={setChosen}>
          <Label className={styles.rolesLabel ?? ''}>{text('people.members')}</Label>
          {members.map((member) => (
            <RacCheckbox key={member.id} value={String(member.id)} className={styles.role ?? ''}>
              {member.name}
            </RacCheckbox>
          ))}
        </CheckboxGroup>
      </form>
    </Dialog>
  );
}

function SaveButtons({ isOff, form }: { isOff: boolean; form: string }) {
  const text = useText();
  return (
    <>
      <Button onPress={close}>{text('ui.cancel')}</Button>
      <Button kind="primary" type="submit" form={form} isDisabled={isOff}>
        {text('people.save')}
      </Button>
    </>
  );
}

type DepartmentSelectProps = {
  label: string;
  departments: readonly Department[];
  value: DepartmentId | null;
  onChange: (id: DepartmentId | null) => void;
};

function DepartmentSelect({ label, departments, value, onChange }: DepartmentSelectProps) {
  const text = useText();
  return (
    <Select
      label={label}
      value={String(value ?? '')}
      options={[
        { value: '', text: text('people.noDepartment') },
        ...departments.map(({ id, name }) => ({ value: String(id), text: name })),
      ]}
      onChange={(id) => onChange(id === '' ? null : (Number(id) as DepartmentId))}
    />
  );
}

type MemberSelectProps = { label: string; value: PersonId | null; onChange: (id: PersonId | null) => void };

function MemberSelect({ label, value, onChange }: MemberSelectProps) {
  const text = useText();
  const members = useProfiles()?.members ?? [];
  return (
    <Select
      label={label}
      value={String(value ?? '')}
      options={[
        { value: '', text: text('people.nobody') },
        ...members.map(({ id, name }) => ({ value: String(id), text: name })),
      ]}
      onChange={(id) => onChange(id === '' ? null : (Number(id) as PersonId))}
    />
  );
}
