import type { ErrorRequestHandler } from 'express';
import { AppError, type ErrorCode } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import { sendNotFound } from './reply.ts';

const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  not_found: 404,
  conflict: 409,
  crm_unavailable: 503,
  crm_refused: 502,
  crm_rejected: 502,
  storage: 503,
};

/** Turns errors into answers: one line of JSON below `/api`, the empty 404 elsewhere. */
export function createErrorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status, message } = toAnswer(error);
    if (status === 500) log.error({ error: String(error) }, 'request failed');
    if (!request.path.startsWith('/api/') && status < 500) sendNotFound(response);
    else response.status(status).json({ error: message });
  };
}

function toAnswer(error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof AppError) return { status: STATUS[error.code], message: error.message };
  if (isClientFault(error)) {
    return { status: error.status, message: CLIENT_FAULTS[error.status] ?? 'Bad request' };
  }
  return { status: 500, message: 'Internal error: see the log' };
}

/** Fixed words: what Express says quotes the request. */
const CLIENT_FAULTS: Readonly<Record<number, string>> = {
  400: 'The body is not readable JSON',
  413: 'The body is too large',
};

function isClientFault(error: unknown): error is { readonly status: number } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500
  );
}
