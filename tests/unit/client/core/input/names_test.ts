/** Names with blanks and signs before something else. */
import assert from "node:assert/strict";
import { rejection, typingRoom } from "../../../../support/typing_room.ts";

const NAMES = ["ana", "Mia", "Mia B", "Ben Ö.", "Team", "Team 10m", "bot", "Kim Lee", "a:b"];
const { enter } = typingRoom({ names: NAMES });

/** Who gets what; or why nobody does. */
async function sent(line: string): Promise<readonly [to: string, text: string] | string> {
  const typed = await enter(line);
  if (typed.outcome === "rejected") return rejection(typed);
  const [, text, { to }] = typed.calls[0] as [string, string, { to: string }];
  return [to, text];
}

const SENT: readonly (readonly [line: string, to: string, text: string])[] = [
  ["/msg ana hi", "ana", "hi"],
  ["/msg ANA hi", "ana", "hi"],
  ["/tell nobody hi there", "nobody", "hi there"],
  ["/msg Mia B private for Mia B only", "Mia B", "private for Mia B only"],
  ['/msg "Mia B" private', "Mia B", "private"],
  ['/msg "mia b"  private', "Mia B", "private"],
  ['/msg "Mia" B is a letter', "Mia", "B is a letter"],
  ["/msg Mia Be quick", "Mia", "Be quick"],
  ["/msg Mia hello", "Mia", "hello"],
  ["/msg Ben Ö. hi", "Ben Ö.", "hi"],
  ['/msg "Ben Ö." hi', "Ben Ö.", "hi"],
  ["/msg ben  ö. hi", "Ben Ö.", "hi"],
  ["/msg Kim Lee two\nlines", "Kim Lee", "two\nlines"],
  ["/msg ~bot hi", "bot", "hi"],
  ["/msg @bot hi", "bot", "hi"],
  ["/msg bot: hi", "bot", "hi"],
  ["/msg a:b hi", "a:b", "hi"],
  ['/msg "No Such" hi', "No Such", "hi"],
  ["/msg ana //x", "ana", "//x"],
];

for (const [line, to, text] of SENT) {
  Deno.test(`${line} goes to ${to} alone`, async () => {
    assert.deepEqual(await sent(line), [to, text]);
  });
}

const UNCLEAR: readonly (readonly [line: string, why: RegExp])[] = [
  ["/msg Ben hi", /did you mean "Ben Ö\."\?/],
  ["/msg Ben Ö hi", /"Ben Ö\."/],
  ["/msg Mia b. or not", /"Mia" or "Mia B"/],
  ["/msg Kim hi", /"Kim Lee"/],
  ['/msg "Mia B hi', /ends with a quote/],
  ['/msg "Mia B"hi', /ends with a quote/],
  ["/msg Mia B", /^Usage: \/msg NAME TEXT/],
  ["/msg ana", /^Usage: \/msg NAME TEXT/],
  ["/msg", /^Usage: \/msg NAME TEXT/],
];

for (const [line, why] of UNCLEAR) {
  Deno.test(`${line} goes to nobody`, async () => assert.match(String(await sent(line)), why));
}

Deno.test("where a longer name may have been begun, the shorter one gets nothing", async () => {
  const { enter } = typingRoom({ names: ["Ben", "Ben Ö.", "Mia", "Mia Anders"] });
  assert.match(rejection(await enter("/msg Ben Ö hi")), /"Ben" or "Ben Ö\."/);
  assert.match(rejection(await enter("/msg Mia And hi")), /"Mia" or "Mia Anders"/);
  assert.deepEqual((await enter("/msg Mia Andreas is here")).calls, [
    ["say", "Andreas is here", { to: "Mia" }],
  ]);
  assert.deepEqual((await enter('/msg "Mia" And hi')).calls, [["say", "And hi", { to: "Mia" }]]);
});

const MODERATED: readonly (readonly [line: string, action: string, deed: object])[] = [
  ["/kick Mia B", "kick", { name: "Mia B" }],
  ['/kick "Mia B"', "kick", { name: "Mia B" }],
  ["/kick mia b", "kick", { name: "Mia B" }],
  ["/ban Mia B 10m", "ban", { name: "Mia B", forMs: 600_000 }],
  ['/ban "Mia B" 10m', "ban", { name: "Mia B", forMs: 600_000 }],
  ["/ban 192.0.2.7", "ban", { name: "192.0.2.7" }],
  ["/ban Ben Ö.", "ban", { name: "Ben Ö." }],
  ['/mute "Team 10m"', "mute", { name: "Team 10m" }],
  ['/mute "Team" 10m', "mute", { name: "Team", forMs: 600_000 }],
  ['/mute "Team 10m" 1h', "mute", { name: "Team 10m", forMs: 3_600_000 }],
  ["/op Mia B", "op", { name: "Mia B" }],
  ['/unban "Mia B"', "unban", { name: "Mia B" }],
];

for (const [line, action, deed] of MODERATED) {
  Deno.test(`${line} is about ${JSON.stringify(deed)}`, async () => {
    assert.deepEqual((await enter(line)).calls, [["moderate", action, deed]]);
  });
}

Deno.test("a name or a name and a time: it is asked who is meant", async () => {
  assert.match(rejection(await enter("/mute Team 10m")), /"Team 10m" for good, or "Team" for 10m/);
  assert.match(rejection(await enter('/ban "Mia B" soon')), /no time: soon/);
  assert.match(rejection(await enter('/ban "Mia B')), /ends with a quote/);
});

Deno.test("a command about somebody takes a name with and without quotes", async () => {
  assert.deepEqual((await enter('/whois "mia b"')).calls, [["whois", "Mia B"]]);
  assert.deepEqual((await enter("/whois Mia B")).calls, [["whois", "Mia B"]]);
  assert.deepEqual((await enter("/whois ~bot")).calls, [["whois", "bot"]]);
  assert.deepEqual((await enter("/whois stranger")).calls, [["whois", "stranger"]]);
});
