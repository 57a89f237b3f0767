/**
 * A real browser for the window.
 * @module
 */
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { TempDir } from "../../support/temp_dir.ts";

/** Where Debian and others put it; `CHAT_CHROMIUM` names another place. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** How a page is opened. `script` runs in it before anything of its own. */
export type PageOptions = BrowserContextOptions & { readonly script?: string };

/** A browser whose pages are forgotten with it. */
export class TestBrowser implements AsyncDisposable {
  private constructor(readonly browser: Browser, private readonly folder: TempDir) {}

  static async start(): Promise<TestBrowser> {
    const folder = await TempDir.make();
    const browser = await chromium.launch({
      // Without a UTF-8 locale Chromium cannot open files whose names are not plain.
      env: { ...Deno.env.toObject(), LC_ALL: "C.UTF-8" },
      executablePath: executable(),
      args: [
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--autoplay-policy=no-user-gesture-required",
      ],
      downloadsPath: folder.path,
    });
    return new TestBrowser(browser, folder);
  }

  /** A page that shows `url`, as a person of its own. What goes wrong in it is kept in `problems`. */
  async open(url: string, { script, ...options }: PageOptions = {}): Promise<TestPage> {
    const context = await this.browser.newContext({ locale: "en-GB", ...options });
    if (script !== undefined) await context.addInitScript(script);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.goto(url);
    return { page, problems };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.folder[Symbol.asyncDispose]();
  }
}

export interface TestPage {
  readonly page: Page;
  readonly problems: readonly string[];
}

function executable(): string {
  const places = [Deno.env.get("CHAT_CHROMIUM"), ...PLACES];
  const found = places.find((place) => place !== undefined && isFile(place));
  if (found === undefined) throw new Error("There is no Chromium: apt-get install chromium");
  return found;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
