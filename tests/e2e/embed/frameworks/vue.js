// A page made with Vue: a list of elements, kept by what the test says.
import { createApp, shallowRef } from "vue";

window.told = [];
const state = shallowRef(window.state);
const refs = new Map();
const app = createApp({
  setup() {
    const told = (key, what, event) => {
      window.told.push([key, what, event.detail.code ?? event.detail.program ?? event.detail.href]);
      if (what === "navigate") event.preventDefault();
    };
    const keep = (key) => (element) => (element ? refs.set(key, element) : refs.delete(key));
    return { state, told, keep };
  },
  template: `
    <main>
      <dossier-news v-for="card in state.cards" :key="card.key" :ref="keep(card.key)" v-show="!card.hidden"
        :id="card.key" :topic="card.topic" :type="card.type" :limit="card.limit"
        @dossier-ready="told(card.key, 'ready', $event)" @dossier-view="told(card.key, 'view', $event)"
        @dossier-navigate="told(card.key, 'navigate', $event)" @dossier-error="told(card.key, 'error', $event)">
        <a href="/news">News</a>
      </dossier-news>
    </main>`,
});
app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith("dossier-");
app.mount("#app");
window.host = { set: (next) => (state.value = next), start: (key) => refs.get(key).start() };
