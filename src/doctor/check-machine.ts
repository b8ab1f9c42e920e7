import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Config } from '../config.ts';
import { findPublicUrl } from '../lan-address.ts';
import type { DataDir } from '../store/data-dir.ts';
import type { Finding } from './finding.ts';

const PATIENCE_MS = 3000;

/** Whether the database is sound and what waits in it. */
export function checkDatabase(config: Config, dir: DataDir): readonly Finding[] {
  const subject = 'Database';
  const file = dir.file(config.apiKey === undefined ? 'demo.db' : 'propstack-snom.db');
  if (!existsSync(file)) {
    return [{ verdict: 'ok', subject, text: `none yet, the first start makes it in ${dir.path}` }];
  }
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 2000 });
    const sound = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    const waiting = database
      .prepare("SELECT count(*) AS n FROM outbox WHERE state = 'parked'")
      .get()?.['n'];
    database.close();
    if (sound !== 'ok') {
      return [{ verdict: 'problem', subject, text: `${file} is damaged: restore a backup` }];
    }
    return [
      { verdict: 'ok', subject, text: `${file} is sound` },
      Number(waiting) === 0
        ? { verdict: 'ok', subject: 'Journal', text: 'no entry is parked' }
        : {
            verdict: 'note',
            subject: 'Journal',
            text: `${waiting} entries are parked: see /api/journal?state=parked`,
          },
    ];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ verdict: 'problem', subject, text: `${file} can't be read (${why})` }];
  }
}

/** Whether the address given to phones leads here. */
export async function checkAddress(config: Config): Promise<readonly Finding[]> {
  const subject = 'Address';
  const base = findPublicUrl(config, config.port);
  const { hostname } = new URL(base);
  const isLoopback = /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(hostname);
  const reachable = await isServing(base);
  return [
    isLoopback
      ? {
          // In demo mode the phones are simulated ones, on this computer.
          verdict: config.apiKey === undefined ? 'note' : 'problem',
          subject,
          text: `${base} leads phones to themselves: set PUBLIC_URL to this computer's address`,
        }
      : { verdict: 'ok', subject, text: `phones are given ${base}` },
    reachable
      ? { verdict: 'ok', subject: 'Server', text: 'runs and answers at this address' }
      : {
          verdict: 'note',
          subject: 'Server',
          text: `no answer from ${base}/healthz: not started, or a firewall is in the way`,
        },
  ];
}

async function isServing(base: string): Promise<boolean> {
  try {
    const answer = await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}
