import type { Page } from './baseline-process.ts';
import { PHONE_TOKEN, type ServerProcess } from './product-process.ts';
import { type Caller, eventPath } from './traffic.ts';

/** The hand-written contact 1001 of the sandbox: an ordinary caller. */
export const KNOWN_CALLER: Caller = { number: '01701234567', name: 'Anna Berger' };

/** Hand-written contacts whose numbers are stored in different ways. */
export const KNOWN_CALLERS: readonly Caller[] = [
  KNOWN_CALLER,
  { number: '+431234567890', name: 'Franz Huber' },
  { number: '017604069009', name: 'Łukasz Żółć' },
  { number: '02214710555', name: 'Rolf Streit' },
];

/** Far from the numbers that the load process gives its calls. */
let nextCall = 10_000_000;

/** Lets another phone ring; resolves with the card on its display. */
export async function ring({ port }: ServerProcess, caller: Caller): Promise<Page> {
  const path = eventPath(PHONE_TOKEN, 'incoming', nextCall++, caller);
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  const body = await response.text();
  if (response.status !== 200 || !body.includes(caller.name)) {
    throw new Error(`the first ring was answered ${response.status} without "${caller.name}"`);
  }
  const kept = ['content-type', 'cache-control', 'content-length'];
  const headers = [...response.headers].filter(([name]) => kept.includes(name));
  return { headers: Object.fromEntries(headers), body };
}

/** Lets so many phones ring; the paths at which their cards look whether they are still wanted. */
export async function ringForCardPaths(server: ServerProcess, count: number): Promise<string[]> {
  const paths: string[] = [];
  while (paths.length < count) {
    const { body } = await ring(server, KNOWN_CALLER);
    const [, url] = /<fetch mil="\d+">([^<]+)<\/fetch>/.exec(body) ?? [];
    if (url === undefined) throw new Error('a card has no address to look again');
    paths.push(new URL(url).pathname);
  }
  return paths;
}
