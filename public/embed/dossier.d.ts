/** Elements that show a part of a Dossier site in other pages. `docs/embed.md` of the project says what everything means. */

/** One id, or several: as a list, or in one text with spaces or commas between. */
export type DossierIds = string | readonly string[];

/** What may be set. */
export interface DossierSettings {
  /** Address of the site; by default that of the script. */
  src?: string | null;
  /** Id of a topic; by default the site's first. */
  topic?: string | null;
  /** What a `<dossier-topic>` shows once it runs. */
  view?: "" | "news" | "documents" | null;
  /** Id of the item of a `<dossier-item>`. */
  item?: string | null;
  /** Ids of types. */
  type?: DossierIds | null;
  /** Ids of publishers. */
  publisher?: DossierIds | null;
  /** Languages of items. */
  language?: DossierIds | null;
  /** First day, month or year. */
  from?: string | null;
  /** Last day, month or year. */
  to?: string | null;
  /** Words that items have. */
  q?: string | null;
  sort?: "" | "newest" | "oldest" | "title" | "best" | null;
  /** Entries shown at first, 1 to 50. */
  limit?: string | number | null;
  /** Language of the element's own words. */
  lang?: string;
  theme?: "" | "auto" | "light" | "dark" | null;
  /** When the program is loaded: on first use, in an idle moment, or at once; never before the element is near to what is seen. */
  load?: "" | "use" | "idle" | "now" | null;
}

/** Properties that reflect the attributes: each may be set to what is said above and reads as a text, an unset one as an empty text. */
export type DossierProperties = {
  get src(): string;
  set src(value: DossierSettings["src"]);
  get topic(): string;
  set topic(value: DossierSettings["topic"]);
  get view(): string;
  set view(value: DossierSettings["view"]);
  get item(): string;
  set item(value: DossierSettings["item"]);
  get type(): string;
  set type(value: DossierSettings["type"]);
  get publisher(): string;
  set publisher(value: DossierSettings["publisher"]);
  get language(): string;
  set language(value: DossierSettings["language"]);
  get from(): string;
  set from(value: DossierSettings["from"]);
  get to(): string;
  set to(value: DossierSettings["to"]);
  get q(): string;
  set q(value: DossierSettings["q"]);
  get sort(): string;
  set sort(value: DossierSettings["sort"]);
  get limit(): string;
  set limit(value: DossierSettings["limit"]);
  get theme(): string;
  set theme(value: DossierSettings["theme"]);
  get load(): string;
  set load(value: DossierSettings["load"]);
};

export type DossierErrorCode =
  | "unreachable" | "no-program" | "unknown-topic" | "unknown-item" | "offline" | "not-found" | "refused" | "timed-out"
  | "interrupted" | "not-content" | "empty" | "damaged" | "too-new" | "stopped";

export interface DossierEventMap {
  /** Something can be read: the list made ahead, or, with `program`, all of it. */
  "dossier-ready": CustomEvent<{ program: boolean }>;
  /** A link is about to leave the page; prevent it to open the address yourself. */
  "dossier-navigate": CustomEvent<{ href: string }>;
  /** Another part of the content is shown in place; `href` is its address on the site. */
  "dossier-view": CustomEvent<{ href: string }>;
  "dossier-error": CustomEvent<{ code: DossierErrorCode; message: string }>;
}

export interface DossierElement extends HTMLElement, DossierProperties {
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

type Handlers = { [Name in keyof DossierEventMap as `on${Name}`]?: (event: DossierEventMap[Name]) => void };
type Props = DossierSettings & Handlers & { children?: unknown; class?: string; className?: string; id?: string; key?: string | number; ref?: unknown; style?: unknown };

/** For JSX: `declare module "react" { namespace JSX { interface IntrinsicElements extends DossierJsx {} } }`. */
export interface DossierJsx {
  "dossier-topic": Props;
  "dossier-news": Props;
  "dossier-documents": Props;
  "dossier-item": Props;
}
