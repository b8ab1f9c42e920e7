import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client';
import type { OutboxCount } from './domain/ports.ts';
import type { LookUpSource } from './use-cases/look-up-caller.ts';

/** Counts what happens, for Prometheus. */
export type Metrics = {
  event(type: string): void;
  lookUp(source: LookUpSource, seconds: number): void;
  callEnded(outcome: string): void;
  crmRequest(endpoint: string, status: number | string): void;
  /** The exposition text and its content type. */
  render(): Promise<{ readonly type: string; readonly text: string }>;
};

const NAME = 'propstack_snom';

/** Creates the counters. `countOutbox` is asked at every reading. */
export function createMetrics(countOutbox: () => Promise<OutboxCount>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const events = new Counter({
    name: `${NAME}_events_total`,
    help: 'Phone events stored, by type',
    labelNames: ['type'],
    registers,
  });
  const lookUps = new Histogram({
    name: `${NAME}_lookup_seconds`,
    help: 'Time until a ringing phone had its answer, by where the answer came from',
    labelNames: ['source'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 1],
    registers,
  });
  const calls = new Counter({
    name: `${NAME}_calls_total`,
    help: 'Calls that are over, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const requests = new Counter({
    name: `${NAME}_crm_requests_total`,
    help: 'Requests to the CRM, by endpoint and HTTP status',
    labelNames: ['endpoint', 'status'],
    registers,
  });
  new Gauge({
    name: `${NAME}_outbox_entries`,
    help: 'Journal entries, by state',
    labelNames: ['state'],
    registers,
    async collect() {
      const { byState } = await countOutbox();
      for (const [state, count] of Object.entries(byState)) this.set({ state }, count);
    },
  });
  new Gauge({
    name: `${NAME}_outbox_oldest_seconds`,
    help: 'Age of the oldest pending journal entry',
    registers,
    async collect() {
      const { oldestPendingAt } = await countOutbox();
      this.set(oldestPendingAt === undefined ? 0 : (Date.now() - oldestPendingAt) / 1000);
    },
  });
  return {
    event: (type) => events.inc({ type }),
    lookUp: (source, seconds) => lookUps.observe({ source }, seconds),
    callEnded: (outcome) => calls.inc({ outcome }),
    crmRequest: (endpoint, status) => requests.inc({ endpoint, status: String(status) }),
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
