import { expect, test } from "vitest";
import { networkOf } from "./network.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["  203.0.113.7 ", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:db8::9", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::", "fe80:0:0:0::/64"],
  ["64:ff9b::203.0.113.7", "64:ff9b:0:0::/64"],
])("[A8] whoever writes from %s counts as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("[A8] of a list the last counts, which the nearest proxy has written", () => {
  expect(networkOf("198.51.100.1, 203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("203.0.113.7, unknown")).toBeNull();
});

test.each([
  null,
  "",
  "localhost",
  "1.2.3",
  "256.1.1.1",
  "010.1.1.1",
  "0x7f.1.1.1",
  "::1]/x",
  "1::2::3",
  "fe80::1%eth0",
])("[A8] %s is no address", (text) => {
  expect(networkOf(text)).toBeNull();
});
