import { ImagePlus, X } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import { overlapPolicies, releaseApprovals, type WorkspaceFacts } from '#shared/contract/workspace.ts';
import { currencies, formatMoney, parseMoney } from '#shared/money.ts';
import { mayDo } from '#shared/permissions/roles.ts';
import { mediaUrl, uploadPicture } from '../../api/media.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Select, Switch } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { FactField } from './fact-field.tsx';
import { editWorkspace } from './people.actions.ts';
import { useProfiles } from './people-data.ts';
import { timeZones } from './time-zones.ts';
import styles from './workspace-settings.module.css';

const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'];
const pictureHashLength = 32;
const weekDays = [1, 2, 3, 4, 5, 6, 7] as const;

type PartProps = { workspace: WorkspaceFacts; isOff: boolean };

/** What the workspace is called, reckons in, and how it keeps time. */
export function WorkspaceSettings() {
  const text = useText();
  const { data: workspace, error } = useCall('workspace.get');
  const role = useProfiles()?.role;
  if (error) return <EmptyState text={errorText(text, error.code)} />;
  if (!workspace) return null;
  const isOff = role === undefined || !mayDo(role, 'manageWorkspace');
  return (
    <div className={styles.form}>
      {isOff && <p className={styles.hint}>{text('workspace.notYours')}</p>}
      <Logo workspace={workspace} isOff={isOff} />
      <Address workspace={workspace} isOff={isOff} />
      <Reckoning workspace={workspace} isOff={isOff} />
      <h3 className={styles.section}>{text('workspace.time')}</h3>
      <TimeRules workspace={workspace} isOff={isOff} />
      <Switch
        isSelected={workspace.hasAchievements}
        isDisabled={isOff}
        onChange={(hasAchievements) => void attempt(() => editWorkspace({ hasAchievements }))}
      >
        {text('workspace.hasAchievements')}
      </Switch>
      <h3 className={styles.section}>{text('workspace.profiles')}</h3>
      <p className={styles.hint}>{text('workspace.profilesHint')}</p>
    </div>
  );
}

function Logo({ workspace, isOff }: PartProps) {
  const text = useText();
  const { logoHash } = workspace;
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) void attempt(async () => editWorkspace({ logoHash: (await uploadPicture(file)).hash }));
  };
  return (
    <div className={styles.logoLine}>
      {logoHash ? (
        <img
          className={styles.logo}
          src={mediaUrl(`/artwork/${logoHash.slice(0, pictureHashLength)}`)}
          alt={text('workspace.logo')}
        />
      ) : (
        <span className={styles.noLogo}>{text('workspace.noLogo')}</span>
      )}
      <FileTrigger acceptedFileTypes={pictureTypes} onSelect={take}>
        <Button icon={<ImagePlus size={16} />} isDisabled={isOff}>
          {text('workspace.chooseLogo')}
        </Button>
      </FileTrigger>
      {logoHash && (
        <IconButton
          label={text('workspace.removeLogo')}
          isDisabled={isOff}
          onPress={() => void attempt(() => editWorkspace({ logoHash: null }))}
        >
          <X size={16} />
        </IconButton>
      )}
    </div>
  );
}

function Address({ workspace, isOff }: PartProps) {
  const text = useText();
  return (
    <>
      <div className={styles.group}>
        <FactField
          label={text('workspace.name')}
          value={workspace.name}
          isDisabled={isOff}
          onSave={(name) => editWorkspace({ name })}
        />
        <FactField
          label={text('workspace.taxId')}
          value={workspace.taxId}
          isDisabled={isOff}
          onSave={(taxId) => editWorkspace({ taxId })}
        />
      </div>
      <FactField
        label={text('workspace.address')}
        value={workspace.address}
        isLong
        isDisabled={isOff}
        onSave={(address) => editWorkspace({ address })}
      />
    </>
  );
}

function Reckoning({ workspace, isOff }: PartProps) {
  const text = useText();
  const { currency, rateMinor, timeZone, weekStart } = workspace;
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  const dayName = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
  return (
    <div className={styles.group}>
      <Select
        label={text('workspace.currency')}
        value={currency}
        options={currencies.map((value) => ({ value, text: `${value} ${names.of(value) ?? ''}`.trim() }))}
        onChange={(value) => void attempt(() => editWorkspace({ currency: value }))}
      />
      <FactField
        label={text('workspace.rate', { currency })}
        value={rateMinor === null ? '' : formatMoney(rateMinor, currency)}
        isDisabled={isOff}
        check={(typed) => (typed === '' || (parseMoney(typed, currency) ?? -1) >= 0 ? null : text('people.noAmount'))}
        onSave={(typed) => editWorkspace({ rateMinor: typed === '' ? null : parseMoney(typed, currency) })}
      />
      <Select
        label={text('workspace.timeZone')}
        value={timeZone}
        options={[{ value: '', text: text('workspace.machineZone') }, ...timeZones(timeZone)]}
        onChange={(value) => void attempt(() => editWorkspace({ timeZone: value }))}
      />
      <Select
        label={text('workspace.weekStart')}
        value={String(weekStart)}
        options={weekDays.map((day) => ({
          value: String(day),
          // The first of January 2024 was a Monday.
          text: dayName.format(Date.UTC(2024, 0, day)),
        }))}
        onChange={(day) => void attempt(() => editWorkspace({ weekStart: Number(day) }))}
      />
    </div>
  );
}

function TimeRules({ workspace, isOff }: PartProps) {
  const text = useText();
  const minutes = (least: number) => (typed: string) =>
    /^\d{1,5}$/.test(typed) && Number(typed) >= least ? null : text('workspace.noMinutes');
  return (
    <div className={styles.group}>
      <Select
        label={text('workspace.overlap')}
        value={workspace.overlapPolicy}
        options={overlapPolicies.map((value) => ({ value, text: text(`workspace.overlapPolicy.${value}`) }))}
        onChange={(overlapPolicy) => void attempt(() => editWorkspace({ overlapPolicy }))}
      />
      <FactField
        label={text('workspace.idleMinutes')}
        value={String(workspace.idleMinutes)}
        isDisabled={isOff}
        check={minutes(0)}
        onSave={(typed) => editWorkspace({ idleMinutes: Number(typed) })}
      />
      <FactField
        label={text('workspace.longRunMinutes')}
        value={String(workspace.longRunMinutes)}
        isDisabled={isOff}
        check={minutes(1)}
        onSave={(typed) => editWorkspace({ longRunMinutes: Number(typed) })}
      />
      <Select
        label={text('workspace.releaseApproval')}
        value={workspace.releaseApproval}
        options={releaseApprovals.map((value) => ({ value, text: text(`workspace.releaseApprovalIs.${value}`) }))}
        onChange={(releaseApproval) => void attempt(() => editWorkspace({ releaseApproval }))}
      />
      <FactField
        label={text('workspace.lockedBefore')}
        value={workspace.lockedBefore}
        hint={text('workspace.lockedHint')}
        isDisabled={isOff}
        check={(typed) => (typed === '' || /^\d{4}-\d\d-\d\d$/.test(typed) ? null : text('workspace.noDay'))}
        onSave={(lockedBefore) => editWorkspace({ lockedBefore })}
      />
    </div>
  );
}
