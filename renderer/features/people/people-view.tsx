import { FileUp, Plus, UserPlus } from 'lucide-react';
import { useEffect } from 'react';
import type { PersonId } from '#shared/contract/people.ts';
import { useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, ViewHead, ViewTabs } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import { InvitationsPanel } from './invitations-panel.tsx';
import { openPeopleDialog, peopleTabs, usePeopleStore } from './people.store.ts';
import { usePresentPeople } from './people-data.ts';
import { PeoplePanel } from './people-panel.tsx';
import { TeamsPanel } from './teams-panel.tsx';

/** Everybody who takes part: artists, collaborators, clients, members, and how members are ordered. */
export function PeopleView() {
  const text = useText();
  const tab = usePeopleStore((state) => state.tab);
  const count = usePresentPeople().length;
  const item = useView((state) => state.item);
  // Back and forward go from one to another.
  useEffect(() => {
    usePeopleStore.setState({ selected: new Set(item === null ? [] : [item as PersonId]) });
  }, [item]);
  return (
    <>
      <ViewHead
        title={text('people.title')}
        tabs={
          <ViewTabs
            label={text('people.tabs')}
            tabs={peopleTabs.map((id) => ({ id, text: text(`people.tab.${id}`) }))}
            current={tab}
            onChoose={(next) => usePeopleStore.setState({ tab: next })}
          />
        }
        summary={text('people.count', { count })}
      >
        {tab === 'people' && (
          <>
            <Button kind="ghost" icon={<FileUp size={16} />} onPress={() => runCommand('people.import')}>
              {text('people.import')}
            </Button>
            <Button
              kind="primary"
              icon={<Plus size={16} />}
              keys="Mod+N"
              onPress={() => openPeopleDialog({ kind: 'make', name: '' })}
            >
              {text('people.new')}
            </Button>
          </>
        )}
        {tab === 'invitations' && (
          <>
            <Button kind="ghost" icon={<FileUp size={16} />} onPress={() => runCommand('people.join')}>
              {text('people.openJoin')}
            </Button>
            <Button kind="primary" icon={<UserPlus size={16} />} onPress={() => openPeopleDialog({ kind: 'invite' })}>
              {text('people.invite')}
            </Button>
          </>
        )}
      </ViewHead>
      {tab === 'people' && <PeoplePanel />}
      {tab === 'teams' && <TeamsPanel />}
      {tab === 'invitations' && <InvitationsPanel />}
    </>
  );
}
