/** 'LDGR': tells our files from any other SQLite file. */
export const applicationId = 0x4c444752;
