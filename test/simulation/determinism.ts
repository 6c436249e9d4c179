import { cryptoOnThisThread } from "../../party/hosts/testing/crypto-on-this-thread.ts";

/**
 * The few globals that could let chance in, replaced while a simulation runs: the clock by the simulation's, and
 * WebCrypto's threads by this one.
 */
export async function withoutChance<Result>(now: () => number, work: () => Promise<Result>): Promise<Result> {
  const clock = Date.now;
  const { random } = Math;
  const restoreCrypto = cryptoOnThisThread();
  Date.now = now;
  Math.random = () => {
    throw new Error("the simulated code drew from Math.random");
  };
  try {
    return await work();
  } finally {
    restoreCrypto();
    Date.now = clock;
    Math.random = random;
  }
}
