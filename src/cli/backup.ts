import { existsSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { Command } from 'commander';
import { readSettings } from '../run-server.ts';

const program = new Command('backup')
  .description('Writes a consistent copy of the database, also while the server runs')
  .argument('<file>', 'where to write the copy; it must not exist yet')
  .action(async (file: string) => {
    process.umask(0o077);
    const { config, dir } = readSettings(process);
    const source = dir.file(config.apiKey === undefined ? 'demo.db' : 'propstack-snom.db');
    if (!existsSync(source)) throw new Error(`There is no database yet: ${source} is missing`);
    if (existsSync(file)) throw new Error(`${file} exists: give the name of a new file`);
    const database = new DatabaseSync(source, { readOnly: true, timeout: 5000 });
    const pages = await backup(database, file).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${file} can't be written (${why}): give a file in a folder that exists`);
    });
    database.close();
    process.stdout.write(`${file} written (${pages} pages)\n`);
  });

await program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
