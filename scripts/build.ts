/** `npm run build`: makes `dist/`. */
import { build } from "./lib/build.ts";

const from = performance.now();
try {
  await build();
  console.log(`Built dist/ in ${((performance.now() - from) / 1_000).toFixed(1)} s.`);
} catch (error) {
  console.error(
    `The build failed, and dist/ stays as it was.\n${error instanceof Error ? error.message : error}`,
  );
  process.exitCode = 1;
}
