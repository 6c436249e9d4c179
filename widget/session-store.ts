import { sessionKey } from "./panel-api.ts";

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
  const key = sessionKey(workspace);

  function read(): StoredSession | null {
    try {
      // One value, so that other tabs never see a session with somebody else's subject.
      const [, session, subject = ""] = /^(\S+) ?(.*)$/u.exec(localStorage.getItem(key) ?? "") ?? [];
      return session === undefined ? null : { session, subject: subject || null };
    } catch {
      return null;
    }
  }

  return {
    read,
    write(stored) {
      try {
        if (stored) localStorage.setItem(key, `${stored.session} ${stored.subject ?? ""}`.trim());
        else localStorage.removeItem(key);
      } catch {
        // Storage is closed to us: the session ends with the page.
      }
    },
    watch(fn) {
      // A null key means that everything was cleared.
      const heard = (event: StorageEvent) => (event.key === key || event.key === null) && fn(read());
      addEventListener("storage", heard);
      return () => removeEventListener("storage", heard);
    },
  };
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
