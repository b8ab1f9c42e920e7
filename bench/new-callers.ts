import type { SandboxProcess } from './sandbox-process.ts';
import type { Caller } from './traffic.ts';

const AREA = '030';
/** A block of Berlin that is kept free for fiction. */
const BLOCK = '23125';

let next = 10_000;

/** Callers whose numbers nobody has asked for yet, each of them a new contact of the CRM. */
export async function createNewCallers(sandbox: SandboxProcess, count: number): Promise<Caller[]> {
  const callers = listNewNumbers(count).map((number) => ({ number, name: `Prüfer ${number}` }));
  for (const { number, name } of callers) {
    const home_phone = number.replace(`${AREA}${BLOCK}`, `${AREA} ${BLOCK}-`);
    await sandbox.addContact({ last_name: name, home_phone });
  }
  return callers;
}

/** Numbers that nobody has asked for yet and that no contact has. */
export function listNewNumbers(count: number): string[] {
  return Array.from({ length: count }, () => `${AREA}${BLOCK}${next++}`);
}
