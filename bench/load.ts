import { fileURLToPath } from 'node:url';
import { nextMessage, startChild } from './child.ts';
import type { LoadJob, LoadResult } from './load-job.ts';

/** The load process, as the bench sees it. */
export type Load = {
  run(job: LoadJob): Promise<LoadResult>;
  /** What was answered wrongly so far, one sentence each. */
  readonly complaints: readonly string[];
};

const WORKER = fileURLToPath(new URL('load-worker.ts', import.meta.url));

/** Starts the load process. One is enough for all servers, and its code is compiled once. */
export function startLoad(): Load {
  const child = startChild({ side: 'load', args: [WORKER], hasMessages: true });
  const complaints: string[] = [];
  return {
    complaints,
    async run(job) {
      const answer = nextMessage(child);
      child.process.send(job);
      const result = (await answer) as LoadResult;
      if (result.wrong > 0) {
        complaints.push(`${result.wrong} of ${result.requests} answers: ${result.firstWrong}`);
      }
      return result;
    },
  };
}
