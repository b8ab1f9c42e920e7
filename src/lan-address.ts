import { networkInterfaces } from 'node:os';
import type { Config } from './config.ts';
import { toBlockList } from './settings.ts';

const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|wg|utun|cni|flannel)/;

/** This computer's address in the phones' networks, or undefined when it has none. */
export function findLanAddress(phoneNetworks: readonly string[]): string | undefined {
  const near = toBlockList(phoneNetworks);
  const candidates = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter((it) => !it.internal && it.family === 'IPv4' && near.check(it.address, 'ipv4'))
      .map((it) => ({ address: it.address, isVirtual: VIRTUAL.test(name) })),
  );
  // Link-local ones change: only when there is nothing else.
  const real =
    candidates.find((it) => !it.isVirtual && !it.address.startsWith('169.254.')) ?? candidates[0];
  return real?.address;
}

/** The base of the addresses given to phones; only this computer's own when none is in reach. */
export function findPublicUrl(
  { publicUrl, phoneNetworks }: Pick<Config, 'publicUrl' | 'phoneNetworks'>,
  port: number,
): string {
  return publicUrl ?? `http://${findLanAddress(phoneNetworks) ?? '127.0.0.1'}:${port}`;
}
