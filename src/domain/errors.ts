/**
 * Foreseen failures: a wrong value, a thing that is not there, a CRM that gives no answer (worth
 * trying again), refuses the key (`crm_refused`, somebody has to change it) or the request (not),
 * storage that can't be written now.
 */
export type ErrorCode =
  | 'invalid'
  | 'not_found'
  | 'conflict'
  | 'crm_unavailable'
  | 'crm_refused'
  | 'crm_rejected'
  | 'storage';

/** A foreseen failure. Its message says what, which value, what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}
