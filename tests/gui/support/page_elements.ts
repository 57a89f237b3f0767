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
