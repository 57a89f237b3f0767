/**
 * Why something that was written is still here, for people, in their language.
 * @module
 */
import { printable } from "../../../protocol/text.ts";
import type { Trouble } from "./compose.ts";
import type { Texts } from "./texts.ts";
import { troubleText } from "./trouble_text.ts";

export function writingTroubleText(trouble: Trouble, texts: Texts, language: string): string {
  switch (trouble.kind) {
    case "refused":
      return troubleText(trouble, texts);
    case "files_are_public":
      return texts.filesArePublic(printable(trouble.name));
    case "left":
      return texts.recipientLeft(printable(trouble.name));
    case "too_long": {
      const { format } = new Intl.NumberFormat(language);
      return texts.tooLong(format(trouble.bytes), format(trouble.most));
    }
    case "unreachable":
      return texts.unreachable;
  }
}
