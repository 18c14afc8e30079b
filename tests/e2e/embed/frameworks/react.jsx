// A page made with React: a list of elements, kept by what the test says, and one that an effect makes by hand.
import { Activity, StrictMode, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

const refs = new Map();
const told = (key, what) => (event) => {
  window.told.push([key, what, event.detail.code ?? event.detail.program ?? event.detail.href]);
  if (what === "navigate") event.preventDefault();
};

function List({ card }) {
  return (
    <dossier-news
      id={card.key}
      ref={(element) => (element ? refs.set(card.key, element) : refs.delete(card.key))}
      topic={card.topic}
      type={card.type}
      limit={card.limit}
      ondossier-ready={told(card.key, "ready")}
      ondossier-view={told(card.key, "view")}
      ondossier-navigate={told(card.key, "navigate")}
      ondossier-error={told(card.key, "error")}
    >
      <a href="/news">News</a>
    </dossier-news>
  );
}

// Under StrictMode React runs this effect, ends it and runs it again.
function ByHand() {
  const place = useRef(null);
  useEffect(() => {
    const list = document.createElement("dossier-documents");
    list.limit = 1;
    place.current.append(list);
    window.byHand.push(list);
    return () => list.remove();
  }, []);
  return <div ref={place} />;
}

function Page() {
  const [state, set] = useState(window.state);
  window.host = { set, start: (key) => refs.get(key).start() };
  return (
    <main>
      {state.cards.map((card) => (
        <Activity key={card.key} mode={card.hidden ? "hidden" : "visible"}>
          <List card={card} />
        </Activity>
      ))}
      {state.byHand && <ByHand />}
    </main>
  );
}

window.told = [];
window.byHand = [];
createRoot(document.querySelector("#app")).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
