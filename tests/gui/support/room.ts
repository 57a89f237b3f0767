/**
 * A room with a server and a browser, for the tests of the window.
 * @module
 */
import type { Locator, Page } from "playwright-core";
import { startServer, type TestServer } from "../../support/server.ts";
import { type PageOptions, TestBrowser } from "./browser.ts";
import { type GuiClient, joinGui } from "./gui_client.ts";

/** Somebody in front of a window. */
export interface Person {
  readonly client: GuiClient;
  readonly page: Page;
  /** What went wrong in the page. */
  readonly problems: readonly string[];
  readonly composer: Locator;
  readonly list: Locator;
  say(text: string): Promise<void>;
  /** Resolves when `text` stands in the conversation. */
  sees(text: string | RegExp): Promise<void>;
}

export class TestRoom implements AsyncDisposable {
  private constructor(
    readonly server: TestServer,
    readonly browser: TestBrowser,
    private readonly scope: AsyncDisposableStack,
  ) {}

  static async open(options: Parameters<typeof startServer>[0] = {}): Promise<TestRoom> {
    await using scope = new AsyncDisposableStack();
    const server = scope.use(await startServer(options));
    const browser = scope.use(await TestBrowser.start());
    return new TestRoom(server, browser, scope.move());
  }

  /** Joins as `name` in a window of its own. */
  async join(
    name: string,
    options: PageOptions & { readonly args?: readonly string[] } = {},
  ): Promise<Person> {
    const { args = [], ...context } = options;
    const client = this.scope.use(
      await joinGui(this.server, name, { args }),
    );
    return await this.show(client, context);
  }

  /** Opens another tab of `client`. */
  async show(client: GuiClient, options: PageOptions = {}): Promise<Person> {
    const { page, problems } = await this.browser.open(client.url, options);
    const composer = page.getByRole("textbox", { name: /message to|nachricht an/i });
    const list = page.getByRole("log");
    await composer.waitFor();
    return {
      client,
      page,
      problems,
      composer,
      list,
      say: async (text) => {
        await composer.fill(text);
        await composer.press("Enter");
      },
      sees: (text) => list.getByText(text).first().waitFor(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.scope.disposeAsync();
  }
}
