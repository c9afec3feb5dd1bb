import type { MethodRule } from './method-rules.ts';

/** Who may call what of people, the workspace, accounts and notifications. */
export const peopleRules = {
  'workspace.get': 'viewWorkspace',
  'workspace.edit': 'manageWorkspace',
  'workspace.profiles': 'anyone',
  'workspace.switchProfile': 'anyone',
  // Names are everybody's; contact and the like only for 'viewUsers'.
  'people.all': 'viewWorkspace',
  'people.list': 'viewWorkspace',
  'people.get': 'viewWorkspace',
  'people.similar': 'viewWorkspace',
  'people.credits': 'viewStudio',
  'people.time': 'viewOwnTime',
  // Of members these ask for more: main/core/people/member-rules.ts.
  'people.make': 'editStudio',
  'people.edit': 'editOwnProfile',
  'people.remove': 'manageTeams',
  'people.restore': 'manageTeams',
  'people.merge': 'manageTeams',
  'people.handOver': 'deleteWorkspace',
  'people.previewImport': 'manageTeams',
  'people.import': 'manageTeams',
  'teams.list': 'viewWorkspace',
  'teams.makeDepartment': 'manageTeams',
  'teams.editDepartment': 'manageTeams',
  'teams.removeDepartment': 'manageTeams',
  'teams.makeTeam': 'manageTeams',
  'teams.editTeam': 'manageTeams',
  'teams.removeTeam': 'manageTeams',
  'invitations.list': 'inviteUsers',
  'invitations.make': 'inviteUsers',
  'invitations.cancel': 'inviteUsers',
  // Whoever has the file was invited.
  'invitations.read': 'anyone',
  'invitations.accept': 'anyone',
} as const satisfies Record<string, MethodRule>;
