export { Avatar, PersonAvatar } from './avatar.tsx';
export { currentProfile, useAllPeople, usePeople, usePerson, usePresentPeople, useProfiles } from './people-data.ts';
