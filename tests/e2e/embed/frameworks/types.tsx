// What the types say, to people who write pages by hand and to those who use React. Checked, never run.
import { useRef, useState } from "react";
import type { DossierElement, DossierErrorCode, DossierJsx } from "./dossier";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends DossierJsx {}
  }
}

const list = document.createElement("dossier-news");
list.limit = 5;
list.type = ["speech", "report"];
list.topic = null;
list.theme = "dark";
list.hidden = true;
list.start();
const limit: string = list.limit;
const found: DossierElement | null = document.querySelector("dossier-item");
found?.addEventListener("dossier-error", ({ detail }) => {
  const code: DossierErrorCode = detail.code;
  const stopped = code === "stopped";
  // @ts-expect-error There is no such code.
  const other = code === "exploded";
  return [stopped, other];
});
list.addEventListener("dossier-navigate", (event) => {
  event.preventDefault();
  history.pushState(null, "", new URL(event.detail.href).pathname);
});
list.addEventListener("click", (event) => event.preventDefault());
// @ts-expect-error There is no such order.
list.sort = "sideways";
// @ts-expect-error It is called `start`.
list.begin();
// @ts-expect-error There is no such element.
document.createElement("dossier-news").setProperty("a", 1);

export function Page({ topic }: { topic?: string }) {
  const element = useRef<DossierElement>(null);
  const [last, tell] = useState("");
  return (
    <section title={last}>
      <dossier-news
        ref={element}
        topic={topic}
        type={["speech"]}
        limit={limit}
        style={{ minBlockSize: 480 }}
        ondossier-ready={(event) => tell(event.detail.program ? "all" : "ahead")}
        ondossier-navigate={(event) => event.preventDefault()}
      >
        <a href="/news">News</a>
      </dossier-news>
      <dossier-topic key="topic" view="documents" load="idle" />
      {/* @ts-expect-error There is no such setting. */}
      <dossier-item colour="red" />
      <button onClick={() => element.current?.start()}>Filters</button>
    </section>
  );
}
