import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { toBlockList } from '../settings.ts';

/** Decides who may come in. */
export type Door = {
  /** True for addresses in PHONE_NETWORKS. */
  isNear(address: string | undefined): boolean;
  hasToken(token: string | undefined): boolean;
  /** Express middleware: everybody else goes on to the 404. */
  readonly nearOnly: RequestHandler;
};

/** Tells whether an address, as a socket gives it, is in one of the ranges. */
export function createMatcher(ranges: readonly string[]): (address: string) => boolean {
  const list = toBlockList(ranges);
  return (address) => {
    const plain = plainAddress(address);
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
  };
}

/** Creates the door for a list of networks and a token. */
export function createDoor(networks: readonly string[], token: string): Door {
  const isInNetworks = createMatcher(networks);
  const digest = sha256(token);
  const isNear = (address: string | undefined) => isInNetworks(address ?? '');
  return {
    isNear,
    // Digests, so that the comparison takes the same time for every wrong token.
    hasToken: (candidate) => candidate !== undefined && timingSafeEqual(sha256(candidate), digest),
    nearOnly: (request, _response, next) => {
      next(isNear(clientAddress(request)) ? undefined : 'router');
    },
  };
}

/** The address of whoever sent the request, seen through trusted proxies. */
export function clientAddress(request: Request): string {
  return plainAddress(request.ip ?? request.socket.remoteAddress ?? '');
}

/** IPv4 in IPv6 clothes as IPv4; no zone. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
