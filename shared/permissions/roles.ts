import type { MemberRole } from '../contract/people.ts';

/** What a member may do. `Own` is about what they themselves entered, `All` about everybody's. */
export const permissions = [
  'viewLibrary',
  'editLibrary',
  'changeFiles',
  'manageLibrary',
  'viewStudio',
  'editStudio',
  'editAllSongs',
  'viewProjects',
  'createProjects',
  'editProjects',
  'deleteProjects',
  'viewOwnTime',
  'editOwnTime',
  'viewAllTime',
  'editAllTime',
  'approveTime',
  'viewOwnExpenses',
  'editOwnExpenses',
  'viewAllExpenses',
  'editAllExpenses',
  'approveExpenses',
  'viewReports',
  'exportReports',
  'manageReports',
  'viewReleases',
  'editReleases',
  'approveReleases',
  'deliverReleases',
  'viewRoyalties',
  'editRoyalties',
  'closeRoyalties',
  'editRights',
  'viewWorkspace',
  'manageWorkspace',
  'deleteWorkspace',
  'viewUsers',
  'manageUsers',
  'editUserRoles',
  'inviteUsers',
  'manageTeams',
  'editOwnProfile',
] as const;
export type Permission = (typeof permissions)[number];

const employee: readonly Permission[] = [
  'viewLibrary',
  'editLibrary',
  'viewStudio',
  'editStudio',
  'viewProjects',
  'viewOwnTime',
  'editOwnTime',
  'viewOwnExpenses',
  'editOwnExpenses',
  'viewReleases',
  'editReleases',
  'viewWorkspace',
  'editOwnProfile',
];

const manager: readonly Permission[] = [
  ...employee,
  'changeFiles',
  'editAllSongs',
  'createProjects',
  'editProjects',
  'viewAllTime',
  'editAllTime',
  'approveTime',
  'viewAllExpenses',
  'editAllExpenses',
  'approveExpenses',
  'viewUsers',
  'manageTeams',
  'viewReports',
  'exportReports',
  'approveReleases',
  'deliverReleases',
  'viewRoyalties',
  'editRoyalties',
  'editRights',
];

/** The matrix of roles. */
const granted: Readonly<Record<MemberRole, ReadonlySet<Permission>>> = {
  owner: new Set(permissions),
  admin: new Set(permissions.filter((permission) => permission !== 'deleteWorkspace')),
  manager: new Set(manager),
  employee: new Set(employee),
};

export function mayDo(role: MemberRole, permission: Permission): boolean {
  return granted[role].has(permission);
}
