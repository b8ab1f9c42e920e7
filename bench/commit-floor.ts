// Measures at each message how long a durable commit of one row takes on this disk.
import { DatabaseSync } from 'node:sqlite';
import { percentile } from './statistics.ts';

/** Times of one commit. */
export type CommitTimes = { readonly p50Ms: number; readonly p99Ms: number };

const [file = ''] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
database.exec('CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO rows (text) VALUES (?)');

process.on('message', (forMs: number) => process.send?.(measure(forMs)));
process.on('disconnect', () => process.exit());

function measure(forMs: number): CommitTimes {
  const times: number[] = [];
  const stopAt = performance.now() + forMs;
  for (let at = performance.now(); at < stopAt; at = performance.now()) {
    insert.run('a phone rings');
    times.push(performance.now() - at);
  }
  times.sort((one, other) => one - other);
  return { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}
