import { Command, Option } from 'commander';
import { findPublicUrl } from '../lan-address.ts';
import { readSettings } from '../run-server.ts';
import { createAddresses } from '../snom/addresses.ts';
import { listPhoneSettings, toSettingsText, toSettingsXml } from '../snom/phone-settings.ts';
import { readOrCreateToken } from '../store/data-dir.ts';

type Options = {
  readonly url?: string;
  readonly format: 'xml' | 'txt';
  readonly mac?: string;
};

const program = new Command('phone-config')
  .description('Prints what to paste into a phone, or to provision to it')
  .option('--url <address>', 'address of this server as phones reach it (default: PUBLIC_URL)')
  .addOption(
    new Option('--format <format>', 'a settings file, or lines to paste')
      .choices(['xml', 'txt'])
      .default('xml'),
  )
  .option('--mac <mac>', 'MAC address of the phone; no setting differs by phone in this version');

try {
  run(program.parse().opts<Options>());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function run({ url, format, mac }: Options): void {
  if (url !== undefined && !isWebAddress(url)) {
    throw new Error(`--url is "${url}": give an address that begins with http:// or https://`);
  }
  if (mac !== undefined && !/^[0-9a-f]{12}$/i.test(mac.replace(/[:-]/g, ''))) {
    throw new Error(`--mac is "${mac}": give 12 hex digits, such as 000413AABBCC`);
  }
  process.umask(0o077);
  const { config, dir } = readSettings(process);
  const base = url?.replace(/\/+$/, '') ?? findPublicUrl(config, config.port);
  const token = config.phoneToken ?? readOrCreateToken(dir);
  const settings = listPhoneSettings(createAddresses(base, token));
  const text = format === 'xml' ? toSettingsXml(settings) : toSettingsText(settings);
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
