/**
 * Letters that look like others, so that nobody can take a name that passes for somebody else's.
 *
 * The full table of Unicode (UTS #39) has thousands of rows, most of them for signs that
 * normalization has removed already or that no name may contain. These are the letters of living
 * scripts that most fonts draw like Latin ones, after lower-casing.
 * @module
 */

const LOOKALIKES: Readonly<Record<string, string>> = pairs(
  // Digits as in al1ce and b0b.
  "0o 1l |l",
  // Cyrillic, also where only the capitals are alike (В, Н).
  "аa вb гr еe ѕs іi јj кk мm нh оo рp сc тt уy хx ьb ԁd ԛq ԝw һh ӏl үy ѵv ѡw ԍg",
  // Greek, likewise (Β, Ε, Ζ, Μ).
  "αa βb γy εe ζz ηn ιi κk μm νv οo ρp τt υu χx ωw ϲc ϳj",
  // Armenian.
  "օo ոn սu հh ցg յj",
  // Latin letters of other alphabets.
  "ıi ɑa ɡg ɩi ʏy ꞓc",
);

const LOOKALIKE = new RegExp(`[${Object.keys(LOOKALIKES).join("")}]`, "gu");

/**
 * `text`, in lower case, with every letter replaced by the one that it looks like; accents stay.
 */
export function skeleton(text: string): string {
  return text.normalize("NFD").replace(LOOKALIKE, (char) => LOOKALIKES[char] ?? char)
    .normalize("NFC");
}

function pairs(...rows: readonly string[]): Record<string, string> {
  const entries = rows.flatMap((row) => row.split(" ").map((pair) => Array.from(pair)));
  return Object.fromEntries(entries.map(([from = "", to = ""]) => [from, to]));
}
