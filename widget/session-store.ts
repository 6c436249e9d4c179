import { sessionKey } from "./panel-api.ts";
import { storedValue } from "./stored-value.ts";

/** The session of this device, shared by its tabs. Without storage it lasts as long as the page. */
export type SessionStore = {
  read(): StoredSession | null;
  write(stored: StoredSession | null): void;
  /** Calls `fn` when another tab has written, until the returned function is called. */
  watch(fn: (stored: StoredSession | null) => void): () => void;
};

/** `subject` is whom the identity token named, if there was one: another one must not be given this session. */
export type StoredSession = { session: string; subject: string | null };

export function browserSessionStore(workspace: string): SessionStore {
  const value = storedValue(sessionKey(workspace));
  return {
    read: () => decodeSession(value.read()),
    // One value, so that other tabs never see a session with somebody else's subject.
    write: (stored) => value.write(stored && `${stored.session} ${stored.subject ?? ""}`.trim()),
    watch: (fn) => value.watch((text) => fn(decodeSession(text))),
  };
}

/** As it stands in the storage. */
export function decodeSession(text: string | null): StoredSession | null {
  const [, session, subject = ""] = /^(\S+) ?(.*)$/u.exec(text ?? "") ?? [];
  return session === undefined ? null : { session, subject: subject || null };
}

/** Whom an identity token names. Read, not verified: that is the server's part. */
export function subjectOf(identity: string | undefined): string | null {
  const [, payload] = identity?.split(".") ?? [];
  if (!identity || !payload) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    const named = typeof claims === "object" && claims !== null && "sub" in claims;
    return named && typeof claims.sub === "string" ? claims.sub : null;
  } catch {
    return null;
  }
}
