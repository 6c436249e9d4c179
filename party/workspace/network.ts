const NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const IPV4 = new RegExp(`^${NUMBER}(\\.${NUMBER}){3}$`, "u");
const IPV6 = /^[0-9a-f:.]+$/iu;

/**
 * Whoever is at this address, as one name: an IPv4 address as it stands, of an IPv6 one the /64, which is one
 * subscriber's whole. Of a list the last is taken: what the nearest proxy has written. Null for anything else.
 */
export function networkOf(header: string | null): string | null {
  const text = header?.split(",").at(-1)?.trim() ?? "";
  if (IPV4.test(text)) return text;
  if (!IPV6.test(text) || !text.includes(":") || !URL.canParse(`http://[${text}]`)) return null;
  const groups = expanded(new URL(`http://[${text}]`).hostname.slice(1, -1));
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  // An IPv4 address in the clothes of the other.
  if (groups.slice(0, 6).join(":") === "0:0:0:0:0:ffff")
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** All eight groups of an address in its shortest form. */
function expanded(address: string): string[] {
  const [front = "", back] = address.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  if (back === undefined) return groups(front);
  const zeros = 8 - groups(front).length - groups(back).length;
  return [...groups(front), ...Array.from({ length: zeros }, () => "0"), ...groups(back)];
}
