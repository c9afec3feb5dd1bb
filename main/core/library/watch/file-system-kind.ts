import { execFile } from 'node:child_process';
import { readFile, statfs } from 'node:fs/promises';

/** Numbers by which Linux names file systems that lie on another machine (statfs(2)), and 9p, which virtual machines use. */
const networkMagic = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xfe534d42, // SMB2
  0xff534d42, // CIFS
  0x5346414f, // AFS
  0x00c36400, // Ceph
  0x01021997, // 9p
]);

const networkTypes =
  /^(nfs\d*|cifs|smb\d*|smbfs|smbfs_?|afpfs|webdav|davfs\d*|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|s3fs|glusterfs)|9p|ceph|glusterfs|afs|ncpfs)$/;

/** What the system says about where a path lies; tests say something else. */
export type FileSystemFacts = {
  platform: NodeJS.Platform;
  /** statfs(2) f_type, or null where it cannot be told. */
  magicOf(path: string): Promise<number | null>;
  /** The system's list of mounted file systems, as text. */
  mounts(): Promise<string>;
};

export const systemFacts: FileSystemFacts = {
  platform: process.platform,
  magicOf: (path) =>
    statfs(path).then(
      ({ type }) => type,
      () => null,
    ),
  async mounts() {
    try {
      if (process.platform === 'linux') return await readFile('/proc/mounts', 'utf8');
      if (process.platform === 'darwin') return await output('/sbin/mount');
    } catch {
      // Then only the number tells.
    }
    return '';
  },
};

/** Whether changes at a path may be made by another machine, which no watch of this one hears of. */
export async function isOnNetwork(path: string, facts: FileSystemFacts = systemFacts): Promise<boolean> {
  if (facts.platform === 'win32') return /^[\\/]{2}(?![?.][\\/](?!UNC[\\/]))/i.test(path);
  const magic = facts.platform === 'linux' ? await facts.magicOf(path) : null;
  if (magic !== null && networkMagic.has(magic)) return true;
  const type = mountedType(path, await facts.mounts());
  return type !== null && networkTypes.test(type);
}

/** The type of the file system that holds a path, from /proc/mounts or from what `mount` prints on macOS. */
export function mountedType(path: string, mounts: string): string | null {
  let best = { length: -1, type: null as string | null };
  for (const line of mounts.split('\n')) {
    const mount = mountOfLine(line);
    if (!mount) continue;
    const { point, type } = mount;
    const isAround = point === '/' || path === point || path.startsWith(`${point}/`);
    // The later one of two mounts at one place hides the other.
    if (isAround && point.length >= best.length) best = { length: point.length, type };
  }
  return best.type;
}

function mountOfLine(line: string): { point: string; type: string } | null {
  const mac = /^.+? on (\/.*) \(([^,)]+)[^)]*\)$/.exec(line);
  if (mac) return { point: mac[1] as string, type: mac[2] as string };
  const [device, point, type] = line.split(' ');
  return device && point?.startsWith('/') && type ? { point: unescaped(point), type } : null;
}

/** /proc/mounts writes spaces and backslashes as octal numbers. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

function output(program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, { timeout: 2000 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}
