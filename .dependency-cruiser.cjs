/**
 * The walls between the folders: who may import whom, types included. `npm run walls` checks them.
 * (Cycles are Biome's matter.)
 * @type {import("dependency-cruiser").IConfiguration}
 */
const TESTS = "\\.(test|fixture)\\.tsx?|(^|/)testing/";
const OURS = "^(conversation|party|agent-sdk|customer|widget|locales|examples|test|bench|scripts)/";

/** From `from` (tests aside) nothing of ours may be imported but `allowed`. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: TESTS },
  to: { path: OURS, pathNot: allowed },
});

module.exports = {
  forbidden: [
    only("protocol-stands-alone", "The wire knows nothing of who uses it.", "^conversation/protocol/", [
      "^conversation/protocol/",
    ]),
    only(
      "core-is-pure",
      "The core decides; it imports the protocol's words and nothing else.",
      "^conversation/core/",
      ["^conversation/(core|protocol)/"],
    ),
    only(
      "client-knows-no-server",
      "A client sees frames and views, never how the room decides.",
      "^conversation/client/",
      ["^conversation/(client|protocol)/", "^conversation/core/view/"],
    ),
    only(
      "sdks-stand-on-the-client",
      "The agent SDK and the customer client are thin faces on the client.",
      "^(agent-sdk|customer)/",
      ["^(agent-sdk|customer)/", "^conversation/(client|protocol)/", "^conversation/core/view/"],
    ),
    only("widget-stands-on-the-client", "The widget is one more user of the client.", "^widget/", [
      "^(widget|locales)/",
      "^conversation/(client|protocol)/",
      "^conversation/core/view/",
    ]),
    only(
      "help-desk-uses-the-sdk",
      "The console proves that the public SDK is enough.",
      "^examples/help-desk/",
      ["^examples/help-desk/", "^agent-sdk/"],
    ),
    only(
      "drawer-uses-the-public-apis",
      "What the drawer plays, any page and any help desk can do.",
      "^examples/shop/",
      [
        "^examples/shop/",
        "^agent-sdk/connect-agent\\.ts",
        "^widget/load-baton\\.ts",
        "^examples/help-desk/(model/demo-token|personas)\\.ts",
      ],
    ),
    only("party-is-the-server", "The server needs the conversation, and no client.", "^party/", [
      "^party/",
      "^conversation/(core|protocol)/",
    ]),
    {
      name: "conformance-knows-the-page-only",
      comment: "The suite is written from docs/SPEC.md; what starts our own servers says so by its name.",
      severity: "error",
      from: { path: "^test/conformance/", pathNot: "^test/conformance/(own-targets|model)\\.ts" },
      to: { path: OURS, pathNot: "^test/conformance/" },
    },
    {
      name: "the-model-knows-no-core",
      comment: "What the core is held against must not be made of it; the drivers stand between.",
      severity: "error",
      from: { path: "^test/model/spec/" },
      to: { path: "^conversation/core/" },
    },
    {
      name: "nobody-imports-the-server",
      severity: "error",
      from: { pathNot: "^(party|test|scripts|bench)/" },
      to: { path: "^party/" },
    },
    {
      name: "core-needs-no-package",
      comment: "The conversation's heart runs anywhere: valibot checks bytes at its edge, and that is all.",
      severity: "error",
      from: { path: "^conversation/(core|protocol)/", pathNot: TESTS },
      to: { path: "^node:|node_modules/", pathNot: "node_modules/valibot/" },
    },
    {
      name: "product-imports-no-test",
      severity: "error",
      from: { path: "^(conversation|party|agent-sdk|customer|widget|examples)/", pathNot: TESTS },
      to: { path: ["^(test|bench|scripts)/", TESTS] },
    },
    {
      name: "product-needs-no-dev-dependency",
      severity: "error",
      from: { path: "^(conversation|party|agent-sdk|customer|widget)/", pathNot: TESTS },
      // Whoever runs the rooms on PartyKit has PartyKit, and only its types are taken.
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], pathNot: "node_modules/partykit/" },
    },
    { name: "no-unresolved-import", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
