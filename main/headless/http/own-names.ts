import { hostname, networkInterfaces } from 'node:os';

/** What a team may call this machine: its addresses, its own name, and those that were given. In small letters. */
export function ownNames(bind: string, given: readonly string[]): string[] {
  const isAll = bind === '0.0.0.0' || bind === '::';
  const addresses = isAll ? machineAddresses() : [bind];
  const own = hostname().toLowerCase();
  const named = own === '' ? [] : [own, `${own}.local`];
  return [...new Set([...addresses.map(inAddress), ...named, ...given, ...(isAll ? ['localhost'] : [])])];
}

function machineAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .map(({ address }) => address);
}

/** As it stands in an address of the web. */
function inAddress(address: string): string {
  return address.includes(':') ? `[${address.toLowerCase()}]` : address;
}

/** Those that others can type, the outside ones first. */
export function addressesToPrint(names: readonly string[], port: number): string[] {
  const isInside = (name: string) => name.startsWith('127.') || name === '[::1]' || name === 'localhost';
  const outside = names.filter((name) => !isInside(name) && !name.startsWith('[fe80'));
  return (outside.length > 0 ? outside : names).map((name) => `http://${name}:${port}/`);
}
