import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { renderDisplay } from '../simulator/display.ts';
import type { Disturbance } from '../simulator/disturbances.ts';
import { disturb, drop, reorder, repeat, slow } from '../simulator/disturbances.ts';
import type { Encoding } from '../simulator/encoding.ts';
import { ENCODINGS } from '../simulator/encoding.ts';
import { formatNews, summarizeNews } from '../simulator/narrate.ts';
import { formatMac } from '../simulator/phone-identity.ts';
import type { PhoneNews } from '../simulator/phone-options.ts';
import { fetchPhoneSettings, PhoneSettingsError } from '../simulator/phone-settings.ts';
import { playScenario } from '../simulator/play-scenario.ts';
import { ringGroupScenarios } from '../simulator/ring-group.ts';
import type { Scenario } from '../simulator/scenarios.ts';
import { outgoingAnswered, outgoingUnanswered, rejected } from '../simulator/scenarios.ts';
import { SnomPhone } from '../simulator/snom-phone.ts';

type RingOptions = {
  readonly from?: string;
  readonly to?: string;
  readonly withheld?: true;
  readonly name?: string;
  readonly url: string;
  readonly token?: string;
  readonly mac: string;
  readonly extension: string;
  readonly phones: number;
  readonly ring: number;
  readonly talk: number;
  readonly answer: boolean;
  readonly reject?: true;
  readonly repeat?: true;
  readonly reorder?: true | number;
  readonly drop?: number;
  readonly slow?: number;
  readonly encoding: Encoding;
};

// An empty value counts as not set, so it must not hide what stands in the file.
for (const name of ['PORT', 'DATA_DIR', 'PHONE_TOKEN']) {
  if (process.env[name] === '') delete process.env[name];
}
if (existsSync('.env')) process.loadEnvFile('.env');
const port = process.env['PORT'] || '8080';

const program = new Command('ring')
  .description('Plays a Snom phone: rings, talks and hangs up, and shows the display.')
  .option('--from <number>', 'an incoming call from this number ("anonymous": withheld)')
  .addOption(
    new Option('--to <number>', 'an outgoing call to this number').conflicts([
      'from',
      'withheld',
      'reject',
    ]),
  )
  .option('--withheld', 'an incoming call without a number')
  .option('--name <name>', 'the display name the telephone system sends along')
  .option('--url <address>', 'the server', `http://127.0.0.1:${port}`)
  .option('--token <token>', 'phone token (default: PHONE_TOKEN, or phone-token in DATA_DIR)')
  .option('--mac <mac>', 'MAC address of the first phone', readMac, '000413AA0001')
  .option('--extension <digits>', 'extension of the first phone', readDigits, '21')
  .option('--phones <count>', 'so many phones ring; the first one answers', readCount, 1)
  .option('--ring <seconds>', 'how long it rings', readAmount, 2)
  .option('--talk <seconds>', 'how long the conversation takes', readAmount, 5)
  .option('--no-answer', 'nobody answers')
  .option('--reject', 'the call is declined')
  .option('--repeat', 'each event arrives twice')
  .option('--reorder [seed]', 'some events overtake the one before', readAmount)
  .option('--drop <n>', 'the nth event is lost', readCount)
  .option('--slow <ms>', 'each event is so many milliseconds late', readAmount)
  .addOption(
    new Option('--encoding <form>', 'how values stand in the address')
      .choices(ENCODINGS)
      .default('percent'),
  );

const options = program.parse().opts<RingOptions>();
const heard: PhoneNews[] = [];
const shown = new Map<SnomPhone, string>();
try {
  const scenarios = scenariosFor(options).map((call) => disturb(call, ...disturbancesOf(options)));
  const token = readToken(options);
  const phones = await Promise.all(scenarios.map((_, index) => createPhone(options, token, index)));
  await Promise.all(
    phones.map((phone, index) => {
      const scenario = scenarios[index];
      return scenario && playScenario(phone, scenario);
    }),
  );
} catch (error) {
  if (!(error instanceof PhoneSettingsError)) throw error;
  program.error(error.message);
}
const { ok, line } = summarizeNews(heard);
console.log(line);
process.exitCode = ok ? 0 : 1;

function scenariosFor({
  from,
  to,
  withheld,
  name,
  ring,
  talk,
  answer,
  reject,
  phones,
}: RingOptions): Scenario[] {
  const remote = withheld ? 'anonymous' : (from ?? to);
  if (remote === undefined) return program.error('give --from NUMBER, --to NUMBER or --withheld');
  const times = { ringMs: ring * 1000, talkMs: talk * 1000 };
  const plan = { remote, ...times, ...(name !== undefined && { name }) };
  if (to === undefined && !reject) {
    return ringGroupScenarios(phones, remote, { ...plan, ...(answer && { answeredBy: 0 }) });
  }
  if (phones > 1) return program.error('--to and --reject go with one phone');
  if (reject) return [rejected(plan)];
  return [answer ? outgoingAnswered(plan) : outgoingUnanswered(plan)];
}

function disturbancesOf(chosen: RingOptions): Disturbance[] {
  const seed = chosen.reorder === true ? 1 : chosen.reorder;
  return [
    chosen.repeat && repeat(),
    seed !== undefined && reorder(seed),
    chosen.drop !== undefined && drop({ nth: chosen.drop }),
    chosen.slow !== undefined && slow(chosen.slow),
  ].filter((disturbance) => typeof disturbance === 'function');
}

function readToken({ token = process.env['PHONE_TOKEN'] }: RingOptions): string {
  if (token) return token;
  const file = join(process.env['DATA_DIR'] || './data', 'phone-token');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  return program.error(
    `no phone token: give --token or PHONE_TOKEN; the server keeps its own in ${file}, which is missing`,
  );
}

async function createPhone(chosen: RingOptions, token: string, index: number): Promise<SnomPhone> {
  const number = Number.parseInt(chosen.mac, 16) + index;
  const mac = number.toString(16).padStart(12, '0');
  const extension = String(Number(chosen.extension) + index).padStart(chosen.extension.length, '0');
  const base = chosen.url.replace(/\/+$/, '');
  const settings = await fetchPhoneSettings(
    `${base}/snom/${encodeURIComponent(token)}/settings.xml?mac=${formatMac(mac)}`,
  );
  const phone = new SnomPhone({
    mac,
    settings,
    identity: `${extension}@pbx.example`,
    encoding: chosen.encoding,
    wait: (ms) => wait(ms),
    observe: (news) => {
      heard.push(news);
      show(phone, news, chosen.phones > 1 ? `${extension}: ` : '');
    },
  });
  return phone;
}

function show(phone: SnomPhone, news: PhoneNews, label: string): void {
  const display = renderDisplay(phone.display());
  const changed = news.kind === 'display' && display !== shown.get(phone);
  if (changed) shown.set(phone, display);
  const text = changed ? display : formatNews(news);
  if (text !== undefined) console.log(text.replace(/^/gm, label));
}

function readMac(text: string): string {
  try {
    return formatMac(text);
  } catch {
    throw new InvalidArgumentError('give twelve hexadecimal digits.');
  }
}

function readDigits(text: string): string {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('give digits only.');
  return text;
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError('give a number from 1.');
  return count;
}

function readAmount(text: string): number {
  const amount = Number(text);
  if (text.trim() === '' || !(amount >= 0)) throw new InvalidArgumentError('give a number from 0.');
  return amount;
}
