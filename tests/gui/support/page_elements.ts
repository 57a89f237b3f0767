/**
 * What the tests need of elements: the types of a page are not those of the tests.
 * @module
 */

export interface PageImage {
  readonly naturalWidth: number;
  decode(): Promise<void>;
}

export interface PageMedia extends EventTarget {
  muted: boolean;
  currentTime: number;
  play(): Promise<void>;
  pause(): void;
}

export interface PageLink {
  readonly href: string;
}

interface PageTransfer {
  readonly items: { add(file: object): void };
  setData(type: string, text: string): void;
}

type EventMaker = new (name: string, init: object) => Event;

/** What the tests make and replace in a page. */
export interface PageGlobals {
  readonly DataTransfer: new () => PageTransfer;
  readonly DragEvent: EventMaker;
  readonly ClipboardEvent: EventMaker;
  readonly File: new (parts: readonly unknown[], name: string, options?: object) => object;
  readonly document: {
    readonly body: EventTarget;
    readonly activeElement: EventTarget;
    createElement(tag: "canvas"): {
      toBlob(made: (blob: unknown) => void, type: string): void;
    };
  };
  readonly navigator: {
    readonly clipboard: { writeText(text: string): Promise<void> };
  };
  Notification: object;
  AudioContext: object;
  /** What a test has recorded. */
  told: string[];
}
