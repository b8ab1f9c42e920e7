import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PhoneOptions } from '../../src/simulator/phone-options.ts';
import { readPhoneSettings } from '../../src/simulator/phone-settings.ts';
import { SnomPhone } from '../../src/simulator/snom-phone.ts';

/** What the pretend product answers: a page as text, or an answer in full. */
export type Answer = string | { status?: number; type?: string; body?: string };

/** A pretend product on a real port; it notes each request and answers with hand-written pages. */
export type Product = {
  readonly base: string;
  readonly requests: string[];
  readonly headers: IncomingHttpHeaders[];
  /** Answers by path; anything else gets 200 without a body. */
  readonly answers: Map<string, Answer>;
  settings(): string;
  /** Paths of the requests so far, without their queries. */
  paths(): string[];
  stop(): Promise<void>;
};

/** Starts the pretend product. */
export async function startProduct(): Promise<Product> {
  const requests: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const answers = new Map<string, Answer>();
  const pathOf = (target: string) => target.replace(/\?.*/, '');
  const server = createServer((request, response) => {
    const target = request.url ?? '';
    requests.push(target);
    headers.push(request.headers);
    const answer = answers.get(pathOf(target)) ?? '';
    const {
      status = 200,
      type = 'text/xml; charset=utf-8',
      body = '',
    } = typeof answer === 'string' ? { body: answer } : answer;
    response.writeHead(status, { 'Content-Type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}/snom/TOKEN`;
  return {
    base,
    requests,
    headers,
    answers,
    settings: () => settingsFor(base),
    paths: () => requests.map(pathOf),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A phone of that product whose time costs nothing. */
export function createTestPhone(product: Product, options: Partial<PhoneOptions> = {}): SnomPhone {
  return new SnomPhone({
    mac: '00:04:13:96:d9:b4',
    settings: readPhoneSettings(product.settings()),
    identity: '21@pbx.example',
    wait: async () => {},
    newCallId: () => 'call-1',
    onRefusal: 'throw',
    ...options,
  });
}

const EVENTS = {
  action_incoming_url: 'incoming',
  action_outgoing_url: 'outgoing',
  action_connected_url: 'connected',
  action_disconnected_url: 'disconnected',
  action_missed_url: 'missed',
  action_hold: 'hold',
  action_unhold: 'unhold',
  action_transfer: 'transfer',
  action_blind_transfer: 'blind-transfer',
  action_attended_transfer: 'attended-transfer',
  action_received_attended_transfer: 'received-attended-transfer',
  action_setup_url: 'setup',
};
const QUERY = [
  'mac=$mac',
  'call=$call-id',
  'local=$local',
  'user=$active_user',
  'remote=$remote',
  'name=$display_remote',
  'reason=$cancel_reason',
  'ip=$phone_ip',
].join('&amp;');

function settingsFor(base: string): string {
  const lines = Object.entries(EVENTS).map(
    ([name, event]) => `<${name} perm="R">${base}/call/${event}?${QUERY}</${name}>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<settings>
  <phone-settings e="2">
    ${lines.join('\n    ')}
    <dkey_directory perm="R">url ${base}/directory?mac=$mac</dkey_directory>
  </phone-settings>
</settings>
`;
}
