/**
 * The page: starts the channel and shows what comes.
 * @module
 */
import { Store } from "./page_store.ts";
import { render } from "preact";
import { Actions } from "./actions.ts";
import { App } from "./app.tsx";
import { ChannelClient } from "./channel_client.ts";
import { NewsTeller } from "./news.ts";
import { receive, watch } from "./page_state.ts";
import { applyPreferences, loadPreferences } from "./saved_preferences.ts";
import { Sound } from "./sound.ts";
import { Writing } from "./writing.ts";
import { PageContext } from "./store.ts";

const store = new Store();
const preferences = loadPreferences();
store.change((state) => ({ ...state, preferences }));
applyPreferences(preferences);
const channel = new ChannelClient({
  received: (message) => {
    if (message.type === "answer") return writing.answered(message);
    store.change((state) => receive(state, message));
    if (message.type === "older") actions.olderCame();
    else news.came(message);
  },
  changed: (state) => {
    actions.olderCame();
    store.change((before) => ({ ...before, channel: state }));
    if (state === "open") writing.resend();
  },
});
const sound = new Sound();
const writing: Writing = new Writing(store, channel);
const actions: Actions = new Actions({ store, channel, sound, writing });
const news: NewsTeller = new NewsTeller(store, actions, sound);

const look = () => {
  const isWatched = document.visibilityState === "visible" && document.hasFocus();
  store.change((state) => watch(state, isWatched));
};
for (const event of ["focus", "blur", "visibilitychange"]) addEventListener(event, look);
document.addEventListener("visibilitychange", look);
look();

render(
  <PageContext.Provider value={{ store, actions, writing }}>
    <App />
  </PageContext.Provider>,
  document.body,
);
const key = location.hash.slice(1);
// The key stays out of the history and of what people copy from the address field.
history.replaceState(null, "", "/");
void channel.start(key);
