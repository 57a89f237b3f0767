/**
 * The browser's notifications, which it may refuse at any time and in many ways.
 * @module
 */

/** May the page show notifications now? */
export function mayNotify(): boolean {
  return typeof Notification === "function" && Notification.permission === "granted";
}

/** Asks the person, if the browser lets it. Resolves to whether the page may show notifications. */
export async function askToNotify(): Promise<boolean> {
  if (typeof Notification !== "function") return false;
  try {
    const answer = await Notification.requestPermission();
    // Old browsers answer to a callback alone.
    return (answer ?? Notification.permission) === "granted";
  } catch {
    return false;
  }
}

/**
 * Shows one notification, in the place of the one before. `refused` is called if the browser does not show it after all: some
 * allow it to apps alone.
 */
export function notify(title: string, body: string, refused: () => void): void {
  try {
    const notification = new Notification(title, { body, tag: "chat" });
    notification.onerror = refused;
    notification.onclick = () => {
      globalThis.focus();
      notification.close();
    };
  } catch {
    refused();
  }
}
