import assert from "node:assert/strict";
import fc from "fast-check";
import { MentionFinder } from "../../../client/core/page.ts";
import {
  type Block,
  type Inline,
  isQuotedFrom,
  names,
  parseMarkup,
  quote,
  quoted,
  shownText,
} from "../../../client/gui/page/markup/mod.ts";

/** `text` as a person sees it, with what is bold in `<b>`, and so on. */
function seen(text: string): string {
  return parseMarkup(text).map(seenBlock).join("\n");
}

function seenBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return block.parts.map(seenInline).join("");
    case "quote":
      return `<q>${block.blocks.map(seenBlock).join("\n")}</q>`;
    case "code":
      return `<pre ${block.info}>${block.text}</pre>`;
  }
}

function seenInline(part: Inline): string {
  const tag = { text: "", code: "c", mention: "m", bold: "b", italic: "i", link: "a" }[part.kind];
  const inner = "parts" in part ? part.parts.map(seenInline).join("") : part.text;
  return tag === "" ? inner : `<${tag}>${inner}</${tag}>`;
}

function check(cases: readonly (readonly [text: string, shown: string])[]): void {
  for (const [text, shown] of cases) assert.equal(seen(text), shown, text);
}

Deno.test("bold, italics and code are what CommonMark says", () => {
  check([
    ["a **b** c", "a <b>b</b> c"],
    ["*a* and _b_", "<i>a</i> and <i>b</i>"],
    ["***a***", "<i><b>a</b></i>"],
    ["**a *b* c**, (*d*)", "<b>a <i>b</i> c</b>, (<i>d</i>)"],
    ["*a **b** c*", "<i>a <b>b</b> c</i>"],
    ["**bold\nover lines**", "<b>bold\nover lines</b>"],
    ["**no\n\nparagraphs**", "**no\n\nparagraphs**"],
    ["** a ** and * b *", "** a ** and * b *"],
    ["**a", "**a"],
    ["`**a**` and `` `b` ``", "<c>**a**</c> and <c>`b`</c>"],
    ["`a and ``b`", "<c>a and ``b</c>"],
    ["**`a**`", "**<c>a**</c>"],
    ["これは**重要**です, **「重要」**です", "これは<b>重要</b>です, <b>「重要」</b>です"],
    ["**중요**는", "<b>중요</b>는"],
    ["**-5 °C** *(or so)* **→ there**", "<b>-5 °C</b> <i>(or so)</i> <b>→ there</b>"],
  ]);
});

Deno.test("what is no markup stays as it is", () => {
  for (
    const text of [
      "2**3 is 8 and 2**4 is 16",
      "**kwargs and 2**10",
      "f(*args, **kwargs) and g(*more)",
      "2*3*4 and a**b, c**d",
      "snake_case_name and __init__ and __main__.py",
      "/* one */ and /* two */",
      "/** doc */ and /** more */",
      "src/**/*.ts and lib/**/*.ts",
      'rm a/*.c b/*.h (*.c) (*.h) "*.c" "*.h" C:\\*.txt D:\\*.log',
      "ls *.log* *.txt*",
      "count(*) and sum(*), '*' or '*'",
      "-*- coding: utf-8 -*-",
      "*_* >_< and >_< ^_^ -_- *-*",
      "5* hotel, 4* hotel and sh*t",
      "* one\n* two",
      "~a~ <b>not html</b> [x](y) # title",
      "`open",
      "```hello",
    ]
  ) assert.equal(seen(text), text);
});

Deno.test("fences are CommonMark's, and what stands behind them is shown", () => {
  check([
    ["```ts\n**a**\n```\nb", "<pre ts>**a**</pre>\nb"],
    ["``` ts\na\n```", "<pre ts>a</pre>"],
    ['```js title="a b"\na\n```  ', '<pre js title="a b">a</pre>'],
    ["```code on one line```", "<c>code on one line</c>"],
    ["look: ```a```", "look: <c>a</c>"],
    ["```\n  a", "<pre >  a</pre>"],
    ["````\n```\n````", "<pre >```</pre>"],
    ["~~~\na\n```\n~~~", "<pre >a\n```</pre>"],
    ["  ```\n  a\n    b\n  ```", "<pre >a\n  b</pre>"],
    ["```\na\n``` no end\n```", "<pre >a\n``` no end</pre>"],
    ["> ```\n> a\n> ```\nb", "<q><pre >a</pre></q>\nb"],
  ]);
});

Deno.test("quotes end with their last sign, and may hold quotes", () => {
  check([
    ["> a\n>b\nc", "<q>a\nb</q>\nc"],
    ["> > a\n> b", "<q><q>a</q>\nb</q>"],
    ["a > b", "a > b"],
  ]);
  assert.equal(shownText(parseMarkup(">".repeat(100) + "a")), ">".repeat(96) + "a");
});

Deno.test("spaces, tabs and line breaks are kept", () => {
  const text = "name\t\tsize\n  a     1\n\n  b    22 ";
  assert.equal(seen(text), text);
  assert.equal(seen("`a  b`"), "<c>a  b</c>");
});

Deno.test("people are named by the rule of all front ends, whatever stands around them", () => {
  const people = new MentionFinder(["ana", "Ben", "Ben Ö.", "snake_case_"]);
  const marked = (text: string) => parseMarkup(text, people).map(seenBlock).join("\n");
  assert.equal(marked("@anabel and @ana"), "@anabel and <m>@ana</m>");
  assert.equal(marked("**@Ben Ö.** or Ben"), "<b><m>@Ben Ö.</m></b> or <m>Ben</m>");
  assert.equal(marked("_a_ @snake_case_ b_"), "<i>a</i> <m>@snake_case_</m> b_");
  assert.equal(
    marked("`ana` https://example.org/ana"),
    "<c>ana</c> <a>https://example.org/ana</a>",
  );
  assert.ok(names(parseMarkup("**hi ANA**", people), "ana"));
  assert.ok(!names(parseMarkup("> hi ana\nyes", people), "ana"));
});

/** Texts with much in them that might be markup. */
const markLike = fc.string({
  unit: fc.constantFrom(
    ..."*****___``` \n\n>",
    ...'ab1.,("/-',
    "**",
    "```",
    "重",
    "@ana",
    "https://a.b/(c)",
  ),
  maxLength: 60,
});

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

function elements(blocks: readonly Block[]): string {
  return blocks.map(seenBlock).join("");
}

Deno.test("property: a paragraph loses the marks that made something, and nothing else", () => {
  fc.assert(
    fc.property(markLike, (text) => {
      const blocks = parseMarkup(text);
      fc.pre(blocks.every(({ kind }) => kind === "paragraph"));
      const shown = shownText(blocks);
      const html = elements(blocks);
      const lost = (char: string) => count(text, char) - count(shown, char);
      assert.equal(lost("*") + lost("_"), 4 * count(html, "<b>") + 2 * count(html, "<i>"), text);
      assert.ok(lost("`") >= 2 * count(html, "<c>") && (html.includes("<c>") || lost("`") === 0));
      // A space on either side of code belongs to its marks.
      assert.ok(lost(" ") <= 2 * count(html, "<c>"), text);
      const rest = (of: string) => of.replaceAll(/[*_` ]/g, "");
      assert.equal(rest(shown), rest(text), text);
      let at = 0;
      for (const char of shown) {
        at = text.indexOf(char, at) + 1;
        assert.ok(at > 0, `${text} became ${shown}`);
      }
    }),
    { numRuns: 3_000 },
  );
});

Deno.test("property: blocks lose their fences and quote signs, and nothing else", () => {
  const line = fc.string({ unit: fc.constantFrom(..."ab *_`"), maxLength: 12 })
    .filter((text) => !/^ {0,3}(```|>)/.test(text));
  const info = fc.constantFrom("", "ts", " ts", "a b c");
  const code = fc.tuple(info, fc.array(line), fc.constantFrom("```", "~~~", "````")).map(
    ([name, lines, fence]) => ({
      text: [fence + name, ...lines, fence].join("\n"),
      shown: [...(name === "" ? [] : [name.trim()]), lines.join("\n")].join("\n"),
    }),
  );
  fc.assert(
    fc.property(fc.array(code, { minLength: 1, maxLength: 4 }), fc.boolean(), (of, isQuoted) => {
      const text = of.map((block) => block.text).join("\n");
      const shown = of.map((block) => block.shown).join("\n");
      const given = isQuoted ? text.replaceAll(/^/gm, "> ") : text;
      assert.equal(shownText(parseMarkup(given)), shown, given);
    }),
  );
});

Deno.test("parseMarkup() takes any text, and shows characters that act as codes", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(shownText(parseMarkup(text)), /[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/);
  }));
});

Deno.test("parseMarkup() nests no deeper than can be shown, whatever somebody sends", () => {
  for (
    const part of ["*a **b ", "_a *b ", "> ", "*", "**a", "`", "a* ", "(", "https://a/)", "&a;"]
  ) {
    const text = part.repeat(16_384 / part.length);
    const depth = (blocks: readonly Block[]): number =>
      Math.max(0, ...blocks.map((b) => b.kind === "quote" ? 1 + depth(b.blocks) : partDepth(b)));
    const partDepth = (of: Block | Inline): number =>
      "parts" in of ? 1 + of.parts.map(partDepth).reduce((a, b) => Math.max(a, b), 0) : 0;
    assert.ok(depth(parseMarkup(text)) < 20, part);
    assert.ok(depth(parseMarkup(text + [...part].reverse().join("").repeat(5_000))) < 20, part);
  }
});

Deno.test("addresses are links by GFM's rules, with balanced brackets and any punctuation", () => {
  const cases: [text: string, link: string][] = [
    ["see https://a.example/x.", "https://a.example/x"],
    ["https://en.wikipedia.org/wiki/Foo_(bar)", "https://en.wikipedia.org/wiki/Foo_(bar)"],
    ["(https://en.wikipedia.org/wiki/Foo_(bar))", "https://en.wikipedia.org/wiki/Foo_(bar)"],
    ["https://example.org/Murphy's_law", "https://example.org/Murphy's_law"],
    ["'https://example.org/a'", "https://example.org/a"],
    ["[it](https://a.example/b), yes", "https://a.example/b"],
    ["https://a.example/?q=(business))+ok", "https://a.example/?q=(business))+ok"],
    ["https://a.example/[x]{y}", "https://a.example/[x]{y}"],
    ["<https://a.example/b>", "https://a.example/b"],
    ["**https://a.example/b**", "https://a.example/b"],
    ["_https://a.example/b_c_", "https://a.example/b_c"],
    ["https://a.example/?a=b&hl=en&amp;", "https://a.example/?a=b&hl=en"],
    ["“https://a.example/x”", "https://a.example/x"],
    ["https://a.example/x…", "https://a.example/x"],
    ["https://a.example/x。次は", "https://a.example/x"],
    ["（https://a.example/x）", "https://a.example/x"],
    ["こちらhttps://a.example/パス、はい", "https://a.example/パス"],
    ["HTTPS://A.example/x!", "HTTPS://A.example/x"],
    ["http://localhost:8080/a", "http://localhost:8080/a"],
    ["http://[::1]:8080/", "http://[::1]:8080/"],
    ["www.example.org/a?", "www.example.org/a"],
    ["https://a.example/a*b*c", "https://a.example/a*b*c"],
    ["https://a.example/#/a@b", "https://a.example/#/a@b"],
  ];
  for (const [text, link] of cases) {
    const [, found] = /<a>(.*)<\/a>/.exec(seen(text)) ?? [];
    assert.equal(found, link, text);
    assert.equal(
      seen(text).replaceAll(/<\/?[abi]>/g, ""),
      text.replaceAll(/^\*\*|\*\*$|^_|_$/g, ""),
    );
  }
});

Deno.test("only addresses of the web are links, and none that is something else", () => {
  for (
    const text of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "mailto:a@b.example",
      "ftp://a.example",
      "https://",
      "https://.",
      "xhttps://a.example",
      "www.",
      "www.a",
      "`https://a.example`",
      "```\nhttps://a.example\n```",
      "a@www.example.org",
    ]
  ) assert.doesNotMatch(seen(text), /<a>/, text);
  const first = (text: string) => {
    const [block] = parseMarkup(text);
    return block?.kind === "paragraph" ? block.parts[0] : undefined;
  };
  const safe = "https://a.example/";
  const plain = { kind: "link", text: safe, href: safe };
  assert.deepEqual(first('https://a.example/"onmouseover=alert(1)'), plain);
  const hosts: [string, string | undefined][] = [
    ["https://а.example/", "xn--80a.example"],
    ["https://bank.example@evil.example/", "evil.example"],
    ["https://bank.example\\@evil.example/", undefined],
    ["http://2130706433/", "127.0.0.1"],
    ["https://A.example:443/", undefined],
  ];
  for (const [text, host] of hosts) {
    const link = first(text);
    assert.ok(link?.kind === "link");
    assert.equal(link.host, host, text);
  }
});

Deno.test("quote() begins a reply whose original is found again", () => {
  assert.equal(quote("ben", "> old\none\n\ntwo\nthree"), "> ben: one\n> two\n");
  assert.deepEqual(quoted("ben: one"), { from: "ben", start: "one" });
  assert.equal(quoted("no author"), undefined);
  const original = "> older\n**one** and `two`";
  const start = shownText(parseMarkup(quote("ben", original))).split("\n")[0] ?? "";
  assert.ok(isQuotedFrom(original, quoted(start)?.start ?? ""));
  assert.ok(!isQuotedFrom("something else", "one"));
});
