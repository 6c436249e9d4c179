/** Where the server's rooms are. No token is ever part of an address. */

/** @param host Origin of the server, e.g. `https://chat.example.com`. */
export function workspaceUrl(host: string, workspace: string): string {
  return `${host.replace(/\/+$/u, "")}/parties/workspace/${encodeURIComponent(workspace)}`;
}

/** The colon in an id stands as it is: a path needs no other, and a room has one name only. */
export function conversationUrl(host: string, conversationId: string): string {
  const id = encodeURIComponent(conversationId).replaceAll("%3A", ":");
  return `${host.replace(/\/+$/u, "")}/parties/main/${id}`;
}

export function socketUrl(httpUrl: string): string {
  return httpUrl.replace(/^http/u, "ws");
}
