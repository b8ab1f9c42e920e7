import { setTimeout as delay } from 'node:timers/promises';
import { type Page, startBaseline } from './baseline-process.ts';
import type { Plan } from './plan.ts';
import { type ServerProcess, startProduct } from './product-process.ts';
import type { SandboxProcess } from './sandbox-process.ts';
import { median } from './statistics.ts';

/** How a server begins. */
export type StartCase = {
  readonly label: string;
  /** From starting the process to its first answer; the product's is a healthy `/healthz`. */
  readonly startMs: number;
  /** Resident memory of the idle server five seconds after its start. */
  readonly memoryMegabytes: number;
  readonly timesExpress: number;
};

type Beginner = { readonly label: string; readonly start: () => Promise<ServerProcess> };

const IDLE_MS = 5000;

/** Measures start time and idle memory of the product and of bare Express. */
export async function measureStarts(parts: {
  readonly folder: string;
  readonly sandbox: SandboxProcess;
  readonly page: Page;
  readonly plan: Plan;
}): Promise<readonly StartCase[]> {
  const { folder, sandbox } = parts;
  const beginners: readonly Beginner[] = [
    { label: 'bare Express 5', start: () => startBaseline('express', parts.page) },
    { label: 'product, live', start: () => startProduct({ folder, sandbox }) },
    { label: 'product, demo', start: () => startProduct({ folder }) },
  ];
  const rounds: number[][] = [];
  for (let round = 0; round < parts.plan.starts; round += 1) {
    rounds.push(await startEach(beginners));
  }
  const memory = await weighIdle(beginners);
  const timeOf = (index: number) => median(rounds.map((round) => round[index] ?? Number.NaN));
  return beginners.map(({ label }, index) => ({
    label,
    startMs: timeOf(index),
    memoryMegabytes: memory[index] ?? Number.NaN,
    timesExpress: median(
      rounds.map(([express = 0, ...product]) => (product[index - 1] ?? express) / express),
    ),
  }));
}

async function startEach(beginners: readonly Beginner[]): Promise<number[]> {
  const times: number[] = [];
  for (const { start } of beginners) {
    const { child, startMs } = await start();
    await child.kill();
    times.push(startMs);
  }
  return times;
}

async function weighIdle(beginners: readonly Beginner[]): Promise<number[]> {
  const servers = await Promise.all(beginners.map(({ start }) => start()));
  await delay(IDLE_MS);
  const megabytes = servers.map(({ child }) => child.memoryBytes() / 1024 ** 2);
  await Promise.all(servers.map(({ child }) => child.kill()));
  return megabytes;
}
