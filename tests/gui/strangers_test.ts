import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "../support/client.ts";
import { runProgram } from "../support/program.ts";
import { startServer } from "../support/server.ts";
import { joinGui } from "./support/gui_client.ts";
import { rawRequest } from "./support/raw_http.ts";

Deno.test("the window answers its own pages and nobody else", async (t) => {
  await using server = await startServer();
  await using client = await joinGui(server, "ana");
  const { host, port, origin, hash } = new URL(client.url);
  const token = hash.slice(1);
  const get = (path: string, ...more: string[]) =>
    rawRequest(client.url, [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...more]);
  const upgrade = (...more: string[]) =>
    get(
      "/channel",
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ...more,
    );

  for (
    const other of [
      "evil.example",
      "127.0.0.1.evil.example",
      "169.254.1.1",
      `[::ffff:127.0.0.1]:${port}`,
      `[::ffff:7f00:1]:${port}`,
      `[::1]:${port}`,
      `127.0.0.1:${port}.evil.example`,
      `evil.example:${port}`,
      "0.0.0.0",
      `localhost:${port}`,
      "127.0.0.1",
    ]
  ) {
    await t.step(`a request for the host ${other} gets nothing`, async () => {
      const answer = await rawRequest(client.url, ["GET / HTTP/1.1", `Host: ${other}`]);
      assert.equal(answer.status, 403);
      assert.doesNotMatch(answer.body, /script/);
    });
  }

  await t.step("a request without a host gets nothing", async () => {
    const { status } = await rawRequest(client.url, ["GET / HTTP/1.0"]);
    assert.ok(status === 403 || status === 400, String(status));
  });

  await t.step("an absolute request line for another authority gets nothing", async () => {
    for (const authority of ["evil.example", `evil.example:${port}`, `localhost:${port}`]) {
      const line = `GET http://${authority}/ HTTP/1.1`;
      const answer = await rawRequest(client.url, [line, `Host: ${host}`]);
      assert.equal(answer.status, 403, authority);
      assert.doesNotMatch(answer.body, /script/);
    }
    const own = [`GET http://${host}/ HTTP/1.1`, "Host: evil.example"];
    assert.equal((await rawRequest(client.url, own)).status, 403);
  });

  const channel = `Sec-WebSocket-Protocol: chat-window, ${token}`;
  for (
    const origins of [
      ["Origin: https://evil.example"],
      ["Origin: null"],
      [],
      [`Origin: http://localhost:${port}`],
      [`Origin: http://127.0.0.1:${Number(port) + 1}`],
    ]
  ) {
    await t.step(`an upgrade with ${origins[0] ?? "no Origin"} is refused`, async () => {
      assert.equal((await upgrade(channel, ...origins)).status, 403);
    });
  }

  await t.step("an upgrade without the token is refused, with it accepted", async () => {
    const wrong = `Sec-WebSocket-Protocol: chat-window, ${"0".repeat(32)}`;
    assert.equal((await upgrade(`Origin: ${origin}`)).status, 403);
    assert.equal((await upgrade(wrong, `Origin: ${origin}`)).status, 403);
    assert.equal((await upgrade(channel, `Origin: ${origin}`)).status, 101);
  });

  const ref = crypto.randomUUID();
  const post = (...more: string[]) =>
    rawRequest(client.url, [
      `POST /outgoing/${ref} HTTP/1.1`,
      `Host: ${host}`,
      "X-File-Name: a.txt",
      "Content-Length: 2",
      ...more,
    ], "hi");
  await t.step("a form of another site sends nothing", async () => {
    const bearer = `Authorization: Bearer ${token}`;
    assert.equal((await post("Content-Type: text/plain", bearer)).status, 403);
    const crossSite = ["Sec-Fetch-Site: cross-site", "Origin: https://evil.example"];
    assert.equal((await post(bearer, ...crossSite)).status, 403);
    assert.equal((await post(`Origin: ${origin}`)).status, 403);
    assert.equal((await post(`Origin: ${origin}`, "Authorization: Bearer 0")).status, 403);
  });

  await t.step("what changes something cannot be asked for with GET", async () => {
    const bearer = `Authorization: Bearer ${token}`;
    for (const path of ["/token", `/outgoing/${ref}`]) {
      assert.equal((await get(path, bearer)).status, 404, path);
    }
    const image = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: image"];
    assert.equal((await get("/icon.svg", ...image)).status, 403);
  });

  await t.step("a link on another site does not open the page", async () => {
    assert.equal((await get("/", "Sec-Fetch-Site: cross-site")).status, 403);
  });

  for (
    const path of [
      "/files/%2e%2e%2f",
      "//",
      "/%00",
      "/files/1/../../",
      "/files/1/0",
      `/files/1/${"0".repeat(32)}`,
      "/files/%00",
      "/files/1/..%2f..%2f..%2fetc%2fpasswd",
      "/files/1/%5c..%5c..%5c",
      "//files/1/0",
      "/page.css/..%2f",
      "/page.css%00.html",
      "/outgoing/../token",
      "/main.tsx",
    ]
  ) {
    await t.step(`${path} is nothing`, async () => {
      const { status } = await get(path);
      assert.ok(status === 404 || path === "/files/1/../../", `${status}`);
    });
  }

  await t.step("no method but GET and POST is served", async () => {
    for (const method of ["PUT", "DELETE", "OPTIONS", "TRACE"]) {
      const { status } = await rawRequest(client.url, [`${method} / HTTP/1.1`, `Host: ${host}`]);
      assert.equal(status, 403, method);
    }
  });

  await t.step("the page may do what it must and nothing else", async () => {
    const { status, head } = await get("/");
    assert.equal(status, 200);
    const policy = /content-security-policy: (.*)/i.exec(head)?.[1] ?? "";
    const parts = policy.trim().split("; ");
    for (
      const part of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        `connect-src 'self' ws://${host}`,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ]
    ) assert.ok(parts.includes(part), `${part} is missing in ${policy}`);
    assert.match(head, /cross-origin-opener-policy: same-origin/i);
    assert.match(head, /referrer-policy: no-referrer/i);
    assert.match(head, /cache-control: no-store/i);
    assert.match(head, /x-content-type-options: nosniff/i);
  });

  await t.step("a message of the channel that no page sends ends that tab alone", async () => {
    const socket = new WebSocket(`ws://${host}/channel`, {
      protocols: ["chat-window", token],
      headers: { origin },
    });
    const closed = Promise.withResolvers<CloseEvent>();
    socket.onopen = () => socket.send('{"type":"rm"}');
    socket.onclose = closed.resolve;
    assert.equal((await closed.promise).code, 1008);
    assert.equal((await get("/")).status, 200);
  });
});

Deno.test("two hundred connections that send half a request leave the chat alone", async () => {
  await using server = await startServer();
  await using client = await joinGui(server, "ana");
  await using ben = await join(server, "ben");
  await using cleo = await join(server, "cleo");
  const { host, port } = new URL(client.url);
  const conns = await Promise.all(
    Array.from(
      { length: 200 },
      () => Deno.connect({ hostname: "127.0.0.1", port: Number(port) }),
    ),
  );
  for (const conn of conns) await conn.write(new TextEncoder().encode("GET / HTTP/1.1\r\nHost:"));
  await ben.say("still here");
  await cleo.message("still here");
  // The window itself opens all the same.
  const { status } = await rawRequest(client.url, ["GET / HTTP/1.1", `Host: ${host}`]);
  assert.equal(status, 200);
  const socket = new WebSocket(`ws://${host}/channel`, {
    protocols: ["chat-window", new URL(client.url).hash.slice(1)],
    headers: { origin: `http://${host}` },
  });
  const shown = Promise.withResolvers<string>();
  socket.onmessage = ({ data }) => {
    if (String(data).includes("still here")) shown.resolve(String(data));
    else socket.send('{"type":"shown"}');
  };
  await shown.promise;
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
  for (const conn of conns) conn.close();
});

Deno.test("the window listens on the loopback address alone, and cannot be told otherwise", async () => {
  await using server = await startServer();
  await using client = await joinGui(server, "ana");
  const port = Number(new URL(client.url).port);
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  // Local address and state (0A: listening) in the kernel's own lists, of which one may be missing.
  const tables = ["tcp", "tcp6"].map((name) => `/proc/net/${name}`).filter((path) =>
    existsSync(path)
  );
  const listening = tables.flatMap((table) =>
    [...Deno.readTextFileSync(table).matchAll(/^ *\d+: (\w+):(\w+) \S+ 0A/gm)]
      .filter(([, , at]) => at === hex).map(([, address]) => address)
  );
  if (tables.length > 0) assert.deepEqual(listening, ["0100007F"]);
  const others = Deno.networkInterfaces().filter(({ family, address }) =>
    family === "IPv4" && !address.startsWith("127.")
  );
  for (const { address } of others) {
    await assert.rejects(Deno.connect({ hostname: address, port }), Deno.errors.ConnectionRefused);
  }
  for (const option of ["--gui-bind", "--host"]) {
    const args = ["join", server.address, "--name", "ben", "--mode", "gui", option, "0.0.0.0"];
    assert.equal((await runProgram(args)).code, 2, option);
  }
});
