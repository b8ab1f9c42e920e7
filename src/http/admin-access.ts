import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';

const FAILURES_PER_MINUTE = 30;

/**
 * Lets in who knows the admin password by HTTP Basic, at most so many wrong tries a minute from
 * one address. `passwordHash` is the SHA-256 of the password, in hex.
 */
export function createAdminAccess(passwordHash: string): readonly RequestHandler[] {
  const expected = Buffer.from(passwordHash, 'hex');
  const limit = rateLimit({
    windowMs: 60_000,
    limit: FAILURES_PER_MINUTE,
    standardHeaders: true,
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    // Without a password nobody has guessed: browsers ask like that first.
    requestWasSuccessful: (request, response) =>
      response.statusCode !== 401 || request.get('authorization') === undefined,
    message: { error: 'Too many wrong passwords: wait a minute' },
    validate: { xForwardedForHeader: false },
  });
  const check: RequestHandler = (request, response, next) => {
    const password = readPassword(request.get('authorization'));
    const isRight = password !== undefined && timingSafeEqual(sha256(password), expected);
    if (isRight) return next();
    response.status(401).set('WWW-Authenticate', 'Basic realm="propstack-snom", charset="UTF-8"');
    response.json({ error: 'Log in as admin with the admin password' });
  };
  return [limit, check, refuseForeignPages];
}

/** The stored form of a password. */
export function hashPassword(password: string): string {
  return sha256(password).toString('hex');
}

/** Browsers send a remembered password along for any page: writes only from our own. */
const refuseForeignPages: RequestHandler = (request, response, next) => {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const origin = request.get('origin');
  if (isRead || origin === undefined || hostOf(origin) === request.get('host')) return next();
  response.status(403).json({ error: 'This request came from a page of another server' });
};

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function readPassword(header: string | undefined): string | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return text.startsWith('admin:') ? text.slice('admin:'.length) : undefined;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
