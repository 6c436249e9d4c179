import { base64url } from "jose";
import type { Permission } from "../../conversation/core/actor.ts";
import type { WorkspaceConfig } from "../../conversation/core/config.ts";
import { decodeDeskUp } from "../../conversation/protocol/codec.ts";
import { type WireError, wireError } from "../../conversation/protocol/errors.ts";
import { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from "../../conversation/protocol/version.ts";
import type { DeskDownFrame, DeskUpFrame } from "../../conversation/protocol/workspace.ts";
import { AgentClaimsSchema, personOf } from "../auth/claims.ts";
import { verifyToken } from "../auth/verify.ts";
import { RateLimits } from "../conversation/rate-limit.ts";
import type { RoomConnection, RoomHost } from "../hosts/room-host.ts";
import { type Desk, deskOf } from "./desk.ts";
import type { Directory } from "./directory.ts";
import type { Monitors } from "./monitors.ts";
import type { Roster } from "./roster.ts";
import { asideFor, deskRow, sees } from "./sight.ts";

const HELLO_WITHIN_MS = 5_000;
const CLOSE_REFUSED = 4400;

export type ReceptionPorts = {
  host: RoomHost;
  root: string;
  workspace(): string;
  config(): WorkspaceConfig;
  directory: Directory;
  monitors: Monitors;
  roster: Roster;
};

/** Lets agents' desks in, and serves what they send. What happens meanwhile the feed tells them. */
export class Reception {
  private readonly rates: RateLimits;

  constructor(private readonly ports: ReceptionPorts) {
    this.rates = new RateLimits(() => ports.host.now());
  }

  opened(connection: RoomConnection): void {
    connection.attach(null);
    this.ports.host.setTimer(HELLO_WITHIN_MS, () => {
      // Not `unauthenticated`: on a slow line the hello may be on its way, and trying again is right.
      if (!deskOf(connection)) refuse(connection, wireError("unavailable"));
    });
  }

  async frame(connection: RoomConnection, raw: unknown): Promise<void> {
    const { host, config, roster } = this.ports;
    const desk = deskOf(connection);
    const decoded = decodeDeskUp(raw);
    const retryAfterMs = this.rates.frame(desk?.key ?? connection.id, config().limits);
    if (retryAfterMs > 0) return reject(connection, null, wireError("rate_limited", { retryAfterMs }));
    if (!decoded.ok) {
      if (!desk) return refuse(connection, decoded.error);
      return reject(connection, decoded.clientId, decoded.error);
    }
    const { frame } = decoded;
    if (frame.type === "hello") return this.hello(connection, frame);
    if (!desk) return refuse(connection, wireError("unauthenticated"));
    if (desk.expiresAt <= host.now()) return refuse(connection, wireError("token_expired"));
    roster.signOfLife(desk.person);
    if (frame.type === "ping") return send(connection, { type: "pong" });
    roster.set(desk.person, frame.status, frame.capacity);
    send(connection, { type: "ack", clientId: frame.clientId });
  }

  /** An agent's desk has closed; with the last one their lease is cut short. */
  closed({ person: { id } }: Desk): void {
    const { host, roster } = this.ports;
    const elsewhere = [...host.connections()].some((other) => deskOf(other)?.person.id === id);
    if (!elsewhere) roster.closed(id);
  }

  private async hello(
    connection: RoomConnection,
    frame: Extract<DeskUpFrame, { type: "hello" }>,
  ): Promise<void> {
    const { host, root, workspace, roster } = this.ports;
    if (frame.protocol < OLDEST_PROTOCOL_VERSION) return refuse(connection, wireError("protocol_too_old"));
    const expected = { root, workspace: workspace(), kind: "agent", now: host.now() } as const;
    const verified = await verifyToken(frame.token, expected, AgentClaimsSchema);
    if (!verified.ok) return refuse(connection, verified.error);
    const { sub, permissions, teams } = verified.claims;
    if (!permissions.includes("conversation.read")) return refuse(connection, wireError("forbidden"));
    const before = deskOf(connection);
    if (before && before.person.id !== sub) return refuse(connection, wireError("unauthenticated"));
    const supervises = permissions.includes("conversation.monitor");
    const desk: Desk = {
      key: before?.key ?? base64url.encode(host.randomBytes(9)),
      person: personOf(verified.claims),
      expiresAt: verified.expiresAt,
      supervises,
      teams,
      revision: before?.revision ?? 0,
    };
    connection.attach(desk);
    roster.arrived(desk.person, { teams, acceptsOffers: permissions.includes("conversation.transfer") });
    this.welcome(connection, desk, permissions);
  }

  private welcome(connection: RoomConnection, desk: Desk, permissions: readonly Permission[]): void {
    const { config, directory, monitors, roster } = this.ports;
    const { teams, notices, hours } = config();
    const rows = directory.all().filter((row) => sees(desk, row));
    send(connection, {
      type: "welcome",
      protocol: PROTOCOL_VERSION,
      me: desk.person,
      permissions: [...permissions],
      revision: desk.revision,
      rows: rows.map((row) => deskRow(row, asideFor(desk, row, monitors.get(row.id)))),
      agents: roster.all(),
      teams: [...teams],
      monitoringNotice: notices.agents,
      timeZone: hours?.timeZone ?? null,
    });
  }
}

export function reject(connection: RoomConnection, clientId: string | null, error: WireError): void {
  send(connection, { type: "reject", clientId, error });
}

/** The last frame of a connection: what to do before coming back. */
function refuse(connection: RoomConnection, error: WireError): void {
  send(connection, { type: "refused", error });
  connection.close(CLOSE_REFUSED, error.code);
}

function send(connection: RoomConnection, frame: DeskDownFrame): void {
  connection.send(JSON.stringify(frame));
}
