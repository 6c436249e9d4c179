import { test, afterAll, beforeAll } from "vitest";
import { randomBytes } from "node:crypto";
import { Baton } from "../harness/baton.ts";
import { RawClient, sign, agentClaims } from "./raw-client.ts";
let baton: Baton;
beforeAll(async () => { const t=Date.now(); baton = await Baton.start(); console.log("boot", Date.now()-t); });
afterAll(() => baton.stop());
async function sess(body: object, headers: Record<string,string> = {}) {
  const r = await fetch(`${baton.origin}/parties/workspace/demo/sessions`, {method:"POST", headers:{"Content-Type":"application/json",...headers}, body: JSON.stringify(body)});
  return {status: r.status, body: await r.json()};
}
test("probe", async () => {
  const key = randomBytes(32).toString("base64url");
  console.log(await sess({key, locale:"en", start:false}));
  const identity = sign({secret: baton.secret, kind:"identity", claims:{sub:"4711", name:"Maria"}});
  const s = await sess({key, locale:"en", start:true, identity});
  console.log(s);
  const c = await RawClient.connect(`${baton.origin.replace("http","ws")}/parties/main/${s.body.conversationId}`) as RawClient;
  console.log(await c.hello(s.body.token));
  console.log(await c.command({type:"send_message", text:"Do you ship to Norway?"}));
  const t=Date.now();
  await c.until(()=>c.public.length>=2);
  console.log(Date.now()-t, c.frames.filter(f=>f.type==="stream_delta").length, c.public[1], c.streamed, c.public[1]?.text === c.streamed.get(c.public[1]?.id ?? ""));
  const a = await RawClient.connect(`${baton.origin.replace("http","ws")}/parties/main/${s.body.conversationId}`) as RawClient;
  console.log(JSON.stringify(await a.hello(sign({secret: baton.secret, claims: agentClaims("ann")}))));
  console.log(JSON.stringify(await a.command({type:"take_over"})));
  const bad: (object|string|Buffer)[] = ["nope", "", "[]", "null", "42", "{}", Buffer.from(JSON.stringify({type:"ping"})), JSON.stringify({type:"ping", x:1}), {type:"ping", clientId:"x"}, {type:"wat", clientId:"w1"}, {type:"wat"},
   {type:"send_message", text:"x"}, {type:"send_message", clientId:"", text:"x", epoch:2}, {type:"send_message", clientId:"a b", text:"x", epoch:2}, {type:"send_message", clientId:"a1", text:"x"}, {type:"send_message", clientId:"a1", text:7, epoch:2},{type:"send_message", clientId:"a1", text:"  \n", epoch:2},{type:"send_message", clientId:"a1", text:"x".repeat(5001), epoch:2},{type:"send_message", clientId:"a1", text:"x", epoch:"2"},
   ];
  for (const f of bad) {
    const seen=a.frames.length; a.send(f);
    await new Promise(r=>setTimeout(r,150));
    console.log(String(typeof f === "object" && !Buffer.isBuffer(f) ? JSON.stringify(f).slice(0,90): f), "→", JSON.stringify(a.frames.slice(seen)), a.closed);
  }
}, 60000);
