import express, { type Router } from 'express';
import type { Door } from './door.ts';

/** Creates the addresses for whoever watches the server: health, readiness, metrics. */
export function createOperationRoutes(ports: {
  readonly door: Door;
  /** Rejects when nothing can be stored. */
  readonly probe: () => Promise<void>;
  /** Why the server is not ready; empty when it is. */
  readonly listObstacles: () => Promise<readonly string[]>;
  readonly renderMetrics: () => Promise<{ readonly type: string; readonly text: string }>;
}): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router.get('/healthz', ports.door.nearOnly, async (_request, response) => {
    const isStoring = await ports.probe().then(
      () => true,
      () => false,
    );
    response
      .status(isStoring ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isStoring ? 'ok' : 'the database cannot be written' });
  });
  router.get('/readyz', ports.door.nearOnly, async (_request, response) => {
    const reasons = await ports.listObstacles();
    response
      .status(reasons.length === 0 ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(reasons.length === 0 ? { status: 'ready' } : { status: 'not ready', reasons });
  });
  router.get('/metrics', ports.door.nearOnly, async (_request, response) => {
    const { type, text } = await ports.renderMetrics();
    response.set('Content-Type', type).send(text);
  });
  return router;
}
