/**
 * How long a token is good for after it was issued, in milliseconds, by its own word; null for one that does
 * not say. The difference of its two times holds on machines whose clock is wrong.
 */
export function lifetimeOf(token: string): number | null {
  try {
    const payload = token.split(".")[1] ?? "";
    const { iat, exp } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    return exp > iat ? (exp - iat) * 1_000 : null;
  } catch {
    return null;
  }
}
