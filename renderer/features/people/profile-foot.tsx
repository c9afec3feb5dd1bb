import { Settings2, Users } from 'lucide-react';
import { Button } from 'react-aria-components';
import { mediaUrl } from '../../api/media.ts';
import { useCall } from '../../api/query.ts';
import { Mark } from '../../app/mark.tsx';
import { useText } from '../../messages/use-text.ts';
import { Menu, MenuItem, MenuSection, MenuSeparator } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { Avatar } from './avatar.tsx';
import { showPeople, switchProfile } from './people.actions.ts';
import { useProfiles } from './people-data.ts';
import styles from './profile-foot.module.css';

const pictureHashLength = 32;

/** The workspace and whose profile is active, at the foot of the sidebar; opens a menu to be somebody else. */
export function ProfileFoot() {
  const text = useText();
  const profiles = useProfiles();
  const { data: workspace } = useCall('workspace.get');
  const active = profiles?.active ?? null;
  const name = workspace?.name || text('workspace.unnamed');
  const label = text('workspace.profileMenu', { workspace: name, person: active?.name ?? text('people.nobody') });
  const change = (keys: ReadonlySet<string>) => {
    const person = profiles?.members.find(({ id }) => keys.has(String(id)));
    if (person && person.id !== active?.id) void attempt(() => switchProfile(person));
  };
  return (
    <Menu
      label={label}
      placement="top start"
      trigger={
        <Button className={styles.foot ?? ''}>
          <span className={styles.hidden}>{label}</span>
          {workspace?.logoHash ? (
            <img
              className={styles.logo}
              src={mediaUrl(`/artwork/${workspace.logoHash.slice(0, pictureHashLength)}`)}
              alt=""
            />
          ) : (
            <span className={styles.mark}>
              <Mark size={16} />
            </span>
          )}
          <span className={styles.name} aria-hidden="true">
            {name}
          </span>
          {active && (
            <Avatar
              id={active.id}
              name={active.name}
              pictureHash={active.pictureHash}
              isSquare={active.kind !== 'person'}
              isDecoration
            />
          )}
        </Button>
      }
    >
      {profiles?.canSwitch && (
        <MenuSection
          title={text('workspace.profileHint')}
          selectionMode="single"
          selectedKeys={active ? [String(active.id)] : []}
          onSelectionChange={change}
        >
          {profiles.members.map((member) => (
            <MenuItem
              key={member.id}
              id={String(member.id)}
              text={member.name}
              note={text(`people.memberRole.${member.memberRole ?? 'employee'}`)}
            />
          ))}
        </MenuSection>
      )}
      <MenuSeparator />
      <MenuItem icon={<Users size={16} />} text={text('people.title')} onAction={showPeople} />
      <MenuItem
        icon={<Settings2 size={16} />}
        text={text('workspace.openSettings')}
        onAction={() => runCommand('settings.workspace')}
      />
    </Menu>
  );
}
