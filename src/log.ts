import { pino } from 'pino';
import type { Log } from './domain/ports.ts';

/** One JSON line per thing that happened, on standard output. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error'): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
}

/** A log that says nothing. */
export const SILENT_LOG: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};
