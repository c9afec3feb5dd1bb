import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { type FileSystemFacts, isOnNetwork, mountedType } from './file-system-kind.ts';

const facts = (values: Partial<FileSystemFacts>): FileSystemFacts => ({
  platform: 'linux',
  magicOf: async () => 0xef53,
  mounts: async () => '',
  ...values,
});

const linuxMounts = `/dev/sda1 / ext4 rw 0 0
server:/music /mnt/nas nfs4 rw 0 0
/dev/sdb1 /media/me/USB\\0402 vfat rw 0 0
me@box:/srv /home/me/box fuse.sshfs rw 0 0
/dev/sdc1 /mnt/nas/local ext4 rw 0 0
`;
const macMounts = `/dev/disk3s1 on / (apfs, sealed, local, read-only, journaled)
//me@nas._smb._tcp.local/Music on /Volumes/Music (smbfs, nodev, nosuid, mounted by me)
/dev/disk5s1 on /Volumes/USB 2 (exfat, local, nodev)
`;

test('the type of the innermost mount counts', () => {
  expect(mountedType('/mnt/nas/a', linuxMounts)).toBe('nfs4');
  expect(mountedType('/mnt/nas/local/a', linuxMounts)).toBe('ext4');
  expect(mountedType('/mnt/nasty', linuxMounts)).toBe('ext4');
  expect(mountedType('/media/me/USB 2/x', linuxMounts)).toBe('vfat');
  expect(mountedType('/Volumes/Music/House', macMounts)).toBe('smbfs');
  expect(mountedType('/Volumes/USB 2', macMounts)).toBe('exfat');
  expect(mountedType('/x', 'nonsense\n\n')).toBe(null);
});

test.each([
  ['NFS by its number', '/mnt', facts({ magicOf: async () => 0x6969 }), true],
  ['SMB by its number', '/mnt', facts({ magicOf: async () => 0xfe534d42 }), true],
  ['sshfs by its mount', '/home/me/box/x', facts({ mounts: async () => linuxMounts }), true],
  ['a local disk', '/music', facts({ mounts: async () => linuxMounts }), false],
  ['nothing known', '/music', facts({ magicOf: async () => null }), false],
  ['a share on macOS', '/Volumes/Music', facts({ platform: 'darwin', mounts: async () => macMounts }), true],
  ['a stick on macOS', '/Volumes/USB 2', facts({ platform: 'darwin', mounts: async () => macMounts }), false],
  ['a UNC path', '\\\\server\\music', facts({ platform: 'win32' }), true],
  ['a long UNC path', '\\\\?\\UNC\\server\\music', facts({ platform: 'win32' }), true],
  ['a long local path', '\\\\?\\C:\\Music', facts({ platform: 'win32' }), false],
  ['a drive', 'D:\\Music', facts({ platform: 'win32' }), false],
])('%s', async (_, path, given, expected) => {
  expect(await isOnNetwork(path, given)).toBe(expected);
});

test('this machine answers for a folder of its own', async () => {
  expect(await isOnNetwork(tmpdir())).toBe(false);
});
