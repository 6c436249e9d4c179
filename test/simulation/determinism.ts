import { cryptoOnThisThread } from "../../party/hosts/testing/crypto-on-this-thread.ts";
import { withPlainHttp } from "./plain-http.ts";

/**
 * The few globals that could let chance in, replaced while a simulation runs: the clock by the simulation's, and
 * WebCrypto's threads by this one, and HTTP made for networks by one that is there in one piece.
 */
export async function withoutChance<Result>(now: () => number, work: () => Promise<Result>): Promise<Result> {
  const clock = Date.now;
  const { random } = Math;
  const restoreCrypto = cryptoOnThisThread();
  const restoreHttp = withPlainHttp();
  Date.now = now;
  Math.random = () => {
    throw new Error("the simulated code drew from Math.random");
  };
  try {
    return await work();
  } finally {
    restoreCrypto();
    restoreHttp();
    Date.now = clock;
    Math.random = random;
  }
}
