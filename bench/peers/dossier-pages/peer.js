// Dossier as it is published: the archive, and pages that need no script, where a reader's first list is such a page.
import { program } from "../dossier/program.js";

export default { what: "Dossier, archive and pages", ours: true, list: "news/", program: program("--force-archive") };
