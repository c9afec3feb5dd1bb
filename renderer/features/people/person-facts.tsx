import { CheckboxGroup, Label, Checkbox as RacCheckbox } from 'react-aria-components';
import {
  type DepartmentId,
  type MemberRole,
  memberStates,
  type PersonDetails,
  type PersonFacts,
  type PersonRole,
  personKinds,
  personRoles,
  storeNames,
} from '#shared/contract/people.ts';
import { formatIdentifier, parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { formatMoney, parseMoney } from '#shared/money.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { FactField } from './fact-field.tsx';
import { editPerson } from './people.actions.ts';
import styles from './person-details.module.css';
import { timeZones } from './time-zones.ts';

type FormProps = { person: PersonDetails };
type TextFact =
  | 'name'
  | 'legalName'
  | 'email'
  | 'phone'
  | 'website'
  | 'address'
  | 'country'
  | 'note'
  | 'language'
  | 'jobTitle';

/** Everything that can be said of somebody; each fact is kept when its field is left. */
export function PersonFactsForm({ person }: FormProps) {
  const text = useText();
  return (
    <div className={styles.form}>
      <div className={styles.group} data-person-name>
        <TextFactField person={person} field="name" isRequired />
        <TextFactField person={person} field="legalName" />
        <KindSelect person={person} />
        <TextFactField person={person} field="country" />
      </div>
      <RoleBoxes person={person} />
      <h3 className={styles.section}>{text('people.section.membership')}</h3>
      <Membership person={person} />
      <h3 className={styles.section}>{text('people.section.contact')}</h3>
      {person.isCut && <p className={styles.quiet}>{text('people.isCut')}</p>}
      <div className={styles.group}>
        <TextFactField person={person} field="email" />
        <TextFactField person={person} field="phone" />
        <TextFactField person={person} field="website" />
        <TextFactField person={person} field="language" hint={text('people.languageHint')} />
      </div>
      <TextFactField person={person} field="address" isLong />
      <h3 className={styles.section}>{text('people.section.identifiers')}</h3>
      <div className={styles.group}>
        <IdentifierField person={person} field="isni" />
        <IdentifierField person={person} field="ipi" />
        {storeNames.map((store) => (
          <StoreField key={store} person={person} store={store} />
        ))}
      </div>
      <h3 className={styles.section}>{text('people.section.note')}</h3>
      <TextFactField person={person} field="note" isLong />
    </div>
  );
}

function useEdit({ id, name }: PersonDetails) {
  return (change: Partial<PersonFacts>) => editPerson([id], change, name);
}

type TextFactFieldProps = FormProps & { field: TextFact; isLong?: boolean; isRequired?: boolean; hint?: string };

function TextFactField({ person, field, isLong = false, isRequired = false, hint }: TextFactFieldProps) {
  const text = useText();
  const edit = useEdit(person);
  const isMemberFact = field === 'jobTitle';
  return (
    <FactField
      label={text(`people.fact.${field}`)}
      value={person[field]}
      hint={hint}
      isLong={isLong}
      isRequired={isRequired}
      isDisabled={person.isRemoved || person.isCut || !(isMemberFact ? person.may.editMember : person.may.edit)}
      onSave={(value) => edit({ [field]: value })}
    />
  );
}

function IdentifierField({ person, field }: FormProps & { field: 'isni' | 'ipi' }) {
  const text = useText();
  const edit = useEdit(person);
  return (
    <FactField
      label={text(`people.fact.${field}`)}
      value={formatIdentifier(field, person[field])}
      hint={text(`people.identifierHint.${field}`)}
      isDisabled={person.isRemoved || !person.may.edit}
      check={(typed) => (typed === '' || parseIdentifier(field, typed) ? null : text('error.IDENTIFIER_INVALID'))}
      onSave={(value) => edit({ [field]: value })}
    />
  );
}

function StoreField({ person, store }: FormProps & { store: (typeof storeNames)[number] }) {
  const text = useText();
  const edit = useEdit(person);
  const save = (value: string) => {
    const { [store]: _, ...others } = person.storeIds;
    return edit({ storeIds: value === '' ? others : { ...others, [store]: value } });
  };
  return (
    <FactField
      label={text(`people.store.${store}`)}
      value={person.storeIds[store] ?? ''}
      isDisabled={person.isRemoved || !person.may.edit}
      onSave={save}
    />
  );
}

function KindSelect({ person }: FormProps) {
  const text = useText();
  const edit = useEdit(person);
  return (
    <Select
      label={text('people.fact.kind')}
      value={person.kind}
      options={personKinds.map((value) => ({ value, text: text(`people.kind.${value}`) }))}
      onChange={(kind) => void attempt(() => edit({ kind }))}
    />
  );
}

function RoleBoxes({ person }: FormProps) {
  const text = useText();
  const edit = useEdit(person);
  return (
    <CheckboxGroup
      className={styles.roles ?? ''}
      value={person.roles}
      isDisabled={person.isRemoved || !person.may.edit}
      onChange={(roles) => void attempt(() => edit({ roles: roles as PersonRole[] }))}
    >
      <Label className={styles.rolesLabel ?? ''}>{text('people.fact.roles')}</Label>
      {personRoles.map((role) => (
        <RacCheckbox key={role} value={role} className={styles.role ?? ''}>
          {text(`people.role.${role}`)}
        </RacCheckbox>
      ))}
    </CheckboxGroup>
  );
}

/** What somebody is in the workspace. */
function Membership({ person }: FormProps) {
  const text = useText();
  const edit = useEdit(person);
  const { data: teams } = useCall('teams.list');
  const { data: workspace } = useCall('workspace.get');
  const currency = workspace?.currency ?? 'EUR';
  const change = (facts: Partial<PersonFacts>) => void attempt(() => edit(facts));
  const { memberRole, grantableRoles, may, rateMinor } = person;
  const canGrant = grantableRoles.length > 0;
  const roles: (MemberRole | 'none')[] = ['none', ...grantableRoles];
  const ownRole = memberRole ?? 'none';
  if (!roles.includes(ownRole)) roles.push(ownRole);
  const departments = [
    { value: '', text: text('people.noDepartment') },
    ...(teams?.departments ?? []).map(({ id, name }) => ({ value: String(id), text: name })),
  ];
  return (
    <div className={styles.group}>
      {canGrant ? (
        <Select
          label={text('people.fact.memberRole')}
          value={ownRole}
          options={roles.map((value) => ({ value, text: text(`people.memberRoleName.${value}`) }))}
          onChange={(role) => change({ memberRole: role === 'none' ? null : role })}
        />
      ) : (
        <FixedFact label={text('people.fact.memberRole')} value={text(`people.memberRoleName.${ownRole}`)} />
      )}
      {memberRole !== null && may.editMember && (
        <>
          {canGrant && (
            <Select
              label={text('people.fact.memberState')}
              value={person.memberState}
              options={memberStates.map((value) => ({ value, text: text(`people.memberStateName.${value}`) }))}
              onChange={(memberState) => change({ memberState })}
            />
          )}
          <Select
            label={text('people.fact.department')}
            value={String(person.departmentId ?? '')}
            options={departments}
            onChange={(id) => change({ departmentId: id === '' ? null : (Number(id) as DepartmentId) })}
          />
          <TextFactField person={person} field="jobTitle" />
          <FactField
            label={text('people.fact.rate', { currency })}
            value={rateMinor === null ? '' : formatMoney(rateMinor, currency)}
            check={(typed) =>
              typed === '' || (parseMoney(typed, currency) ?? -1) >= 0 ? null : text('people.noAmount')
            }
            onSave={(typed) => edit({ rateMinor: typed === '' ? null : parseMoney(typed, currency) })}
          />
        </>
      )}
      {memberRole !== null && may.edit && (
        <Select
          label={text('people.fact.timeZone')}
          value={person.timeZone}
          options={[{ value: '', text: text('people.zoneOfWorkspace') }, ...timeZones(person.timeZone)]}
          onChange={(timeZone) => change({ timeZone })}
        />
      )}
    </div>
  );
}

function FixedFact({ label, value }: { label: string; value: string }) {
  return (
    <div className={styles.fixed}>
      <span className={styles.fixedLabel}>{label}</span>
      <span>{value}</span>
    </div>
  );
}
