import express, { type Express, type Router } from 'express';
import type { Log } from '../domain/ports.ts';
import { createErrorHandler } from './errors.ts';
import { sendNotFound } from './reply.ts';

/** The parts that make up the web server. */
export type AppParts = {
  readonly isProxy: (address: string) => boolean;
  readonly phoneRoutes: Router;
  readonly apiRoutes: Router;
  readonly operationRoutes: Router;
  readonly log: Log;
};

/** Creates the Express application. Phone routes come first: nothing else may slow them down. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.set('trust proxy', parts.isProxy);
  app.use('/snom', parts.phoneRoutes);
  app.use('/api', parts.apiRoutes);
  app.use(parts.operationRoutes);
  app.use((_request, response) => sendNotFound(response));
  app.use(createErrorHandler(parts.log));
  return app;
}
