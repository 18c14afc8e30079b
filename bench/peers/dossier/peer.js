// Dossier: the archive form, however few the items are.
import { program } from "./program.js";

export default { what: "Dossier, archive", ours: true, list: "?topic=government&view=news", program: program("--force-archive", "--no-pages") };
