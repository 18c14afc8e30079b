//! The mapping file in one screen.

/// What `--help` says about mapping files.
pub const HELP: &str = "\
Mapping file (TOML; every part may be left out; docs/import.md explains each):

  ignore = [\"source\"]                  # fields that need not be carried over

  [site]                               # texts: \"one\" or { en = \"one\", nb = \"en\" }
  title = \"Room\"                       # also: description, publisher, home, licence, session
  languages = [\"en\"]
  timezone = \"Europe/Oslo\"             # points in time become days there
  address = \"https://example.org/room/\" # where the site will be

  [content]                            # of a folder that dossier build is given
  sources = [\"content\"]              # files and folders in it, and addresses of feeds

  [pages]                              # of a built site
  lists = 10                           # pages of each list; the reader shows the rest
  items = 20000                        # with more item pages than these, none is written

  [fields]                             # a name, or several to be tried in order, or \"\" for none
  id = \"id\"                            # title summary date modified deadline kind type publisher language url
  status = \"status\"                    # body number topics translations files aliases; summary_prefix (none by default)

  [body]
  format = \"auto\"                      # or markdown, html, text

  [kind]
  default = \"news\"                     # or document
  documents = [\"report\"]               # types that are documents; news = […] the other way round

  [types.report]                       # a type as the rows write it
  id = \"report\"                        # several may share an id
  title = { en = \"Report\" }

  [publishers.\"Min. of X\"]             # the same for publishers

  [[topics]]                           # without any: those that rows name, else one named after the site
  id = \"security\"
  title = \"Security\"                   # also: lead, text (a file), parent
  otherwise = true                     # takes the rows that no rule takes
  when = [{ field = \"type\", is = [\"report\"] }, { field = \"title\", contains = [\"defence\"] }]
";
