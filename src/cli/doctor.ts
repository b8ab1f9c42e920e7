import { Command } from 'commander';
import { checkCrm } from '../doctor/check-crm.ts';
import { checkAddress, checkDatabase } from '../doctor/check-machine.ts';
import { type Finding, formatFindings } from '../doctor/finding.ts';
import { createClient } from '../propstack/client.ts';
import { readSettings } from '../run-server.ts';

new Command('doctor')
  .description('Checks settings, CRM key, database, clock and address, and says what is wrong')
  .parse();

const findings = await examine();
process.stdout.write(formatFindings(findings));
process.exitCode = findings.some((it) => it.verdict === 'problem') ? 1 : 0;

async function examine(): Promise<readonly Finding[]> {
  process.umask(0o077);
  const settings = tryReadSettings();
  if (Array.isArray(settings)) return settings;
  const { config, dir } = settings;
  return [
    { verdict: 'ok', subject: 'Settings', text: 'all readable' },
    ...checkDatabase(config, dir),
    ...(await checkAddress(config)),
    ...(await examineCrm(config.apiUrl, config.apiKey, config.crmTimeoutMs)),
  ];
}

function tryReadSettings(): ReturnType<typeof readSettings> | Finding[] {
  try {
    return readSettings(process);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message
      .split('\n')
      .map((text) => ({ verdict: 'problem', subject: 'Settings', text }) as const);
  }
}

async function examineCrm(
  baseUrl: string,
  apiKey: string | undefined,
  timeoutMs: number,
): Promise<readonly Finding[]> {
  if (apiKey === undefined) {
    const text = 'demo mode, since PROPSTACK_API_KEY is not set: no call leaves this computer';
    return [{ verdict: 'note', subject: 'CRM', text }];
  }
  const client = createClient({ baseUrl, apiKey, timeoutMs });
  try {
    return await checkCrm(client, Date.now);
  } finally {
    await client.close();
  }
}
