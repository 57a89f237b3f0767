/**
 * Which characters of a text do harm where it is shown: one idea for messages, names and files.
 * @module
 */

/**
 * Characters that act on a terminal, end a line, reorder or hide text: controls, lone surrogates,
 * line and paragraph separators, noncharacters, all that is invisible by default (bidirectional
 * controls, zero-width and filling characters, tags, variation selectors), and interlinear
 * annotations.
 */
const HARMFUL = String.raw`[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{NChar}\p{DI}\ufff9-\ufffb]`;
const ANY_HARMFUL = new RegExp(HARMFUL, "u");

/** The flag of a part of a country (England, Scotland, …): U+1F3F4 and tags (UTS #51, 1.4.6). */
const TAG_FLAG = String.raw`\u{1f3f4}[\u{e0020}-\u{e007e}]{1,16}\u{e007f}`;
/** A flag, which does no harm, or a run of one harmful character. */
const SUSPECT = new RegExp(String.raw`${TAG_FLAG}|(${HARMFUL})\1*`, "gu");

/** Scripts whose letters change their form with their neighbours; a joiner decides which form. */
const CURSIVE = classOf(
  "scx",
  ["Adlam", "Arabic", "Chorasmian", "Hanifi_Rohingya", "Mandaic", "Manichaean", "Mongolian"],
  ["Nko", "Old_Uyghur", "Phags_Pa", "Psalter_Pahlavi", "Sogdian", "Syriac"],
);
/** Scripts without spaces between words (UAX #14, class SA), and Tibetan. */
const SPACELESS = classOf(
  "sc",
  ["Ahom", "Khmer", "Lao", "Myanmar", "New_Tai_Lue", "Tai_Le", "Tai_Tham", "Tai_Viet", "Thai"],
  ["Tibetan"],
);
/** Scripts some of whose letters have a second form. */
const VARIED = classOf("sc", ["Egyptian_Hieroglyphs", "Manichaean", "Myanmar", "Phags_Pa"]);

const JOINER = /[\u200c\u200d]/;
const MARK = String.raw`(?!\p{DI})\p{M}`;
const CURSIVE_LETTER = String.raw`(?=\p{L})[${CURSIVE}]`;
const MONGOLIAN_LETTER = String.raw`(?=\p{L})\p{sc=Mong}`;

/**
 * Invisible characters where a script or an emoji needs them; anywhere else they change nothing
 * that is shown. Chapters are those of the Unicode Standard.
 */
const IN_PLACE = new RegExp(
  [
    // Whether cursive letters connect: chapters 9.2 and 23.2. Wider than RFC 5892, A.1, since many
    // write a non-joiner after letters that never connect, and beside foreign words.
    String
      .raw`(?<=${CURSIVE_LETTER}(?:${MARK})*)[\u200c\u200d]|[\u200c\u200d](?=${CURSIVE_LETTER})`,
    // Between a letter and a mark of its script, as in Bengali, Kannada, Sinhala, Khmer and Hebrew:
    // chapters 9.1, 12, 13.2 and 16.4.
    String.raw`(?<=(?!\p{DI})[\p{L}\p{M}])[\u200c\u200d](?=${MARK})(?!\p{sc=Zinh}|\p{sc=Zyyy})`,
    // One picture of several: UTS #51.
    String.raw`(?<=\p{ExtPict}(?:\ufe0f|\p{EMod})?)\u200d(?=\p{ExtPict})`,
    // Ends of words: chapter 23.2.
    String.raw`(?<=(?!\p{DI})[${SPACELESS}])\u200b|\u200b(?=(?!\p{DI})[${SPACELESS}])`,
    // Another form of the character before: chapters 13.4 and 23.4, UTS #37.
    String.raw`(?<=(?!\p{DI})[\p{S}\p{P}\p{Emoji}\p{Ideo}${VARIED}])[\ufe00-\ufe0f]`,
    String.raw`(?<=\p{Ideo})[\u{e0100}-\u{e01ef}]`,
    String.raw`(?<=${MONGOLIAN_LETTER})[\u180b-\u180d\u180f]`,
    String.raw`(?<=${MONGOLIAN_LETTER}[\u180b-\u180d\u180f]?)\u180e(?=${MONGOLIAN_LETTER})`,
    // Marks that keep their order, in pointed Hebrew: chapter 9.1.
    String.raw`(?<=\p{sc=Hebr})\u034f(?=\p{sc=Hebr})`,
    // A Korean syllable that lacks its first or second part: chapter 18.6.
    String.raw`\u115f(?=[\u1161-\u11a7\ud7b0-\ud7c6])|(?<=[\u1100-\u115e\ua960-\ua97c])\u1160`,
  ].join("|"),
  "uy",
);

/** Is there anything in `text` that may do harm? Most texts have nothing of the kind. */
export function isSuspect(text: string): boolean {
  return ANY_HARMFUL.test(text);
}

/**
 * `text` with every run of one harmful character replaced by what `show` makes of it; `at` is where
 * the run begins. Nothing else changes, nor does what is harmful elsewhere but needed where it is.
 */
export function replaceHarmful(
  text: string,
  show: (char: string, count: number, at: number) => string,
): string {
  return text.replace(SUSPECT, (run: string, char: string | undefined, at: number) => {
    if (char === undefined || (run === char && isInPlace(text, at))) return run;
    return show(char, run.length / char.length, at);
  });
}

function isInPlace(text: string, at: number): boolean {
  IN_PLACE.lastIndex = at;
  return IN_PLACE.test(text) || isAfterVirama(text, at);
}

/** RFC 5892, A.1 and A.2: a joiner after a virama decides what becomes of the two letters. */
function isAfterVirama(text: string, at: number): boolean {
  if (!JOINER.test(text.charAt(at)) || JOINER.test(text.charAt(at + 1))) return false;
  const [before = ""] = /.$/su.exec(text.slice(Math.max(0, at - 2), at)) ?? [];
  return isVirama(before);
}

/**
 * Is the canonical combining class of `char` 9? Told by where NFD puts it: behind a mark of class
 * 8 and before one of class 10 (UAX #15), since a regular expression cannot ask for the class.
 */
function isVirama(char: string): boolean {
  if (!/^\p{M}$/u.test(char)) return false;
  return (char + "\u3099").normalize("NFD") === "\u3099" + char &&
    ("\u05b0" + char).normalize("NFD") === char + "\u05b0";
}

/** For a character class: all of these scripts that the runtime knows. */
function classOf(property: "sc" | "scx", ...names: readonly (readonly string[])[]): string {
  return names.flat().map((name) => `\\p{${property}=${name}}`).filter(isKnown).join("");
}

function isKnown(property: string): boolean {
  try {
    return new RegExp(property, "u") !== undefined;
  } catch {
    return false;
  }
}
