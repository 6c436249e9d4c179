/** Which attacks are answered where; `matrix.test.ts` holds each entry to the tests that it names. */

export type Attack = {
  attack: string;
  /** What the product withstands now, and the tests show. */
  today: string;
  /** What comes with later work, or is the operator's matter. */
  later: string | null;
  /** Test files whose titles carry the id. */
  shownBy: readonly string[];
};

const UNIT = "test/security";
const SERVER = "test/security/server";
const BROWSER = "test/security/browser";
const E2E = "test/e2e";

export const ATTACKS = {
  A1: {
    attack: "reading or joining another's or a guessed conversation; another workspace's ids in any field",
    today:
      "every field that carries an id, in frames, paths, queries and token claims: the answer is byte for byte that for one that does not exist",
    later:
      "whether a workspace is registered can be told from its address: its name stands in every script tag anyway",
    shownBy: [`${UNIT}/ids.test.ts`, `${SERVER}/doors.test.ts`],
  },
  A2: {
    attack: "every role against every command, frame and route",
    today: "default no: COMMANDS, FRAMES and ROUTES say who may; a refusal changes no stored byte",
    later: null,
    shownBy: [`${UNIT}/roles.test.ts`, `${UNIT}/routes.test.ts`],
  },
  A3: {
    attack: "cross-site WebSocket hijacking: Origin missing, null, suffix tricks",
    today:
      "where the workspace lists its origins a page of another gets neither session nor socket; there is no cookie to ride on",
    later:
      "without a list every origin is allowed; agents' tokens and customers' transcripts are not bound to an origin, and a client that is no browser sends what it likes",
    shownBy: [`${UNIT}/origins.test.ts`, `${SERVER}/doors.test.ts`, `${UNIT}/no-cookies.test.ts`],
  },
  A4: {
    attack: "forged, foreign, expired and leaked tokens",
    today:
      "algorithm, issuer, audience, kind and key are pinned at every door; no token in a URL, a log line or a Referer",
    later:
      "revoking single tokens and retiring a key id (until then: short lives, or a new root secret); a longest life for tokens that a site mints",
    shownBy: [
      `${UNIT}/tokens.test.ts`,
      `${SERVER}/flood.test.ts`,
      `${BROWSER}/widget.test.ts`,
      `${BROWSER}/console.test.ts`,
    ],
  },
  A5: {
    attack: "script in text, names, metadata, tickets, notes, sources and model output, in both directions",
    today:
      "words are set as text nodes; nothing is ever parsed as HTML, Markdown included; links lead to http, https, mail and telephone alone; names of files are cleaned; transcripts are inert and carry a policy of their own",
    later: null,
    shownBy: [
      `${BROWSER}/widget.test.ts`,
      `${BROWSER}/console.test.ts`,
      `${UNIT}/transcript.test.ts`,
      `${E2E}/markdown.test.ts`,
      `${E2E}/ended.test.ts`,
      "widget/markdown/lex-random.test.ts",
      "widget/transcript.test.ts",
      "party/attachments/file-name.test.ts",
    ],
  },
  A6: {
    attack: "uploads: SVG or HTML as an image, wrong magic bytes, huge, path names",
    today:
      "what the bytes are decides: pages, drawings, programs and broken images are refused under any name; images are written anew without metadata; names are cleaned; what goes out is stored, sandboxed and never shown, to whoever reads the message; size, number and rate are limited",
    later:
      "no file is searched for malware, and a PDF or an Office document keeps its metadata; a bucket that keeps files is the operator's to lock",
    shownBy: [
      "party/attachments/inspect.test.ts",
      "party/attachments/images/images.test.ts",
      "party/attachments/file-name.test.ts",
      "party/conversation/files.test.ts",
      "test/conformance/sections/12-files.ts",
      "test/server/files.test.ts",
    ],
  },
  A7: {
    attack: "frames: not JSON, deep, huge, unknown, binary, 10,000 a second, slow hello, half-open",
    today: "a clear error or close code; the room, its other clients and other rooms go on being served",
    later: "a flooding socket is answered and not closed; a cap on sockets per address is the edge's matter",
    shownBy: [`${UNIT}/fuzz/fuzz.test.ts`, `${UNIT}/schema-walk.test.ts`, `${SERVER}/flood.test.ts`],
  },
  A8: {
    attack: "denial of wallet: flooding the AI, new sessions",
    today:
      "frames per socket, messages per customer, text, page and log are limited; the AI answers one thing at a time, so often an hour and a day in one conversation, and so often a day for a customer, an address and the workspace, where that is set: then a person is wanted, and everybody sees it; new customers per address and hour, where the edge names it",
    later:
      "without a header that the edge sets no address counts; somebody with many networks has many addresses; who opens sockets is the edge's matter",
    shownBy: [
      `${UNIT}/limits.test.ts`,
      "conversation/core/decide/budget.test.ts",
      "party/workspace/grants.test.ts",
      "party/workspace/addresses.test.ts",
      `${SERVER}/addresses.test.ts`,
    ],
  },
  A9: {
    attack: "prompt injection: orders in a customer's text, asking for notes or other customers",
    today:
      "no note, other customer, token, address or secret is in a prompt; of its two tools one asks for a person and one offers texts that only the customer can send; nothing the model says changes control otherwise; its provider's guardrail ends an answer and calls a person",
    later: "that a model says something foolish cannot be excluded",
    shownBy: [`${UNIT}/injection.test.ts`],
  },
  A10: {
    attack: "exfiltration by a Markdown image or link in AI text",
    today:
      "no image, frame or style is ever loaded from words; an image in Markdown is a link to it; a link whose words do not say where it leads shows its host, and tells nobody where it was followed",
    later: "whoever follows a link tells its host that they did",
    shownBy: [
      `${BROWSER}/widget.test.ts`,
      `${BROWSER}/console.test.ts`,
      `${E2E}/markdown.test.ts`,
      "widget/components/rich-text.test.tsx",
      "widget/markdown/links.test.ts",
      "widget/markdown/inline.test.ts",
    ],
  },
  A11: {
    attack: "shared computer: user B after user A",
    today:
      "another identity on the same key is another customer, with a conversation of their own; a logout voids the key on the server, without a network as soon as there is one, and leaves nothing on the device or on the screen: no key, draft, outbox, list or picked file, in any tab",
    later: "a page that never comes back after an offline logout cannot tell the server",
    shownBy: [
      `${UNIT}/shared-computer.test.ts`,
      `${E2E}/shared-computer.test.ts`,
      `${E2E}/offline.test.ts`,
      "widget/chat.test.ts",
    ],
  },
  A12: {
    attack: "SSRF through webhook or attachment URLs",
    today:
      "no request, frame or token makes the server fetch an address: rooms call their own origin, the articles' and the model's, which the operator sets; a Host header changes none of them",
    later: "comes with webhooks; files have no addresses, and the bucket that keeps them is the operator's",
    shownBy: [`${SERVER}/doors.test.ts`],
  },
  A13: {
    attack: "unsigned or replayed webhook or inbound channel calls",
    today:
      "there is no inbound channel: its address is not found. What rooms tell each other is signed and bound to its path",
    later: "comes with channels; a captured call between rooms could be repeated within its minute",
    shownBy: [`${UNIT}/routes.test.ts`, `${SERVER}/doors.test.ts`],
  },
  A14: {
    attack: "spoofed _pk connection ids and identity headers",
    today: "who somebody is comes from the verified token alone; a copied _pk takes over nothing",
    later: null,
    shownBy: [`${SERVER}/doors.test.ts`],
  },
} as const satisfies Record<string, Attack>;
