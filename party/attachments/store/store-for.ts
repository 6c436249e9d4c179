import type { RoomHost } from "../../hosts/room-host.ts";
import { roomStore } from "./room-store.ts";
import { s3Store } from "./s3-store.ts";
import type { AttachmentStore } from "./store.ts";

/**
 * Where the deployment keeps files: in a bucket where `BATON_S3_ENDPOINT` names a service, in the rooms themselves
 * otherwise.
 */
export function storeFor({
  env,
  storage,
  fetch,
}: Pick<RoomHost, "env" | "storage" | "fetch">): AttachmentStore {
  const endpoint = env("BATON_S3_ENDPOINT");
  if (!endpoint) return roomStore(storage);
  return s3Store({
    endpoint,
    bucket: wanted("BATON_S3_BUCKET"),
    region: env("BATON_S3_REGION") || "auto",
    accessKeyId: wanted("BATON_S3_ACCESS_KEY_ID"),
    secretAccessKey: wanted("BATON_S3_SECRET_ACCESS_KEY"),
    fetch,
  });

  function wanted(name: string): string {
    const value = env(name);
    if (!value) throw new Error(`${name} must be set where BATON_S3_ENDPOINT is`);
    return value;
  }
}
