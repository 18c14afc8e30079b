/** Elements that show a part of a Dossier site in other pages. `docs/embed.md` of the project says what everything means. */

/** Attributes and the properties that reflect them. An unset property reads as an empty text. */
export interface DossierSettings {
  /** Address of the site; by default that of the script. */
  src?: string;
  /** Id of a topic; by default the site's first. */
  topic?: string;
  /** What a `<dossier-topic>` shows once it runs. */
  view?: "" | "news" | "documents";
  /** Id of the item of a `<dossier-item>`. */
  item?: string;
  /** Ids of types, separated by spaces or commas. */
  type?: string;
  /** Ids of publishers. */
  publisher?: string;
  /** Languages of items. */
  language?: string;
  /** First day, month or year. */
  from?: string;
  /** Last day, month or year. */
  to?: string;
  /** Words that items have. */
  q?: string;
  sort?: "" | "newest" | "oldest" | "title" | "best";
  /** Entries shown at first, 1 to 50. */
  limit?: string | number;
  /** Language of the element's own words. */
  lang?: string;
  theme?: "" | "auto" | "light" | "dark";
  /** When the program is loaded: on first use, in an idle moment, or at once; never before the element is near to what is seen. */
  load?: "" | "use" | "idle" | "now";
}

export type DossierErrorCode =
  | "unreachable" | "no-program" | "unknown-topic" | "unknown-item" | "offline" | "not-found" | "refused" | "timed-out"
  | "interrupted" | "not-content" | "empty" | "damaged" | "too-new";

export interface DossierEventMap {
  /** Something can be read: the list made ahead, or, with `program`, all of it. */
  "dossier-ready": CustomEvent<{ program: boolean }>;
  /** A link is about to leave the page; prevent it to open the address yourself. */
  "dossier-navigate": CustomEvent<{ href: string }>;
  /** Another part of the content is shown in place; `href` is its address on the site. */
  "dossier-view": CustomEvent<{ href: string }>;
  "dossier-error": CustomEvent<{ code: DossierErrorCode; message: string }>;
}

export interface DossierElement extends HTMLElement, Required<Omit<DossierSettings, "lang" | "limit">> {
  limit: string | number;
  lang: string;
  /** Loads the program now, as the first use does. */
  start(): void;
  addEventListener<Name extends keyof DossierEventMap>(
    type: Name,
    listener: (this: this, event: DossierEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "dossier-topic": DossierElement;
    "dossier-news": DossierElement;
    "dossier-documents": DossierElement;
    "dossier-item": DossierElement;
  }
}

type Props = DossierSettings & { children?: unknown; class?: string; className?: string; id?: string; key?: string | number; ref?: unknown; style?: unknown };

/** For JSX: `declare module "react" { namespace JSX { interface IntrinsicElements extends DossierJsx {} } }`. */
export interface DossierJsx {
  "dossier-topic": Props;
  "dossier-news": Props;
  "dossier-documents": Props;
  "dossier-item": Props;
}
