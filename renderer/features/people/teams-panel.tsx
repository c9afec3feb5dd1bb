import { Building2, Ellipsis, Plus, Trash2, Users } from 'lucide-react';
import type { PersonId } from '#shared/contract/people.ts';
import type { Department, Team } from '#shared/contract/teams.ts';
import { formatMoney } from '#shared/money.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Menu, MenuItem } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import { PersonAvatar } from './avatar.tsx';
import { usePerson, useProfiles } from './people-data.ts';
import { openTeamDialog, TeamDialogs } from './team-dialogs.tsx';
import styles from './teams-panel.module.css';

/** Departments in a tree, with their heads, budgets and teams. */
export function TeamsPanel() {
  const text = useText();
  const { data, error } = useCall('teams.list');
  const role = useProfiles()?.role;
  const mayEdit = role !== undefined && role !== 'employee';
  if (error) return <EmptyState text={errorText(text, error.code)} />;
  if (!data) return null;
  const { departments, teams } = data;
  const addDepartment = (
    <Button icon={<Plus size={16} />} isDisabled={!mayEdit} onPress={() => openTeamDialog({ kind: 'department' })}>
      {text('people.newDepartment')}
    </Button>
  );
  if (departments.length === 0 && teams.length === 0) {
    return (
      <>
        <EmptyState icon={<Building2 size={20} />} text={text('people.noTeams')} action={addDepartment} />
        <TeamDialogs departments={departments} />
      </>
    );
  }
  const loose = teams.filter(({ departmentId }) => departmentId === null);
  return (
    <div className={styles.panel}>
      <div className={styles.buttons}>
        {addDepartment}
        <Button icon={<Plus size={16} />} isDisabled={!mayEdit} onPress={() => openTeamDialog({ kind: 'team' })}>
          {text('people.newTeam')}
        </Button>
      </div>
      <ul className={styles.tree} aria-label={text('people.departments')}>
        <Branch parentId={null} departments={departments} teams={teams} mayEdit={mayEdit} />
        {loose.map((team) => (
          <TeamLine key={team.id} team={team} mayEdit={mayEdit} />
        ))}
      </ul>
      <TeamDialogs departments={departments} />
    </div>
  );
}

type BranchProps = {
  parentId: number | null;
  departments: readonly Department[];
  teams: readonly Team[];
  mayEdit: boolean;
};

function Branch({ parentId, departments, teams, mayEdit }: BranchProps) {
  return departments
    .filter((department) => department.parentId === parentId)
    .map((department) => (
      <li key={department.id}>
        <DepartmentLine department={department} mayEdit={mayEdit} />
        <ul className={styles.below}>
          {teams
            .filter(({ departmentId }) => departmentId === department.id)
            .map((team) => (
              <TeamLine key={team.id} team={team} mayEdit={mayEdit} />
            ))}
          <Branch parentId={department.id} departments={departments} teams={teams} mayEdit={mayEdit} />
        </ul>
      </li>
    ));
}

function DepartmentLine({ department, mayEdit }: { department: Department; mayEdit: boolean }) {
  const text = useText();
  const { data: workspace } = useCall('workspace.get');
  const { name, headId, budgetMinor, totalCount } = department;
  const currency = workspace?.currency ?? 'EUR';
  const remove = async () => {
    const { operation } = await call('teams.removeDepartment', { id: department.id });
    showUndoable({ text: textNow('people.departmentRemoved', { name }), operations: [operation] });
  };
  return (
    <div className={styles.line}>
      <Building2 size={16} aria-hidden="true" />
      <span className={styles.name}>{name}</span>
      <Head personId={headId} />
      <span className={styles.note}>{text('people.memberCount', { count: totalCount })}</span>
      <span className={styles.figure}>
        {budgetMinor === null ? '' : text('people.budget', { amount: formatMoney(budgetMinor, currency), currency })}
      </span>
      <LineMenu
        name={name}
        mayEdit={mayEdit}
        onEdit={() => openTeamDialog({ kind: 'department', department })}
        onRemove={remove}
      />
    </div>
  );
}

function TeamLine({ team, mayEdit }: { team: Team; mayEdit: boolean }) {
  const text = useText();
  const remove = async () => {
    const { operation } = await call('teams.removeTeam', { id: team.id });
    showUndoable({ text: textNow('people.teamRemoved', { name: team.name }), operations: [operation] });
  };
  return (
    <li className={styles.line}>
      <Users size={16} aria-hidden="true" />
      <span className={styles.name}>{team.name}</span>
      <Head personId={team.leadId} />
      <span className={styles.faces}>
        {team.members
          .filter(({ personId }) => personId !== team.leadId)
          .map(({ personId }) => (
            <PersonAvatar key={personId} personId={personId} size={20} />
          ))}
      </span>
      <span className={styles.note}>{text('people.memberCount', { count: team.members.length })}</span>
      <span className={styles.figure} />
      <LineMenu
        name={team.name}
        mayEdit={mayEdit}
        onEdit={() => openTeamDialog({ kind: 'team', team })}
        onRemove={remove}
      />
    </li>
  );
}

function Head({ personId }: { personId: PersonId | null }) {
  const person = usePerson(personId);
  if (personId === null) return null;
  return (
    <span className={styles.head}>
      <PersonAvatar personId={personId} size={20} isDecoration />
      {person?.name}
    </span>
  );
}

type LineMenuProps = { name: string; mayEdit: boolean; onEdit: () => void; onRemove: () => Promise<void> };

function LineMenu({ name, mayEdit, onEdit, onRemove }: LineMenuProps) {
  const text = useText();
  if (!mayEdit) return null;
  return (
    <Menu
      label={text('people.more', { name })}
      placement="bottom end"
      trigger={
        <IconButton label={text('people.more', { name })} size="small">
          <Ellipsis size={14} />
        </IconButton>
      }
    >
      <MenuItem text={text('people.edit')} onAction={onEdit} />
      <MenuItem icon={<Trash2 size={16} />} text={text('people.remove')} onAction={() => void attempt(onRemove)} />
    </Menu>
  );
}
