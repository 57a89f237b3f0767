/** Connections that do not come about. */
import assert from "node:assert/strict";
import { dial, networkFailure } from "../../../../../client/core/transport/dial.ts";

Deno.test("dial() and networkFailure() name what went wrong", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const { signal } = new AbortController();
  await assert.rejects(dial({ host: "127.0.0.1", port }, signal), { code: "connection_refused" });
  const left = dial({ host: "127.0.0.1", port }, AbortSignal.abort());
  await assert.rejects(left, { code: "left" });
  const codeOf = (error: unknown) => networkFailure(error, { host: "chat" }).code;
  assert.equal(codeOf({ code: "EHOSTUNREACH" }), "no_route");
  assert.equal(codeOf({ code: "ENETUNREACH" }), "no_route");
  assert.equal(codeOf({ code: "ETIMEDOUT" }), "timeout");
  assert.equal(codeOf({ code: "ECONNRESET" }), "closed_at_once");
  assert.equal(codeOf(new Error("?")), "unreachable");
  // The words of the runtime, whatever the resolver of this machine says.
  const lookUp = "failed to lookup address information: Name or service not known";
  assert.equal(codeOf(new Error(lookUp)), "unknown_host");
  const strange = networkFailure(new Error("Too many open files (os error 24)"), { host: "chat" });
  assert.equal(strange.code, "unreachable");
  assert.match(strange.message, /cannot be reached \(Too many open files/, "the system's words");
});
