import assert from "node:assert/strict";
import { isJobControlled } from "../../../client/terminal/job_control.ts";

/** Processes by their number: parent, group, session. */
type Table = Readonly<Record<number, readonly [parent: number, group: number, session: number]>>;

const CASES: readonly (readonly [what: string, table: Table, isControlled: boolean])[] = [
  ["a job of a shell", { 9: [5, 9, 5], 5: [4, 5, 5], 4: [1, 4, 4] }, true],
  ["a job with wrappers", { 9: [8, 7, 5], 8: [7, 7, 5], 7: [5, 7, 5], 5: [4, 5, 5] }, true],
  ["the terminal's only process", { 9: [4, 9, 9], 4: [1, 4, 4] }, false],
  ["a shell without job control", { 9: [5, 5, 5], 5: [4, 5, 5], 4: [1, 4, 4] }, false],
  ["left behind by its shell", { 9: [1, 9, 5], 1: [0, 1, 1] }, false],
  ["nothing can be found out", {}, true],
  ["its parent cannot be seen", { 9: [5, 9, 5] }, true],
];

for (const [what, table, isControlled] of CASES) {
  Deno.test(`isJobControlled() knows: ${what}`, async () => {
    const look = (pid: number) => {
      const [parent, group, session] = table[pid] ?? [];
      if (parent === undefined || group === undefined) return Promise.resolve(undefined);
      const leadsSession = session === pid;
      return Promise.resolve({ parent, group, session: String(session), leadsSession });
    };
    assert.equal(await isJobControlled(9, look), isControlled);
  });
}

Deno.test("isJobControlled() sees real processes", {
  ignore: Deno.build.os === "windows",
}, async () => assert.equal(typeof await isJobControlled(), "boolean"));
