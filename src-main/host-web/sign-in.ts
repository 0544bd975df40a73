import { createHash, randomBytes } from 'node:crypto';

export interface SignIn {
  /** A secret that signs one browser in, once, within ten minutes. */
  readonly issueToken: () => string;
  /** Spends a token; gives the Set-Cookie header of a new session, or undefined when the token is not good. */
  readonly redeem: (token: string) => string | undefined;
  readonly hasSession: (cookieHeader: string | undefined) => boolean;
}

const TOKEN_LIFE_MS = 10 * 60_000;
const MAX_TOKENS = 20;

const secret = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Sessions live as long as the host does. Only digests are kept, so neither a token nor a session can be read out of
 * memory dumps or found by timing. Cookies are shared between the ports of a machine, hence the port in the name.
 */
export const createSignIn = (cookieName: string, nowMs: () => number = Date.now): SignIn => {
  const expiryByToken = new Map<string, number>();
  const sessions = new Set<string>();

  const sessionOf = (cookieHeader: string): string | undefined =>
    cookieHeader
      .split(';')
      .map((pair) => pair.trim())
      .find((pair) => pair.startsWith(`${cookieName}=`))
      ?.slice(cookieName.length + 1);

  return {
    issueToken: () => {
      const token = secret();
      expiryByToken.set(digest(token), nowMs() + TOKEN_LIFE_MS);
      const oldest = expiryByToken.keys().next().value;
      if (expiryByToken.size > MAX_TOKENS && oldest !== undefined) expiryByToken.delete(oldest);
      return token;
    },
    redeem: (token) => {
      const key = digest(token);
      const expiresAtMs = expiryByToken.get(key);
      expiryByToken.delete(key);
      if (expiresAtMs === undefined || expiresAtMs < nowMs()) return undefined;
      const session = secret();
      sessions.add(digest(session));
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    hasSession: (cookieHeader) => {
      const session = cookieHeader === undefined ? undefined : sessionOf(cookieHeader);
      return session !== undefined && sessions.has(digest(session));
    },
  };
};
