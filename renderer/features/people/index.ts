export { Avatar, PersonAvatar } from './avatar.tsx';
export { openJoinFile, showPeople, showPerson } from './people.actions.ts';
export { registerPeopleCommands } from './people.commands.ts';
export { currentProfile, useAllPeople, usePeople, usePerson, usePresentPeople, useProfiles } from './people-data.ts';
export { PeopleDialogs } from './people-dialogs.tsx';
export { PeopleView } from './people-view.tsx';
export { ProfileFoot } from './profile-foot.tsx';
export { WorkspaceSettings } from './workspace-settings.tsx';
