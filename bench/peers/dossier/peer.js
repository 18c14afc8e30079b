// Dossier: the archive form, however few the items are.
import { program } from "./program.js";

export default { what: "Dossier, archive", ours: true, program: program("--force-archive") };
