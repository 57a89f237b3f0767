/** Values of options on the command line. */
import assert from "node:assert/strict";
import { acceptPolicy, nameOption, seconds } from "../../../client/options.ts";

const memberName = (text: string) => nameOption().parseArg?.(text, undefined);

Deno.test("values of options are read strictly", () => {
  assert.equal(acceptPolicy("all"), "all");
  assert.equal(acceptPolicy("100MiB"), 104_857_600);
  assert.equal(acceptPolicy("1GB"), 1e9);
  assert.equal(seconds("1.5"), 1_500);
  assert.equal(memberName("  ana  maria "), "ana maria");
  for (const text of ["", "ALL", "-1", "5 apples"]) assert.throws(() => acceptPolicy(text), text);
  for (const text of ["", "-1", "1e3", "9999999", "x"]) assert.throws(() => seconds(text), text);
  for (const text of ["", "/x", "a\nb", "x".repeat(33)]) assert.throws(() => memberName(text));
});
