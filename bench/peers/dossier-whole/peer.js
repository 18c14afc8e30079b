// Dossier with everything in one bundle, as a small site has it.
import { program } from "../dossier/program.js";

export default { what: "Dossier, one whole bundle", ours: true, list: "?topic=government&view=news", program: program("--whole", "--no-pages") };
