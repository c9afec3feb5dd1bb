import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether the machine runs on its battery, by what Linux says of its power supplies; false where it says nothing.
 */
export function isOnBattery(folder = '/sys/class/power_supply'): boolean {
  const supplies = listSupplies(folder);
  const mains = supplies.filter(({ type }) => type === 'Mains' || type === 'USB');
  if (mains.some(({ online }) => online === '1')) return false;
  return supplies.some(
    ({ type, scope, status }) => type === 'Battery' && scope !== 'Device' && status === 'Discharging',
  );
}

function listSupplies(folder: string) {
  try {
    return readdirSync(folder).map((name) => {
      const read = (file: string) => readText(join(folder, name, file));
      return { type: read('type'), online: read('online'), status: read('status'), scope: read('scope') };
    });
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
